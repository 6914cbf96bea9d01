"""What a reply to a message of these screens means, asked for or not."""

from bot.services.ground.ports import OnReply
from bot.services.reports import reporting

REPLIES: dict[str, OnReply] = {
    "report_reminder": reporting.take_line,
    "report_question": reporting.take_answer,
    "report": reporting.take_under_report,
    "report_sent": reporting.take_under_report,
}
