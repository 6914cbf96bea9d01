"""What follows each press; also the start payload made from it."""

from handlers import dialogs, errands
from handlers.act import OnPress
from handlers.ballots import booth, decisions, proposals, voting
from handlers.callbacks import Press, by_verb
from handlers.charter import charter
from handlers.council import help as helping
from handlers.council import panel
from handlers.elections import elections, nominations
from handlers.instructions import instructions
from handlers.mandates import mandates
from handlers.me import me
from handlers.presses.ballots import (
    AmendPress,
    BoothMarkPress,
    BoothPagePress,
    BoothPress,
    ChoicePress,
    DecisionsPress,
    HandInPress,
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
    PanelPress,
    RemindersPress,
)
from handlers.presses.elections import (
    AnswerNominationPress,
    ElectPress,
    NominateForPress,
    NominatePress,
    OfficesPress,
    ShowCountPress,
    StandPress,
)
from handlers.presses.ground import AgainPress, CancelPress, ConfirmPress, CouncilPress, PickPagePress, PickPress
from handlers.presses.instructions import InstructionAnswerPress, InstructionEndPress, InstructPress, WaiverPress
from handlers.presses.mandates import MandateListPress, MandatePagePress, MandatePress, ResignPress
from handlers.presses.me import MePress, RememberPress
from handlers.presses.recalls import RecallPress, RecallReplyPress, SignalPress, VoicePress
from handlers.presses.removals import RemovalReplyPress
from handlers.presses.reports import (
    AskReporterPress,
    ClaimPress,
    NothingNewPress,
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

PRESSES: dict[type[Press], OnPress] = {
    BoothPress: booth.on_booth,
    ChoicePress: voting.on_choice,
    MarkPress: booth.on_mark_press,
    HandInPress: booth.on_hand_in,
    RankChoicePress: booth.on_rank_choice,
    BoothMarkPress: booth.on_mark,
    BoothPagePress: booth.on_page,
    SubmitPress: booth.on_submit,
    VoteHerePress: booth.on_vote_here,
    RankHerePress: booth.on_rank_here,
    DecisionsPress: decisions.on_decisions_page,
    ShowBallotPress: decisions.on_show_ballot,
    SecondPress: proposals.on_second,
    AmendPress: proposals.on_amend_press,
    WithdrawPress: proposals.on_withdraw_press,
    WholeTextPress: proposals.on_whole_text,
    VotePress: voting.on_vote,
    RemindPress: voting.on_remind,
    RemindNoMorePress: voting.on_remind_no_more,
    UseTopicPress: charter.on_use_topic,
    CharterPress: charter.on_page,
    ChangeRulePress: charter.on_change_rule,
    RulePress: charter.on_rule,
    ValuePress: charter.on_value,
    TypeValuePress: charter.on_type_value,
    PutRulePress: charter.on_put,
    HelpPress: helping.on_help_page,
    HowPress: helping.on_how,
    LanguagePress: helping.on_language_press,
    RemindersPress: helping.on_reminders_press,
    PanelPress: panel.on_panel,
    OtherCouncilPress: panel.on_other_council,
    CommandPress: panel.on_command_press,
    ConfirmPress: dialogs.on_confirm,
    PickPress: dialogs.on_pick,
    PickPagePress: dialogs.on_pick_page,
    CancelPress: dialogs.on_cancel_press,
    ElectPress: elections.on_elect_press,
    OfficesPress: elections.on_offices_page,
    ShowCountPress: elections.on_show_count,
    NominateForPress: nominations.on_nominate_for,
    NominatePress: nominations.on_nominate_press,
    StandPress: nominations.on_stand,
    AnswerNominationPress: nominations.on_answer,
    AgainPress: errands.on_again,
    CouncilPress: errands.on_council,
    InstructPress: instructions.on_instruct_press,
    InstructionAnswerPress: instructions.on_answer,
    InstructionEndPress: instructions.on_end,
    MandatePress: mandates.on_mandate_press,
    MandatePagePress: mandates.on_mandate_page,
    MandateListPress: mandates.on_list_page,
    ResignPress: mandates.on_resign_press,
    MePress: me.on_page,
    RememberPress: me.on_remember,
    VoicePress: confidence.on_voice,
    SignalPress: confidence.on_signal,
    WaiverPress: confidence.on_waiver,
    RecallPress: recalls.on_recall_office,
    RecallReplyPress: recalls.on_recall_reply,
    RemovalReplyPress: removal.on_removal_reply,
    ReportBackPress: reports.on_reportback_press,
    ClaimPress: reports.on_claim,
    SendReportPress: reports.on_send,
    NothingNewPress: reports.on_nothing_new,
    RatingPress: reports.on_rating,
    RatePress: reports.on_rate,
    AskReporterPress: reports.on_ask,
    QuestionsPress: reports.on_questions,
    QuestionsPagePress: reports.on_questions_page,
    ShowReportPress: reports.on_report,
    JoinPress: roll.on_join_press,
    VouchPress: roll.on_vouch_press,
    HerePress: roll.on_here,
    RollPress: roll.on_roll_page,
}

VERBS = by_verb(PRESSES)

# By name: a dataclass with slots is made twice, and the first may live on.
assert {kind.__name__ for kind in PRESSES} == {kind.__name__ for kind in Press.__subclasses__()}
