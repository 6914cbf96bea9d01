"""Questions under a report: asked by members, answered by the holder."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.ground.names import person_name
from bot.domain.ground.person import Person
from bot.domain.reports.report import Question, Report
from bot.reads.ground.asked import Asked, load_asked
from bot.reads.ground.audience import Audience
from bot.reads.ground.paging import page_of
from bot.services.council.council import get_council
from bot.services.ground.ports import Reads
from bot.services.mandates.mandates import get_mandate
from handlers import callbacks
from handlers.mandates.presses import (
    QuestionsPagePress,
)
from handlers.views.ground.dialogs import ask_screen
from handlers.views.ground.paging import pager
from handlers.views.ground.screen import Screen, screen
from handlers.views.ground.words import Words, join
from handlers.views.recalls.confidence import Holder, load_holder
from handlers.views.reports.reports import LINE_UNITS, ReportView, load_report, load_title, question_lines

QUESTIONS_ON_PAGE = 5


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question with who asked whom."""

    question: Question
    asker: str
    holder: Holder
    title: str
    is_group: bool


def load_question(reads: Reads, audience: Audience, params: dict[str, Any]) -> QuestionView | None:
    """The question with this id."""
    question = reads.get(Question, audience.council_id, params["question_id"])
    report = reads.get(Report, audience.council_id, question.report_id) if question else None
    if question is None or report is None:
        return None
    person = reads.get(Person, question.asked_by_id)
    holder = load_holder(reads, get_mandate(reads, audience.council_id, report.mandate_id))
    title = get_council(reads, audience.council_id).title
    return QuestionView(question, person_name(person.name) if person else "", holder, title, audience.person_id is None)


@screen("report_question", load_question)
def render_question(view: QuestionView, t: Words) -> Screen:
    """In the group and to the reporter: a reply to it is the answer."""
    asker = view.asker or t.plain("a member")
    if view.is_group:
        head = t("{asker} asks {name} about the report:", asker=asker, name=view.holder.mention)
    else:
        head = t("{asker} of {title} asks about your report:", asker=asker, title=view.title)
    return Screen(join(head, join(view.question.text), t("To answer, reply to this message."), by="\n\n"))


@screen("report_answer", load_question)
def render_answer(view: QuestionView, t: Words) -> Screen:
    """To the group: an answer that was given in private."""
    head = t("{name} answers {asker}:", name=view.holder.name, asker=view.asker or t.plain("a member"))
    question = t("Question: {text}", text=view.question.text)
    return Screen(join(head, question, t("Answer: {text}", text=view.question.answer or ""), by="\n\n"))


@screen("report_answered", load_question)
def render_answered(view: QuestionView, t: Words) -> Screen:
    """To the reporter in private."""
    return Screen(t("Your answer stands under your report in {title}.", title=view.title))


@screen("ask_report_question", load_asked)
def render_ask_question(asked: Asked, t: Words) -> Screen:
    """[Ask] asks what the question is."""
    return ask_screen(asked, t, t("What do you want to ask about the report?"), t.plain("Your question"))


@screen("report_asked", load_title)
def render_asked(view: tuple[str, int], t: Words) -> Screen:
    """To somebody who asked in private."""
    return Screen(t("Your question stands under the report in {title}.", title=view[0]))


@dataclass(frozen=True, slots=True)
class QuestionsView:
    """One page of the questions under a report."""

    report: ReportView
    questions: Sequence[Question]
    page: int
    pages: int


def load_questions(reads: Reads, audience: Audience, params: dict[str, Any]) -> QuestionsView | None:
    """The questions of one page, oldest first."""
    view = load_report(reads, audience, params)
    if view is None:
        return None
    questions, page, pages = page_of(view.questions, params["page"], QUESTIONS_ON_PAGE)
    return QuestionsView(view, questions, page, pages)


@screen("report_questions", load_questions)
def render_questions(view: QuestionsView, t: Words) -> Screen:
    """Questions and answers, page by page."""
    report = view.report.report
    head = t(
        "<b>Questions to {name}</b>, page {page} of {pages}",
        name=view.report.holder.name,
        page=view.page + 1,
        pages=view.pages,
    )
    lines = [question_lines(question, t, LINE_UNITS * 2) for question in view.questions]
    where = report.council_id, report.report_id
    turn = pager(t, view.page, view.pages, lambda page: callbacks.pack(QuestionsPagePress(*where, page)))
    return Screen(join(head, *(lines or [t("Nobody has asked yet.")]), by="\n\n"), (turn,) if turn else ())
