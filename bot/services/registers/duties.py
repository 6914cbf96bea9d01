"""What each kind of due work does, and what follows when its time moves."""

from collections.abc import Callable, Mapping
from itertools import chain
from typing import TypeVar

from bot.domain.ballots import duties as ballots_duties
from bot.domain.ballots.duties import (
    ClearPapers,
    CloseBallot,
    CountBallot,
    DestroyKey,
    EndAmending,
    EndOptions,
    EndSeconding,
    LayOut,
    MendPapers,
    OpenAhead,
    OpenAt,
    PostProposalFiles,
    RemindHalf,
    RemindLast,
    RemindLate,
    TellOfOptions,
)
from bot.domain.council import duties as council_duties
from bot.domain.council.duties import ForgetErrand, TellClaimed, TellMuted, TryToWrite
from bot.domain.elections import duties as elections_duties
from bot.domain.elections.duties import EndNominations, OfferOffice
from bot.domain.ground import duties as ground_duties
from bot.domain.ground.due import Duty, Moved
from bot.domain.ground.duties import (
    EndKey,
    EndOffers,
    EndQuestion,
    HearBroadcast,
    Housekeeping,
    LookAfter,
    SendBroadcast,
)
from bot.domain.ground.ids import CouncilId
from bot.domain.instructions import duties as instructions_duties
from bot.domain.instructions.duties import BreachLapses, InstructionUnanswered
from bot.domain.mandates import duties as mandates_duties
from bot.domain.mandates.duties import EndMandate, NextElection
from bot.domain.me import duties as me_duties
from bot.domain.me.duties import ForgetBallot, ForgetOption, SendDigest
from bot.domain.recalls import duties as recalls_duties
from bot.domain.recalls.duties import (
    ActOnThreshold,
    CountSignals,
    EndCoolDown,
    LookAtSignals,
    MendSignals,
    OpenRecall,
    SealSignals,
    ShowSignals,
)
from bot.domain.removals import duties as removals_duties
from bot.domain.removals.duties import EndMute, EndReturn, OpenRemoval
from bot.domain.reports import duties as reports_duties
from bot.domain.reports.duties import (
    JudgeReport,
    MendRatings,
    PostReportFiles,
    RemindOfReport,
    ReportMissed,
    ReportOverdue,
)
from bot.domain.roll import duties as roll_duties
from bot.domain.roll.duties import EndFounding, EndWaiting, LetRest, LookForResting, NotePart, WakeVoters
from bot.services.ballots import (
    adding,
    ahead,
    amending,
    anew,
    ballots,
    closing,
    files,
    laying,
    offers,
    papers,
    parts,
    reminders,
    seconds,
    series,
    times,
)
from bot.services.council import errands, muting
from bot.services.elections import elections, vacancies
from bot.services.ground import broadcast, expiring, housekeeping, looks, voices
from bot.services.ground.ports import Uow, WhenMoved, Work
from bot.services.instructions import breaches, instructions
from bot.services.mandates import mandates
from bot.services.me import digest, forget
from bot.services.recalls import confidence, recalls, replies, shown, signalling
from bot.services.removals import leaving, removal
from bot.services.reports import rating, report_backs, reports
from bot.services.roll import claiming, resting, roll, standing

D = TypeVar("D", bound=Duty)


def done(kind: type[D], work: Callable[[Uow, CouncilId, D], None]) -> tuple[type[Duty], Work]:
    """A kind with the use-case that takes it, which the type checker sees here and no more afterwards."""
    return kind, work


def followed(kind: type[D], follow: Callable[[Uow, Moved, D], None]) -> tuple[type[Duty], WhenMoved]:
    """The same for what follows a move."""
    return kind, follow


DUTIES: Mapping[type[Duty], Work] = dict(
    (
        done(EndOffers, offers.end_offers_page),
        done(EndQuestion, expiring.end_question),
        done(Housekeeping, housekeeping.keep_house),
        done(LookAfter, looks.look_after),
        done(SendBroadcast, broadcast.send_page),
        done(HearBroadcast, broadcast.hear),
        done(EndKey, voices.end_key),
        done(ForgetErrand, errands.forget_errand),
        done(TryToWrite, muting.try_to_write),
        done(TellMuted, muting.tell_muted),
        done(TellClaimed, claiming.tell_claimed),
        done(EndFounding, roll.end_founding),
        done(EndWaiting, roll.end_waiting),
        done(LookForResting, resting.look_for_resting),
        done(LetRest, resting.let_rest),
        done(WakeVoters, standing.wake_secret_voters),
        done(CloseBallot, closing.close_ballot),
        done(CountBallot, closing.count_page),
        done(LayOut, ballots.lay_out_page),
        done(ClearPapers, laying.clear_page),
        done(OpenAhead, ahead.open_ahead),
        done(NotePart, parts.note_page),
        done(MendPapers, anew.mend_papers),
        done(DestroyKey, papers.destroy_key),
        done(EndSeconding, seconds.end_seconding),
        done(EndAmending, amending.end_amending),
        done(OpenAt, series.open_planned),
        done(EndOptions, adding.end_options),
        done(TellOfOptions, adding.tell_of_options),
        done(RemindHalf, reminders.remind_half),
        done(RemindLast, reminders.remind_last),
        done(RemindLate, reminders.remind_page),
        done(EndMandate, mandates.end_on_its_date),
        done(NextElection, mandates.open_next_election),
        done(EndNominations, elections.end_nominations),
        done(OfferOffice, vacancies.offer_office),
        done(BreachLapses, breaches.lapse_breach),
        done(InstructionUnanswered, instructions.note_unanswered),
        done(ReportOverdue, report_backs.find_overdue),
        done(ReportMissed, report_backs.find_missed),
        done(RemindOfReport, report_backs.remind),
        done(PostReportFiles, reports.post_files),
        done(PostProposalFiles, files.post_proposal_files),
        done(JudgeReport, reports.judge_report),
        done(MendRatings, rating.mend_lost_ratings),
        done(ShowSignals, shown.refresh_shown),
        done(CountSignals, shown.count_signals),
        done(LookAtSignals, confidence.look_at_signals),
        done(SealSignals, signalling.seal_signals),
        done(MendSignals, signalling.mend_lost_signals),
        done(EndCoolDown, recalls.end_cool_down),
        done(ActOnThreshold, replies.act_on_threshold),
        done(OpenRecall, recalls.open_recall),
        done(EndMute, leaving.end_mute),
        done(EndReturn, leaving.end_return),
        done(OpenRemoval, removal.open_removal),
        done(ForgetBallot, forget.forget_ballot),
        done(ForgetOption, forget.forget_option),
        done(SendDigest, digest.send_digest),
    )
)

APART: Mapping[type[Duty], Work] = dict(
    (
        done(SendBroadcast, broadcast.send_apart),
        done(CloseBallot, closing.end_voting),
    )
)

MOVED: Mapping[type[Duty], WhenMoved] = dict(
    (
        followed(CloseBallot, times.show_close),
        followed(EndFounding, roll.move_founding),
        followed(ReportOverdue, report_backs.move_date),
        followed(LookForResting, resting.look_again),
        followed(OpenRecall, replies.tell_more_time),
        followed(OpenRemoval, removal.tell_more_time),
        followed(EndReturn, leaving.tell_more_time),
    )
)

_NOUNS = (
    ground_duties,
    council_duties,
    roll_duties,
    ballots_duties,
    mandates_duties,
    elections_duties,
    instructions_duties,
    reports_duties,
    recalls_duties,
    removals_duties,
    me_duties,
)
_KINDS = chain.from_iterable(vars(noun).values() for noun in _NOUNS)
assert set(DUTIES) == {kind for kind in _KINDS if isinstance(kind, type) and issubclass(kind, Duty)} - {Duty}
