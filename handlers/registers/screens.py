"""How each screen is read and drawn."""

from bot.domain.ballots.messages import (
    Amended,
    AskAmendment,
    AskProposal,
    BallotCard,
    BallotExtended,
    BallotHalfTime,
    BallotPrivate,
    BallotQueued,
    BallotReminder,
    CardMoved,
    ConfirmWithdraw,
    Decisions,
    OpenBallots,
    OwnProposals,
    PaperHere,
    PaperInBooth,
    PapersLost,
    Proposed,
    RemindersOff,
    RemindersOn,
    ResultPicture,
    RunOffOpened,
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
    CommandUnknown,
    CouncilChosen,
    ErrandTaken,
    Hello,
    Help,
    How,
    Language,
    LanguageSet,
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
    AskOffice,
    ConfirmElect,
    CountRounds,
    ElectionCard,
    ElectionOpens,
    ElectionResult,
    Nominated,
    NominationsExtended,
    NomineeNoted,
    Offices,
    OfficeVacant,
    PickElection,
)
from bot.domain.ground.message import Message
from bot.domain.ground.messages import (
    AnswersLeftOut,
    Cancelled,
    Confirmed,
    NotAsked,
    Picked,
    PickPerson,
    PressInstead,
    TooLate,
)
from bot.domain.me.messages import ConfirmForget, Forgotten, Me, MeElsewhere, Remembered
from bot.domain.record.messages import WhyBallot, WhyMandate, WhyRecall, WhyRefusal, WhyReminder, WhyReport
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
from bot.reads.elections import nominations as read_nominations
from bot.reads.elections import offices as read_offices
from bot.reads.ground import asked
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
from handlers.views.ballots import booth, decisions, proposals, reminders, voting
from handlers.views.charter import changes, charter
from handlers.views.council import council, panel
from handlers.views.council import help as helping
from handlers.views.elections import elections, nominations, offices, results
from handlers.views.ground import dialogs
from handlers.views.ground.screen import Shown, said, shown
from handlers.views.me import me
from handlers.views.record import why
from handlers.views.roll import resting, roll

SCREENS: dict[type[Message], Shown] = {
    PickPerson: shown(picking.load_picking, dialogs.render_picking),
    Picked: shown(picking.load_picked, dialogs.render_picked),
    Confirmed: said(dialogs.render_confirmed),
    Cancelled: said(dialogs.render_cancelled),
    TooLate: said(dialogs.render_too_late),
    NotAsked: said(dialogs.render_not_asked),
    AnswersLeftOut: said(dialogs.render_answers_left_out),
    PressInstead: said(dialogs.render_press_instead),
    **shown_mandates.SCREENS,
    **shown_instructions.SCREENS,
    **shown_reports.SCREENS,
    **shown_recalls.SCREENS,
    **shown_removals.SCREENS,
    Welcome: shown(read_council.load_welcome, council.render_welcome),
    Founded: shown(read_council.load_council, council.render_founded),
    Returned: said(council.render_returned),
    OutageOver: said(council.render_outage_over),
    Restored: shown(read_council.load_here, council.render_restored),
    Split: said(council.render_split),
    WhichCouncil: shown(choices.load_pick, council.render_pick),
    AsYourself: said(council.render_as_yourself),
    ErrandTaken: shown(read_roll.load_person, council.render_errand_taken),
    CouncilChosen: shown(read_council.load_chosen, council.render_chosen),
    Refused: shown(read_council.load_here, council.render_refusal),
    Panel: shown(read_panel.load_panel, panel.render_panel),
    PickCouncil: shown(choices.load_choice, panel.render_choice),
    Help: shown(read_helping.load_help, helping.render_help),
    Hello: shown(read_helping.load_help, helping.render_hello),
    CommandUnknown: shown(read_helping.load_help, helping.render_unknown),
    How: shown(read_helping.load_help, helping.render_how),
    Privacy: shown(read_helping.load_help, helping.render_privacy),
    Language: shown(read_helping.load_self, helping.render_language),
    LanguageSet: shown(read_helping.load_help, helping.render_language_set),
    Reminders: shown(read_helping.load_self, helping.render_reminders),
    JoinedRoll: said(roll.render_joined),
    Newcomers: shown(read_roll.load_newcomers, roll.render_newcomers),
    ConfirmVouch: shown(known.load_person_question, dialogs.render_person_question),
    VouchedFor: shown(read_roll.load_person, roll.render_vouched),
    RollPage: shown(read_roll.load_roll, roll.render_roll),
    StillHere: shown(read_resting.load_council_with, resting.render_still_here),
    StillHereAll: shown(read_resting.load_silent, resting.render_silent),
    Rests: shown(read_resting.load_council_with, resting.render_rests),
    PaperInBooth: shown(read_booth.load_booth, booth.render_booth),
    PaperHere: shown(read_booth.load_paper, booth.render_paper),
    OpenBallots: shown(read_decisions.load_open, decisions.render_open),
    BallotPrivate: shown(read_ballots_card.load_ballot, decisions.render_ballot_private),
    CardMoved: shown(read_ballots_card.load_ballot, decisions.render_card_moved),
    Decisions: shown(read_decisions.load_decisions, decisions.render_decisions),
    AskProposal: shown(asked.load_question, proposals.render_ask_proposal),
    AskAmendment: shown(asked.load_question, proposals.render_ask_amendment),
    ConfirmWithdraw: shown(read_proposals.load_withdrawing, proposals.render_confirm_withdraw),
    OwnProposals: shown(read_proposals.load_own, proposals.render_own),
    Proposed: shown(read_ballots_card.load_ballot, proposals.render_proposed),
    BallotQueued: shown(read_ballots_card.load_ballot, proposals.render_queued),
    Unseconded: shown(read_ballots_card.load_ballot, proposals.render_unseconded),
    BallotExtended: shown(read_ballots_card.load_extended, proposals.render_extended),
    RunOffOpened: shown(read_ballots_card.load_ballot, proposals.render_run_off),
    Amended: shown(read_proposals.load_amended, proposals.render_amended),
    VoteCleared: shown(read_proposals.load_amended, proposals.render_vote_cleared),
    BallotHalfTime: shown(read_reminders.load_half_time, reminders.render_half_time),
    BallotReminder: shown(read_reminders.load_reminder, reminders.render_reminder),
    RemindersOn: said(reminders.render_reminders_on),
    RemindersOff: said(reminders.render_reminders_off),
    BallotCard: shown(read_ballots_card.load_ballot, voting.render_ballot),
    ResultPicture: shown(read_ballots_card.load_result, voting.render_picture),
    PapersLost: shown(read_ballots_card.load_ballot, reminders.render_papers_lost),
    ElectionCard: shown(read_elections_card.load_election, elections.render_election),
    ElectionOpens: shown(read_elections_card.load_election, elections.render_opens),
    ElectionResult: shown(read_elections_card.load_election, elections.render_result),
    NominationsExtended: shown(read_elections_card.load_election, elections.render_extended),
    OfficeVacant: shown(read_elections_card.load_election, elections.render_vacant),
    Nominated: shown(read_nominations.load_nominee, nominations.render_nominated),
    NomineeNoted: shown(read_nominations.load_nominee, nominations.render_noted),
    PickElection: shown(read_nominations.load_pick, nominations.render_pick),
    CountRounds: shown(counts.load_count, results.render_count),
    Offices: shown(read_offices.load_offices, offices.render_offices),
    AskOffice: shown(asked.load_question, elections.render_ask_office),
    ConfirmElect: said(elections.render_confirm),
    CharterPage: shown(read_charter.load_charter, charter.render_charter),
    CharterRule: shown(read_charter.load_rule, changes.render_rule),
    CharterPreview: shown(read_charter.load_preview, changes.render_preview),
    CharterPut: said(changes.render_put),
    CharterChanged: said(changes.render_changed),
    CharterNotApplied: shown(read_changes.load_not_applied, changes.render_not_applied),
    AskCharterValue: shown(asked.load_question, changes.render_ask_value),
    Me: shown(read_me.load_me, me.render_me),
    MeElsewhere: shown(read_me.load_elsewhere, me.render_elsewhere),
    ConfirmForget: said(me.render_confirm_forget),
    Forgotten: said(me.render_forgotten),
    Remembered: said(me.render_remembered),
    WhyBallot: shown(read_why.load_ballot_why, why.render_ballot_why),
    WhyReport: shown(read_why.load_report_why, why.render_report_why),
    WhyRecall: shown(read_why.load_recall_why, why.render_recall_why),
    WhyMandate: shown(read_why.load_mandate_why, why.render_mandate_why),
    WhyRefusal: shown(read_why.load_refusal_why, why.render_refusal_why),
    WhyReminder: shown(read_why.load_reminder_why, why.render_reminder_why),
}
