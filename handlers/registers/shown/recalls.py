"""How what is said about signals and recalls is read and drawn."""

from bot.domain.ground.message import Message
from bot.domain.recalls.messages import (
    ConfidenceCheckCard,
    RecallCallCard,
    RecallCalled,
    RecallReached,
    RecallReplied,
    RecallReplyText,
    RecallReplyWanted,
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
from handlers.views.ground.screen import Shown, said, shown
from handlers.views.recalls import calls, confidence, recalls

SCREENS: dict[type[Message], Shown] = {
    RecallCallCard: shown(read_calls.load_call, calls.render_call),
    ConfirmRecall: shown(read_calls.load_confirm, calls.render_confirm),
    AskRecallGrounds: shown(asked.load_question, calls.render_ask_grounds),
    AskRecallOffice: shown(read_calls.load_offices, calls.render_offices),
    RecallCalled: shown(read_calls.load_called, calls.render_called),
    ConfidenceCheckCard: shown(checks.load_check, confidence.render_check),
    RecallReached: shown(read_recalls.load_reached, recalls.render_reached),
    RecallReplyWanted: shown(read_recalls.load_reached, recalls.render_reply_wanted),
    AskRecallReply: shown(asked.load_question, recalls.render_ask_reply),
    ConfirmNoReply: said(recalls.render_confirm_no_reply),
    RecallReplied: shown(read_recalls.load_reached, recalls.render_replied),
    RecallReplyText: shown(papers.load_reply, recalls.render_reply),
    RecallVerdict: shown(read_recalls.load_verdict, recalls.render_verdict),
}
