"""Every kind of entry of the record, by noun; whatever a record holds reads as one of them."""

from itertools import chain

from bot.domain.ballots import entries as ballots
from bot.domain.charter import entries as charter
from bot.domain.council import entries as council
from bot.domain.elections import entries as elections
from bot.domain.ground import entries as ground
from bot.domain.ground.entry import Fact
from bot.domain.instructions import entries as instructions
from bot.domain.mandates import entries as mandates
from bot.domain.me import entries as me
from bot.domain.recalls import entries as recalls
from bot.domain.removals import entries as removals
from bot.domain.reports import entries as reports
from bot.domain.roll import entries as roll

ENTRIES: tuple[type[Fact], ...] = (
    ground.RecordRestored,
    ground.ReplyExtended,
    council.CouncilKnown,
    council.CouncilRenamed,
    council.CouncilMigrated,
    council.CouncilMerged,
    council.CouncilClaimed,
    council.RightsChanged,
    council.BotRemoved,
    council.BotReturned,
    roll.MemberJoined,
    roll.FoundingBegan,
    roll.FoundingEnded,
    roll.MemberVouched,
    roll.WaitingEnded,
    roll.RestingAsked,
    roll.MemberRests,
    roll.MemberWoke,
    ballots.Proposed,
    ballots.BallotSeconded,
    ballots.SecondingExtended,
    ballots.Amended,
    ballots.OptionsDropped,
    ballots.BallotQueued,
    ballots.BallotOpened,
    ballots.ElectorateFrozen,
    ballots.BallotExtended,
    ballots.LotPromised,
    ballots.BallotClosed,
    ballots.RunOffOpened,
    ballots.Withdrawn,
    ballots.Lapsed,
    ballots.Voted,
    ballots.PapersDestroyed,
    ballots.PapersLost,
    ballots.VoteVoided,
    ballots.CouncilReminded,
    ballots.VotersReminded,
    ballots.ReminderSkipped,
    charter.CharterProposed,
    charter.CharterChanged,
    charter.CharterNotApplied,
    mandates.MandateStarted,
    mandates.MandateEnded,
    mandates.SuccessorElected,
    mandates.SuccessorLapsed,
    mandates.CheckDue,
    elections.OfficeMade,
    elections.OfficeWidened,
    elections.ElectionCalled,
    elections.NominationsOpened,
    elections.NominationsExtended,
    elections.Nominated,
    elections.NominationAccepted,
    elections.NominationDeclined,
    elections.Elected,
    elections.RunOffCalled,
    instructions.InstructionProposed,
    instructions.InstructionAdopted,
    instructions.InstructionPassed,
    instructions.InstructionAnswered,
    instructions.LeftUnanswered,
    instructions.InstructionEndProposed,
    instructions.InstructionEnded,
    instructions.BreachCounted,
    instructions.BreachEnded,
    instructions.WaiverProposed,
    reports.ReportBackSet,
    reports.ReportBackMoved,
    reports.HolderReminded,
    reports.BecameOverdue,
    reports.BecameMissed,
    reports.Reported,
    reports.ReportFiles,
    reports.ReportRated,
    reports.RatingsLost,
    reports.ReportQuestioned,
    reports.ReportAnswered,
    reports.ReportJudged,
    recalls.Signalled,
    recalls.ConfidenceAsked,
    recalls.SignalsLost,
    recalls.RecallCalled,
    recalls.ThresholdReached,
    recalls.ReplyAsked,
    recalls.Replied,
    recalls.ReplyDeclined,
    recalls.RecallOpened,
    recalls.RecallPassed,
    recalls.RecallFailed,
    recalls.RecallLapsed,
    removals.RemovalAsked,
    removals.RemovalReplied,
    removals.Removed,
    removals.Left,
    removals.KeptOut,
    removals.LeftChat,
    removals.Returned,
    me.Forgotten,
)

_NOUNS = (ground, council, roll, ballots, charter, mandates, elections, instructions, reports, recalls, removals, me)
_KINDS = chain.from_iterable(vars(noun).values() for noun in _NOUNS)
assert set(ENTRIES) == {kind for kind in _KINDS if isinstance(kind, type) and issubclass(kind, Fact)} - {Fact}
