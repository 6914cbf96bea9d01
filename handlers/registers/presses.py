"""What follows each press; also the start payload made from it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import TypeVar

from handlers import dialogs, errands
from handlers.act import Act, OnPress
from handlers.ballots import booth, decisions, proposals, voting
from handlers.callbacks import Press, by_verb
from handlers.charter import charter
from handlers.council import help as helping
from handlers.council import panel
from handlers.elections import elections, introductions, nominations
from handlers.instructions import instructions
from handlers.mandates import mandates
from handlers.me import digest, me
from handlers.presses.ballots import (
    AddOptionPress,
    AmendPress,
    BoothMarkPress,
    BoothPagePress,
    BoothPress,
    ChoicePress,
    DecisionsPress,
    EndSeriesPress,
    FindCardPress,
    HandInPress,
    HowCountedPress,
    MarkPress,
    RankChoicePress,
    RankHerePress,
    RemindNoMorePress,
    RemindPress,
    SecondPress,
    ShowBallotPress,
    SubmitPress,
    VoteHerePress,
    VotePress,
    WholeTextPress,
    WithdrawPress,
)
from handlers.presses.charter import (
    ChangeRulePress,
    CharterPress,
    GroupLanguagePress,
    PutRulePress,
    RulePress,
    TypeValuePress,
    UseTopicPress,
    ValuePress,
)
from handlers.presses.council import (
    CommandPress,
    HelpPress,
    HowPress,
    LanguagePress,
    OtherCouncilPress,
    OurCouncilPress,
    PanelPagePress,
    PanelPress,
    RemindersPress,
)
from handlers.presses.elections import (
    AnswerNominationPress,
    CandidatesPress,
    ElectPress,
    IntroducePress,
    NoIntroductionPress,
    NominateForPress,
    NominatePress,
    OfficesPress,
    ShowCountPress,
    StandPress,
)
from handlers.presses.ground import AgainPress, CancelPress, ConfirmPress, CouncilPress, PickPagePress, PickPress
from handlers.presses.instructions import InstructionAnswerPress, InstructionEndPress, InstructPress, WaiverPress
from handlers.presses.mandates import MandateListPress, MandatePagePress, MandatePress, ResignPress
from handlers.presses.me import DigestPress, MePress, RememberPress
from handlers.presses.recalls import RecallPress, RecallReplyPress, SignalPress, VoicePress
from handlers.presses.removals import RemovalReplyPress
from handlers.presses.reports import (
    AskReporterPress,
    ClaimPress,
    NothingNewPress,
    OnlyNothingNewPress,
    QuestionsPagePress,
    QuestionsPress,
    RatePress,
    RatingPress,
    ReportBackPress,
    SendReportPress,
    ShowReportPress,
)
from handlers.presses.roll import HerePress, JoinPress, RollPress, VouchPress
from handlers.recalls import confidence, recalls
from handlers.removals import removal
from handlers.reports import reports
from handlers.roll import roll

P = TypeVar("P", bound=Press)


def pressed(kind: type[P], on_press: Callable[[Act, P], Awaitable[None]]) -> tuple[type[Press], OnPress]:
    """A kind of press with its handler, which the type checker sees here and no more afterwards."""
    return kind, on_press


PRESSES: Mapping[type[Press], OnPress] = dict(
    (
        pressed(BoothPress, booth.on_booth),
        pressed(ChoicePress, voting.on_choice),
        pressed(MarkPress, booth.on_mark_press),
        pressed(HandInPress, booth.on_hand_in),
        pressed(RankChoicePress, booth.on_rank_choice),
        pressed(BoothMarkPress, booth.on_mark),
        pressed(BoothPagePress, booth.on_page),
        pressed(SubmitPress, booth.on_submit),
        pressed(VoteHerePress, booth.on_vote_here),
        pressed(RankHerePress, booth.on_rank_here),
        pressed(DecisionsPress, decisions.on_decisions_page),
        pressed(FindCardPress, decisions.on_find_card),
        pressed(ShowBallotPress, decisions.on_show_ballot),
        pressed(HowCountedPress, decisions.on_how_counted),
        pressed(SecondPress, proposals.on_second),
        pressed(AmendPress, proposals.on_amend_press),
        pressed(AddOptionPress, proposals.on_add_option),
        pressed(EndSeriesPress, proposals.on_end_series),
        pressed(WithdrawPress, proposals.on_withdraw_press),
        pressed(WholeTextPress, proposals.on_whole_text),
        pressed(VotePress, voting.on_vote),
        pressed(RemindPress, voting.on_remind),
        pressed(RemindNoMorePress, voting.on_remind_no_more),
        pressed(UseTopicPress, charter.on_use_topic),
        pressed(CharterPress, charter.on_page),
        pressed(ChangeRulePress, charter.on_change_rule),
        pressed(RulePress, charter.on_rule),
        pressed(GroupLanguagePress, charter.on_group_language),
        pressed(ValuePress, charter.on_value),
        pressed(TypeValuePress, charter.on_type_value),
        pressed(PutRulePress, charter.on_put),
        pressed(HelpPress, helping.on_help_page),
        pressed(HowPress, helping.on_how),
        pressed(LanguagePress, helping.on_language_press),
        pressed(RemindersPress, helping.on_reminders_press),
        pressed(PanelPress, panel.on_panel),
        pressed(PanelPagePress, panel.on_panel_page),
        pressed(OtherCouncilPress, panel.on_other_council),
        pressed(CommandPress, panel.on_command_press),
        pressed(ConfirmPress, dialogs.on_confirm),
        pressed(PickPress, dialogs.on_pick),
        pressed(PickPagePress, dialogs.on_pick_page),
        pressed(CancelPress, dialogs.on_cancel_press),
        pressed(ElectPress, elections.on_elect_press),
        pressed(OfficesPress, elections.on_offices_page),
        pressed(ShowCountPress, elections.on_show_count),
        pressed(NominateForPress, nominations.on_nominate_for),
        pressed(NominatePress, nominations.on_nominate_press),
        pressed(StandPress, nominations.on_stand),
        pressed(AnswerNominationPress, nominations.on_answer),
        pressed(IntroducePress, introductions.on_introduce),
        pressed(NoIntroductionPress, introductions.on_no_introduction),
        pressed(CandidatesPress, introductions.on_candidates),
        pressed(AgainPress, errands.on_again),
        pressed(CouncilPress, errands.on_council),
        pressed(InstructPress, instructions.on_instruct_press),
        pressed(InstructionAnswerPress, instructions.on_answer),
        pressed(InstructionEndPress, instructions.on_end),
        pressed(MandatePress, mandates.on_mandate_press),
        pressed(MandatePagePress, mandates.on_mandate_page),
        pressed(MandateListPress, mandates.on_list_page),
        pressed(ResignPress, mandates.on_resign_press),
        pressed(DigestPress, digest.on_digest_press),
        pressed(MePress, me.on_page),
        pressed(RememberPress, me.on_remember),
        pressed(VoicePress, confidence.on_voice),
        pressed(SignalPress, confidence.on_signal),
        pressed(WaiverPress, confidence.on_waiver),
        pressed(RecallPress, recalls.on_recall_office),
        pressed(RecallReplyPress, recalls.on_recall_reply),
        pressed(RemovalReplyPress, removal.on_removal_reply),
        pressed(ReportBackPress, reports.on_reportback_press),
        pressed(ClaimPress, reports.on_claim),
        pressed(SendReportPress, reports.on_send),
        pressed(NothingNewPress, reports.on_nothing_new),
        pressed(OnlyNothingNewPress, reports.on_only_nothing_new),
        pressed(RatingPress, reports.on_rating),
        pressed(RatePress, reports.on_rate),
        pressed(AskReporterPress, reports.on_ask),
        pressed(QuestionsPress, reports.on_questions),
        pressed(QuestionsPagePress, reports.on_questions_page),
        pressed(ShowReportPress, reports.on_report),
        pressed(JoinPress, roll.on_join_press),
        pressed(OurCouncilPress, roll.on_claim),
        pressed(VouchPress, roll.on_vouch_press),
        pressed(HerePress, roll.on_here),
        pressed(RollPress, roll.on_roll_page),
    )
)

VERBS = by_verb(PRESSES)

# By name: a dataclass with slots is made twice, and the first may live on.
assert {kind.__name__ for kind in PRESSES} == {kind.__name__ for kind in Press.__subclasses__()}
