"""What a reply to a message of these screens means, asked for or not."""

from bot.domain.ground.message import Message
from bot.domain.reports.messages import ReportCard, ReportQuestion, ReportReminder, ReportSent
from bot.services.ground.ports import OnReply
from bot.services.reports import reporting

REPLIES: dict[type[Message], OnReply] = {
    ReportReminder: reporting.take_line,
    ReportQuestion: reporting.take_answer,
    ReportCard: reporting.take_under_report,
    ReportSent: reporting.take_under_report,
}
