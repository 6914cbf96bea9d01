"""How what is said about reports and report-backs is read and drawn."""

from collections.abc import Mapping

from bot.domain.ground.message import Message
from bot.domain.reports.messages import (
    ClaimsJudged,
    RatingsLost,
    ReportAnswer,
    ReportAnswered,
    ReportAsked,
    ReportCard,
    ReportFile,
    ReportFiles,
    ReportIsOverdue,
    ReportKept,
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
from handlers.screens import Shown, shown
from handlers.views.reports import claims, questions, report_backs, reporting, reports

SCREENS: Mapping[type[Message], Shown] = dict(
    (
        shown(ReportQuestion, read_reports_questions.load_question, questions.render_question),
        shown(ReportAnswer, read_reports_questions.load_question, questions.render_answer),
        shown(ReportAnswered, read_reports_questions.load_question, questions.render_answered),
        shown(AskReportQuestion, asked.load_question, questions.render_ask_question),
        shown(ReportAsked, read_reports_questions.load_asked, questions.render_asked),
        shown(ReportQuestions, read_reports_questions.load_questions, questions.render_questions),
        shown(ReportReminder, read_report_backs.load_duty, report_backs.render_reminder),
        shown(ReportIsOverdue, read_report_backs.load_duty, report_backs.render_overdue),
        shown(ReportWasMissed, read_report_backs.load_missed, report_backs.render_missed),
        shown(ReportReminderPublic, read_report_backs.load_duty, report_backs.render_public_reminder),
        shown(ReportRejected, read_report_backs.load_rejected, report_backs.render_rejected),
        shown(ReportDraft, read_reporting.load_draft, reporting.render_draft),
        shown(ReportKept, read_reporting.load_kept, reporting.render_kept),
        shown(AskReportText, read_reporting.load_ask_text, reporting.render_ask_text),
        shown(ReportSent, read_reporting.load_sent, reporting.render_sent),
        shown(ReportPicked, read_reporting.load_picked, reporting.render_picked),
        shown(ReportPick, picks.load_pick, reporting.render_report_pick),
        shown(ClaimsJudged, read_reports.load_report, claims.render_claims),
        shown(RatingsLost, read_reports.load_report, reports.render_ratings_lost),
        shown(ReportCard, read_reports.load_report, reports.render_report),
        shown(ReportFile, read_reports.load_file, reports.render_file),
        shown(ReportFiles, read_reports.load_files, reports.render_files),
    )
)
