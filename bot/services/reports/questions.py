"""Questions under a report: asked by members, answered by the holder."""

from bot.domain.ground.entry import Words
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.person import Person
from bot.domain.ground.text import ensure_text
from bot.domain.reports import entries as reports_entries
from bot.domain.reports.messages import ReportAnswer, ReportQuestion
from bot.domain.reports.report import QUESTION_LIMIT, OwnReportError, Question, Report
from bot.services.council.council import get_council
from bot.services.ground.budget import spend_post
from bot.services.ground.outbox import tell_person, tell_under
from bot.services.ground.persons import actor_id
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import record
from bot.services.reports.reports import get_report
from bot.services.roll.roll import ensure_member


def ask_question(uow: Uow, council_id: CouncilId, report_id: str, text: str) -> Question:
    """A member's question to the reporter; it stands under the report from then on."""
    report = get_report(uow, council_id, report_id)
    ensure_may_ask(uow, report)
    spend_post(uow, get_council(uow, council_id).chat_id)
    question = Question(
        council_id, uow.new_id(), report.report_id, actor_id(uow), ensure_text(text, QUESTION_LIMIT), uow.now
    )
    uow.add(question)
    record(
        uow,
        council_id,
        reports_entries.ReportQuestioned(text=Words(question.text)),
        report_id,
        of_person=question.asked_by_id,
    )
    _tell_reporter(uow, report, question)
    uow.raise_version(council_id, report_id)
    return question


def _tell_reporter(uow: Uow, report: Report, question: Question) -> None:
    """In private where that reaches them, else under the report; the group finds it on the card."""
    person, said = uow.get(Person, report.person_id), ReportQuestion(question.question_id)
    key = f"report_question:{question.question_id}"
    if person is not None and person.is_reachable:
        tell_person(uow, person.person_id, said, once=key, council_id=report.council_id)
    else:
        tell_under(uow, report.council_id, report.report_id, said, once=key)


def ensure_may_ask(uow: Uow, report: Report) -> None:
    """Members but the reporter; raises NotOnRollError or OwnReportError."""
    if ensure_member(uow, report.council_id).person_id == report.person_id:
        raise OwnReportError


def answer_question(uow: Uow, council_id: CouncilId, question_id: str, text: str, *, is_shown: bool) -> Question | None:
    """The reporter's answer; a second one is added to the first, and charged. None if somebody else wrote.

    `is_shown`: it stands in the group already, as a reply.
    """
    question = uow.get(Question, council_id, question_id)
    report = get_report(uow, council_id, question.report_id) if question else None
    if question is None or report is None or report.person_id != actor_id(uow):
        return None
    whole = ensure_text("\n".join(part for part in (question.answer, text) if part), QUESTION_LIMIT)
    if question.answer and not is_shown:
        spend_post(uow, get_council(uow, council_id).chat_id)
    answered = uow.change(question, answer=whole, answered_at=uow.now)
    record(
        uow, council_id, reports_entries.ReportAnswered(text=Words(text)), report.report_id, of_person=report.person_id
    )
    if not is_shown:
        key = f"report_answer:{question_id}:{uow.cause.name}"
        tell_under(uow, council_id, report.report_id, ReportAnswer(question_id), once=key)
    uow.raise_version(council_id, report.report_id)
    return answered


def questions_of(reads: Reads, report: Report) -> list[Question]:
    """The questions under a report, oldest first."""
    return reads.find(Question, council_id=report.council_id, report_id=report.report_id)
