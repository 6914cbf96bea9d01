"""Questions under a report: asked by members, answered by the holder."""

from bot.reads.ground.asked import Asked
from bot.reads.reports.questions import QuestionsView, QuestionView
from handlers import callbacks
from handlers.presses.reports import QuestionsPagePress
from handlers.views.ground.dialogs import ask_screen
from handlers.views.ground.paging import pager
from handlers.views.ground.screen import Screen
from handlers.views.ground.words import Words, join
from handlers.views.mandates.words import mention_of
from handlers.views.reports.reports import LINE_UNITS, question_lines


def render_question(view: QuestionView, t: Words) -> Screen:
    """In the group and to the reporter: a reply to it is the answer."""
    asker = view.asker or t.plain("a member")
    if view.is_group:
        head = t("{asker} asks {name} about the report:", asker=asker, name=mention_of(view.holder))
    else:
        head = t("{asker} of {title} asks about your report:", asker=asker, title=view.title)
    return Screen(join(head, join(view.question.text), t("To answer, reply to this message."), by="\n\n"))


def render_answer(view: QuestionView, t: Words) -> Screen:
    """To the group: an answer that was given in private."""
    head = t("{name} answers {asker}:", name=view.holder.name, asker=view.asker or t.plain("a member"))
    question = t("Question: {text}", text=view.question.text)
    return Screen(join(head, question, t("Answer: {text}", text=view.question.answer or ""), by="\n\n"))


def render_answered(view: QuestionView, t: Words) -> Screen:
    """To the reporter in private."""
    return Screen(t("Your answer stands under your report in {title}.", title=view.title))


def render_ask_question(asked: Asked, t: Words) -> Screen:
    """[Ask] asks what the question is."""
    return ask_screen(asked, t, t("What do you want to ask about the report?"), t.plain("Your question"))


def render_asked(title: str, t: Words) -> Screen:
    """To somebody who asked in private."""
    return Screen(t("Your question stands under the report in {title}.", title=title))


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
