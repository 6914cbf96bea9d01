"""What a reply to a message of these screens means, asked for or not."""

from bot.domain.ground.message import Message
from bot.services.ground.ports import OldReply, OnReply
from bot.services.reports import reporting

REPLIES: dict[type[Message], OnReply] = {}

OLD_REPLIES: dict[str, OldReply] = {
    "report_reminder": reporting.take_line,
    "report_question": reporting.take_answer,
    "report": reporting.take_under_report,
    "report_sent": reporting.take_under_report,
}
