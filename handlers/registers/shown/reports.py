"""How what is said about reports and report-backs is read and drawn."""

from bot.domain.ground.message import Message
from bot.domain.reports.messages import (
    RatingsLost,
    ReportAnswer,
    ReportAnswered,
    ReportAsked,
    ReportCard,
    ReportFile,
    ReportFiles,
    ReportIsOverdue,
    ReportPicked,
    ReportQuestion,
    ReportQuestions,
    ReportRejected,
    ReportReminder,
    ReportReminderPublic,
    ReportSent,
    ReportWasMissed,
)
from bot.domain.reports.questions import AskReportQuestion, AskReportText, ReportDraft, ReportPick
from bot.reads.ground import asked
from bot.reads.mandates import picks
from bot.reads.reports import questions as read_reports_questions
from bot.reads.reports import report_backs as read_report_backs
from bot.reads.reports import reporting as read_reporting
from bot.reads.reports import reports as read_reports
from handlers.views.ground.screen import Shown, shown
from handlers.views.reports import questions, report_backs, reporting, reports

SCREENS: dict[type[Message], Shown] = {
    ReportQuestion: shown(read_reports_questions.load_question, questions.render_question),
    ReportAnswer: shown(read_reports_questions.load_question, questions.render_answer),
    ReportAnswered: shown(read_reports_questions.load_question, questions.render_answered),
    AskReportQuestion: shown(asked.load_question, questions.render_ask_question),
    ReportAsked: shown(read_reports_questions.load_asked, questions.render_asked),
    ReportQuestions: shown(read_reports_questions.load_questions, questions.render_questions),
    ReportReminder: shown(read_report_backs.load_duty, report_backs.render_reminder),
    ReportIsOverdue: shown(read_report_backs.load_duty, report_backs.render_overdue),
    ReportWasMissed: shown(read_report_backs.load_duty, report_backs.render_missed),
    ReportReminderPublic: shown(read_report_backs.load_duty, report_backs.render_public_reminder),
    ReportRejected: shown(read_report_backs.load_rejected, report_backs.render_rejected),
    ReportDraft: shown(read_reporting.load_draft, reporting.render_draft),
    AskReportText: shown(read_reporting.load_ask_text, reporting.render_ask_text),
    ReportSent: shown(read_reporting.load_sent, reporting.render_sent),
    ReportPicked: shown(read_reporting.load_picked, reporting.render_picked),
    ReportPick: shown(picks.load_pick, reporting.render_report_pick),
    RatingsLost: shown(read_reports.load_report, reports.render_ratings_lost),
    ReportCard: shown(read_reports.load_report, reports.render_report),
    ReportFile: shown(read_reports.load_file, reports.render_file),
    ReportFiles: shown(read_reports.load_files, reports.render_files),
}
