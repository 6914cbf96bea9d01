"""How each screen is read and drawn."""

from collections.abc import Mapping

from bot.domain.ballots.messages import (
    Amended,
    AskAmendment,
    AskOption,
    AskProposal,
    BallotCard,
    BallotClosesEarly,
    BallotExtended,
    BallotHalfTime,
    BallotPlanned,
    BallotPrivate,
    BallotQueued,
    BallotReminder,
    BallotUnasked,
    CardHere,
    CardMoved,
    ConfirmSeriesEnd,
    ConfirmWhen,
    ConfirmWithdraw,
    Decisions,
    HowCounted,
    OfferOver,
    OpenBallots,
    OptionsNew,
    OptionTaken,
    OwnProposals,
    PaperHere,
    PaperInBooth,
    PapersLost,
    PlanLapsed,
    PressToVote,
    ProposalFile,
    Proposed,
    RemindersOff,
    RemindersOn,
    Unseconded,
    VoteCleared,
)
from bot.domain.charter.messages import (
    AskCharterValue,
    CharterChanged,
    CharterNotApplied,
    CharterPage,
    CharterPreview,
    CharterPut,
    CharterRule,
)
from bot.domain.council.messages import (
    AsYourself,
    CannotWrite,
    CommandUnknown,
    CouncilChosen,
    ErrandTaken,
    GoesOnElsewhere,
    Hello,
    Help,
    How,
    Language,
    LanguageSet,
    NothingWaits,
    OutageOver,
    Panel,
    PickCouncil,
    Privacy,
    Refused,
    Reminders,
    Restored,
    Returned,
    Welcome,
    WhichCouncil,
)
from bot.domain.elections.messages import (
    AskIntroduction,
    AskOffice,
    Candidates,
    ConfirmElect,
    CountRounds,
    ElectionCard,
    ElectionOpens,
    ElectionPrivate,
    Nominate,
    Nominated,
    NominateOnCard,
    NominationsExtended,
    NomineeNoted,
    Offices,
    OfficeVacant,
    OwnIntroduction,
    PickElection,
)
from bot.domain.ground.message import Message
from bot.domain.ground.messages import (
    AnswersLeftOut,
    Confirmed,
    NotAsked,
    Picked,
    PickPerson,
    PressInstead,
    QuestionGone,
    QuestionOver,
    Signpost,
    TooLate,
)
from bot.domain.instructions.questions import WhomToInstruct
from bot.domain.mandates.questions import WhoseMandate
from bot.domain.me.messages import ConfirmForget, Digest, DigestSetting, Forgotten, Me, MeElsewhere, Remembered
from bot.domain.record.messages import (
    WhyBallot,
    WhyInPrivate,
    WhyMandate,
    WhyPerson,
    WhyRecall,
    WhyRefusal,
    WhyReminder,
    WhyReport,
)
from bot.domain.roll.messages import (
    ConfirmVouch,
    Founded,
    JoinedRoll,
    Newcomers,
    Rests,
    RollPage,
    Split,
    StillHere,
    StillHereAll,
    VouchedFor,
)
from bot.reads.ballots import booth as read_booth
from bot.reads.ballots import card as read_ballots_card
from bot.reads.ballots import decisions as read_decisions
from bot.reads.ballots import files as read_files
from bot.reads.ballots import options as read_options
from bot.reads.ballots import proposals as read_proposals
from bot.reads.ballots import reminders as read_reminders
from bot.reads.charter import changes as read_changes
from bot.reads.charter import charter as read_charter
from bot.reads.council import choices
from bot.reads.council import council as read_council
from bot.reads.council import helping as read_helping
from bot.reads.council import panel as read_panel
from bot.reads.elections import card as read_elections_card
from bot.reads.elections import counts
from bot.reads.elections import introductions as read_introductions
from bot.reads.elections import nominations as read_nominations
from bot.reads.elections import offices as read_offices
from bot.reads.ground import asked
from bot.reads.me import digest as read_digest
from bot.reads.me import me as read_me
from bot.reads.record import why as read_why
from bot.reads.roll import known, picking
from bot.reads.roll import resting as read_resting
from bot.reads.roll import roll as read_roll
from handlers.registers.shown import instructions as shown_instructions
from handlers.registers.shown import mandates as shown_mandates
from handlers.registers.shown import recalls as shown_recalls
from handlers.registers.shown import removals as shown_removals
from handlers.registers.shown import reports as shown_reports
from handlers.registers.shown.expired import cancelled_of, expired_of
from handlers.screens import Shown, said, shown
from handlers.views.ballots import booth, decisions, details, files, options, own, planned, proposals, reminders, voting
from handlers.views.charter import changes, charter
from handlers.views.council import council, panel
from handlers.views.council import help as helping
from handlers.views.elections import elections, introductions, nominations, offices, results
from handlers.views.ground import dialogs
from handlers.views.me import digest, me
from handlers.views.record import why
from handlers.views.roll import resting, roll

KNOWN: Mapping[type[Message], Shown] = dict(
    (
        shown(PickPerson, picking.load_picking, dialogs.render_picking),
        shown(Picked, picking.load_picked, dialogs.render_picked),
        said(Confirmed, dialogs.render_confirmed),
        said(TooLate, dialogs.render_too_late),
        said(QuestionGone, dialogs.render_gone),
        said(QuestionOver, dialogs.render_question_over),
        said(NotAsked, dialogs.render_not_asked),
        said(AnswersLeftOut, dialogs.render_answers_left_out),
        said(PressInstead, dialogs.render_press_instead),
        shown(Signpost, read_helping.load_help, helping.render_signpost),
        *shown_mandates.SCREENS.items(),
        *shown_instructions.SCREENS.items(),
        *shown_reports.SCREENS.items(),
        *shown_recalls.SCREENS.items(),
        *shown_removals.SCREENS.items(),
        shown(Welcome, read_council.load_welcome, council.render_welcome),
        shown(Founded, read_council.load_council, council.render_founded),
        said(Returned, council.render_returned),
        shown(CannotWrite, read_council.load_council_of, council.render_cannot_write),
        shown(GoesOnElsewhere, read_council.load_council_of, council.render_goes_on_elsewhere),
        said(OutageOver, council.render_outage_over),
        shown(Restored, read_council.load_here, council.render_restored),
        said(Split, council.render_split),
        shown(WhichCouncil, choices.load_pick, council.render_pick),
        said(AsYourself, council.render_as_yourself),
        shown(ErrandTaken, read_roll.load_person, council.render_errand_taken),
        shown(CouncilChosen, read_council.load_chosen, council.render_chosen),
        shown(Refused, read_council.load_here, council.render_refusal),
        shown(Panel, read_panel.load_panel, panel.render_panel),
        shown(PickCouncil, choices.load_choice, panel.render_choice),
        shown(Help, read_helping.load_help, helping.render_help),
        shown(Hello, read_helping.load_help, helping.render_hello),
        said(NothingWaits, helping.render_nothing_waits),
        shown(CommandUnknown, read_helping.load_help, helping.render_unknown),
        shown(How, read_helping.load_help, helping.render_how),
        shown(Privacy, read_helping.load_privacy, helping.render_privacy),
        shown(Language, read_helping.load_self, helping.render_language),
        shown(LanguageSet, read_helping.load_help, helping.render_language_set),
        shown(Reminders, read_helping.load_self, helping.render_reminders),
        said(JoinedRoll, roll.render_joined),
        shown(Newcomers, read_roll.load_newcomers, roll.render_newcomers),
        *(
            shown(kind, known.load_person_question, dialogs.render_person_question)
            for kind in (ConfirmVouch, WhomToInstruct, Nominate, NominateOnCard, WhyPerson, WhoseMandate)
        ),
        shown(VouchedFor, read_roll.load_person, roll.render_vouched),
        shown(RollPage, read_roll.load_roll, roll.render_roll),
        shown(StillHere, read_resting.load_council_with, resting.render_still_here),
        shown(StillHereAll, read_resting.load_silent, resting.render_silent),
        shown(Rests, read_resting.load_council_with, resting.render_rests),
        shown(PaperInBooth, read_booth.load_booth, booth.render_booth),
        shown(PaperHere, read_booth.load_paper, booth.render_paper),
        shown(OpenBallots, read_decisions.load_open, decisions.render_open),
        shown(BallotPrivate, read_ballots_card.load_ballot, details.render_ballot_private),
        shown(HowCounted, read_ballots_card.load_ballot, details.render_how),
        shown(PressToVote, read_ballots_card.load_ballot, proposals.render_press_to_vote),
        shown(CardHere, read_ballots_card.load_ballot, decisions.render_card_here),
        shown(CardMoved, read_ballots_card.load_moved, decisions.render_card_moved),
        shown(Decisions, read_decisions.load_decisions, decisions.render_decisions),
        shown(AskProposal, asked.load_question, proposals.render_ask_proposal),
        shown(AskAmendment, asked.load_question, proposals.render_ask_amendment),
        shown(AskOption, asked.load_question, options.render_ask_option),
        shown(OptionTaken, read_options.load_option_taken, options.render_option_taken),
        shown(OptionsNew, read_ballots_card.load_ballot, options.render_options_new),
        shown(ConfirmWithdraw, read_proposals.load_withdrawing, own.render_confirm_withdraw),
        shown(ConfirmSeriesEnd, read_proposals.load_ending, planned.render_confirm_end),
        shown(ConfirmWhen, read_proposals.load_when, planned.render_when),
        shown(OwnProposals, read_proposals.load_own, own.render_own),
        shown(Proposed, read_ballots_card.load_ballot, proposals.render_proposed),
        shown(BallotQueued, read_ballots_card.load_ballot, proposals.render_queued),
        shown(BallotPlanned, read_ballots_card.load_ballot, planned.render_planned),
        shown(PlanLapsed, read_ballots_card.load_ballot, planned.render_plan_lapsed),
        shown(BallotUnasked, read_ballots_card.load_ballot, proposals.render_unasked),
        shown(Unseconded, read_ballots_card.load_ballot, proposals.render_unseconded),
        shown(BallotClosesEarly, read_ballots_card.load_ballot, proposals.render_closes_early),
        shown(BallotExtended, read_ballots_card.load_extended, proposals.render_extended),
        shown(Amended, read_proposals.load_amended, proposals.render_amended),
        shown(VoteCleared, read_proposals.load_amended, proposals.render_vote_cleared),
        shown(BallotHalfTime, read_reminders.load_half_time, reminders.render_half_time),
        shown(BallotReminder, read_reminders.load_reminder, reminders.render_reminder),
        said(RemindersOn, reminders.render_reminders_on),
        shown(OfferOver, read_reminders.load_offer_over, reminders.render_offer_over),
        said(RemindersOff, reminders.render_reminders_off),
        shown(BallotCard, read_ballots_card.load_ballot, voting.render_ballot),
        shown(ProposalFile, read_files.load_proposal_file, files.render_proposal_file),
        shown(PapersLost, read_ballots_card.load_ballot, reminders.render_papers_lost),
        shown(ElectionCard, read_elections_card.load_election, elections.render_election),
        shown(ElectionPrivate, read_elections_card.load_election, elections.render_election_private),
        shown(ElectionOpens, read_elections_card.load_election, elections.render_opens),
        shown(NominationsExtended, read_elections_card.load_election, elections.render_extended),
        shown(OfficeVacant, read_elections_card.load_election, elections.render_vacant),
        shown(Nominated, read_nominations.load_nominee, nominations.render_nominated),
        shown(NomineeNoted, read_nominations.load_nominee, nominations.render_noted),
        shown(OwnIntroduction, read_introductions.load_own, introductions.render_own),
        shown(Candidates, read_introductions.load_candidates, introductions.render_candidates),
        shown(AskIntroduction, asked.load_question, introductions.render_ask),
        shown(PickElection, read_nominations.load_pick, nominations.render_pick),
        shown(CountRounds, counts.load_count, results.render_count),
        shown(Offices, read_offices.load_offices, offices.render_offices),
        shown(AskOffice, asked.load_question, elections.render_ask_office),
        said(ConfirmElect, elections.render_confirm),
        shown(CharterPage, read_charter.load_charter, charter.render_charter),
        shown(CharterRule, read_charter.load_rule, changes.render_rule),
        shown(CharterPreview, read_charter.load_preview, changes.render_preview),
        said(CharterPut, changes.render_put),
        said(CharterChanged, changes.render_changed),
        shown(CharterNotApplied, read_changes.load_not_applied, changes.render_not_applied),
        shown(AskCharterValue, asked.load_question, changes.render_ask_value),
        shown(Digest, read_digest.load_digest, digest.render_digest),
        shown(DigestSetting, read_digest.load_digest_setting, digest.render_setting),
        shown(Me, read_me.load_me, me.render_me),
        shown(MeElsewhere, read_me.load_elsewhere, me.render_elsewhere),
        said(ConfirmForget, me.render_confirm_forget),
        said(Forgotten, me.render_forgotten),
        said(Remembered, me.render_remembered),
        shown(WhyBallot, read_why.load_ballot_why, why.render_ballot_why),
        shown(WhyReport, read_why.load_report_why, why.render_report_why),
        shown(WhyRecall, read_why.load_recall_why, why.render_recall_why),
        shown(WhyMandate, read_why.load_mandate_why, why.render_mandate_why),
        shown(WhyRefusal, read_why.load_refusal_why, why.render_refusal_why),
        said(WhyInPrivate, why.render_in_private),
        shown(WhyReminder, read_why.load_reminder_why, why.render_reminder_why),
    )
)

SCREENS: Mapping[type[Message], Shown] = dict((*KNOWN.items(), expired_of(KNOWN), cancelled_of(KNOWN)))
