"""How what is said about signals and recalls is read and drawn."""

from collections.abc import Mapping

from bot.domain.ground.message import Message
from bot.domain.recalls.messages import (
    ConfidenceCheckCard,
    RecallCallCard,
    RecallCalled,
    RecallReached,
    RecallReplied,
    RecallReplyText,
    RecallReplyWanted,
    RecallResult,
    RecallVerdict,
)
from bot.domain.recalls.questions import (
    AskRecallGrounds,
    AskRecallOffice,
    AskRecallReply,
    ConfirmNoReply,
    ConfirmRecall,
)
from bot.reads.ground import asked
from bot.reads.recalls import calls as read_calls
from bot.reads.recalls import checks, papers
from bot.reads.recalls import recalls as read_recalls
from handlers.screens import Shown, said, shown
from handlers.views.recalls import calls, confidence, recalls

SCREENS: Mapping[type[Message], Shown] = dict(
    (
        shown(RecallCallCard, read_calls.load_call, calls.render_call),
        shown(ConfirmRecall, read_calls.load_confirm, calls.render_confirm),
        shown(AskRecallGrounds, asked.load_question, calls.render_ask_grounds),
        shown(AskRecallOffice, read_calls.load_offices, calls.render_offices),
        shown(RecallCalled, read_calls.load_called, calls.render_called),
        shown(ConfidenceCheckCard, checks.load_check, confidence.render_check),
        shown(RecallReached, read_recalls.load_reached, recalls.render_reached),
        shown(RecallReplyWanted, read_recalls.load_reached, recalls.render_reply_wanted),
        shown(AskRecallReply, asked.load_question, recalls.render_ask_reply),
        said(ConfirmNoReply, recalls.render_confirm_no_reply),
        shown(RecallReplied, read_recalls.load_reached, recalls.render_replied),
        shown(RecallReplyText, papers.load_reply, recalls.render_reply),
        shown(RecallResult, read_recalls.load_result, recalls.render_recall_result),
        shown(RecallVerdict, read_recalls.load_verdict, recalls.render_verdict),
    )
)
