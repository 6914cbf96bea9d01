"""Questions under a report."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.ground.person import Person
from bot.domain.reports.messages import ReportAnswer, ReportAnswered, ReportAsked, ReportQuestion, ReportQuestions
from bot.domain.reports.report import Question, Report
from bot.reads.ground.audience import Audience
from bot.reads.ground.paging import page_of
from bot.reads.mandates.holders import Holder, load_holder
from bot.reads.reports.reports import ReportView, report_view
from bot.services.council.council import get_council
from bot.services.ground.persons import name_here
from bot.services.ground.ports import Reads
from bot.services.mandates.mandates import get_mandate

QUESTIONS_ON_PAGE = 5


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question with who asked whom."""

    question: Question
    asker: str
    holder: Holder
    title: str
    is_group: bool


def load_question(
    reads: Reads, audience: Audience, message: ReportQuestion | ReportAnswer | ReportAnswered
) -> QuestionView | None:
    """The question that a message is about."""
    question = reads.get(Question, audience.council_id, message.question_id)
    report = reads.get(Report, audience.council_id, question.report_id) if question else None
    if question is None or report is None:
        return None
    person = reads.get(Person, question.asked_by_id)
    holder = load_holder(reads, get_mandate(reads, audience.council_id, report.mandate_id))
    title = get_council(reads, audience.council_id).title
    return QuestionView(
        question, name_here(reads, audience.council_id, person), holder, title, audience.person_id is None
    )


@dataclass(frozen=True, slots=True)
class QuestionsView:
    """One page of the questions under a report."""

    report: ReportView
    questions: Sequence[Question]
    page: int
    pages: int


def load_questions(reads: Reads, audience: Audience, message: ReportQuestions) -> QuestionsView | None:
    """The questions of one page, oldest first."""
    view = report_view(reads, audience.council_id, message.report_id)
    if view is None:
        return None
    questions, page, pages = page_of(view.questions, message.page, QUESTIONS_ON_PAGE)
    return QuestionsView(view, questions, page, pages)


def load_asked(reads: Reads, audience: Audience, _: ReportAsked) -> str:
    """The name of the council in which the question stands."""
    return get_council(reads, audience.council_id).title
