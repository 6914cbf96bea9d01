"""/reportback and the reminder's buttons: how a holder puts a report together, in a group or in private."""

from typing import Any

from bot.domain.ground.dialog import Answer, Dialog
from bot.domain.ground.ids import CouncilId
from bot.domain.mandates.mandate import Mandate
from bot.domain.reports.report import Claim, Question, Report, ReportBack
from bot.services.council.council import council_here
from bot.services.council.panel import ensure_reader
from bot.services.ground.dialogs import DialogOverError, ask, held, hold
from bot.services.ground.outbox import redraw, reply, reply_or_redraw, tell_person, tell_under
from bot.services.ground.persons import actor_id, in_private
from bot.services.ground.ports import Uow
from bot.services.instructions.instructions import ensure_answerable
from bot.services.mandates.holders import holders_of
from bot.services.mandates.mandates import ensure_holder, get_mandate, own_mandates
from bot.services.reports.reports import (
    Draft,
    Posted,
    add_files,
    answer_question,
    ask_question,
    ensure_may_ask,
    get_report,
    post_report,
    questions_of,
)

Files = tuple[tuple[str, str], ...]
"""As (kind, Telegram file id)."""

DRAFT = "report"
PICK = "report_pick"
TEXT = "report_text"
ASK = "report_question"


def report_back(uow: Uow, text: str, files: Files = ()) -> None:
    """/reportback, with or without a text and a file. Raises NoMandateError, and what posting raises."""
    council_id = None if in_private(uow) else council_here(uow).council_id
    mandates = own_mandates(uow, council_id)
    state: dict[str, Any] = {"text": text, "files": [list(file) for file in files]}
    if len(mandates) == 1:
        _go_on(uow, mandates[0], state)
        return
    where = [[mandate.council_id, mandate.mandate_id] for mandate in mandates]
    ask(uow, mandates[0].council_id, PICK, "report_pick", mandates=where, **state)


def report_for(uow: Uow, council_id: CouncilId, mandate_id: str) -> None:
    """An office picked from the buttons, or [Report back] under a mandate."""
    ensure_reader(uow, council_id)
    mandate = ensure_holder(uow, get_mandate(uow, council_id, mandate_id))
    dialog = held(uow, PICK)
    if dialog is None or [council_id, mandate_id] not in dialog.state["mandates"]:
        _go_on(uow, mandate, {})
        return
    uow.remove(dialog)
    redraw(uow, "report_picked", council_id=council_id, mandate_id=mandate_id)
    _go_on(uow, mandate, dict(dialog.state))


def _go_on(uow: Uow, mandate: Mandate, state: dict[str, Any]) -> None:
    """With a text it is posted; without one, asked for: in private with everything a report may hold.

    A file sent in the group stands there already.
    """
    if state.get("text"):
        posted = post_report(uow, mandate, Draft.of(state), has_shown_files=not in_private(uow))
        if in_private(uow):
            reply(uow, "report_sent", council_id=mandate.council_id, **_sent(posted))
    elif in_private(uow):
        show_draft(uow, mandate, state)
    else:
        ask(uow, mandate.council_id, TEXT, "ask_report_text", mandate_id=mandate.mandate_id)


def _sent(posted: Posted) -> dict[str, Any]:
    return {"report_id": posted.report.report_id, "met": [row.due_on.isoformat() for row in posted.met]}


def take_text_first(uow: Uow, dialog: Dialog, answer: Answer) -> None:
    """They wrote the report before picking the office."""
    state = {**dialog.state, **_added(dialog.state, answer)}
    ask(uow, dialog.council_id, PICK, "report_pick", **state)


def take_text(uow: Uow, dialog: Dialog, answer: Answer) -> None:
    """The answer to "what do you report?" in a group. Files in it stand there already."""
    mandate = get_mandate(uow, dialog.council_id, dialog.state["mandate_id"])
    post_report(uow, mandate, Draft(answer.text, files=answer.files), has_shown_files=True)


def show_draft(uow: Uow, mandate: Mandate, state: dict[str, Any]) -> None:
    """The report so far, with a button for everything it may say."""
    ask(uow, mandate.council_id, DRAFT, "report_draft", **{**state, "mandate_id": mandate.mandate_id})


def take_part(uow: Uow, dialog: Dialog, answer: Answer) -> None:
    """A further message is added: its text, its photo or file."""
    mandate = ensure_holder(uow, get_mandate(uow, dialog.council_id, dialog.state["mandate_id"]))
    show_draft(uow, mandate, {**dialog.state, **_added(dialog.state, answer)})


def _added(state: dict[str, Any], answer: Answer) -> dict[str, Any]:
    text = "\n".join(part for part in (str(state.get("text", "")), answer.text) if part)
    return {"text": text, "files": [*state.get("files", []), *map(list, answer.files)]}


def take_line(uow: Uow, council_id: CouncilId, params: dict[str, Any], answer: Answer) -> bool:
    """A reply to the reminder is the free line of the report."""
    row = uow.get(ReportBack, council_id, params["report_back_id"])
    mandate = get_mandate(uow, council_id, row.mandate_id) if row is not None else None
    if mandate is None or not mandate.is_live or mandate.person_id != actor_id(uow):
        return False
    state = _state_of(uow, mandate)
    show_draft(uow, mandate, {**state, **_added(state, answer)})
    return True


def set_claim(uow: Uow, council_id: CouncilId, instruction_id: str, claim: str) -> None:
    """[Kept], [Under way] or [Not possible], in the reminder or in the draft it becomes."""
    ensure_reader(uow, council_id)
    instruction = ensure_answerable(uow, council_id, instruction_id)
    own = [each for each in holders_of(uow, council_id, instruction.office_id) if each.person_id == actor_id(uow)]
    state = _state_of(uow, own[0])
    claims = {**state.get("claims", {}), instruction_id: Claim(claim).value}
    _keep(uow, own[0], {**state, "claims": claims})


def _keep(uow: Uow, mandate: Mandate, state: dict[str, Any]) -> None:
    state = {**state, "mandate_id": mandate.mandate_id}
    hold(uow, mandate.council_id, DRAFT, state)
    redraw(uow, "report_draft", council_id=mandate.council_id, asked_id=actor_id(uow), **state)


def _state_of(uow: Uow, mandate: Mandate) -> dict[str, Any]:
    dialog = held(uow, DRAFT)
    same = dialog is not None and dialog.state.get("mandate_id") == mandate.mandate_id
    return dict(dialog.state) if dialog is not None and same else {}


def send_draft(uow: Uow, council_id: CouncilId, mandate_id: str) -> None:
    """[Send the report]. Raises DialogOverError after 15 minutes, and what posting raises."""
    ensure_reader(uow, council_id)
    mandate = ensure_holder(uow, get_mandate(uow, council_id, mandate_id))
    dialog = held(uow, DRAFT)
    if dialog is None or dialog.state.get("mandate_id") != mandate_id:
        raise DialogOverError(is_mine=True)
    _show_sent(uow, post_report(uow, mandate, Draft.of(dialog.state)))


def send_nothing_new(uow: Uow, council_id: CouncilId, mandate_id: str) -> None:
    """[Nothing new]: a whole report with one press. Raises NothingNewTooOftenError."""
    ensure_reader(uow, council_id)
    mandate = ensure_holder(uow, get_mandate(uow, council_id, mandate_id))
    _show_sent(uow, post_report(uow, mandate, Draft(), is_nothing_new=True))


def _show_sent(uow: Uow, posted: Posted) -> None:
    dialog = held(uow, DRAFT)
    if dialog is not None:
        uow.remove(dialog)
    redraw(uow, "report_sent", council_id=posted.report.council_id, **_sent(posted))


def start_question(uow: Uow, council_id: CouncilId, report_id: str) -> None:
    """[Ask] under a report."""
    ensure_reader(uow, council_id)
    report = get_report(uow, council_id, report_id)
    ensure_may_ask(uow, report)
    ask(uow, council_id, ASK, "ask_report_question", report_id=report.report_id)


def show_questions(uow: Uow, council_id: CouncilId, report_id: str, page: int, *, in_place: bool) -> None:
    """The questions under a report: below it, or in place of another page."""
    ensure_reader(uow, council_id)
    report = get_report(uow, council_id, report_id)
    reply_or_redraw(
        uow, "report_questions", in_place=in_place, council_id=council_id, report_id=report.report_id, page=page
    )


def show_report(uow: Uow, council_id: CouncilId, report_id: str) -> None:
    """A report from the list, as it stands now, with its files."""
    ensure_reader(uow, council_id)
    report = get_report(uow, council_id, report_id)
    reply(uow, "report", council_id=council_id, report_id=report.report_id)
    for index in range(len(report.files)):
        key = f"{uow.cause.name}:report_file:{index}"
        if uow.actor is not None and in_private(uow):
            tell_person(
                uow, uow.actor.person_id, key, "report_file", council_id=council_id, report_id=report_id, index=index
            )
        else:
            tell_under(uow, council_id, report_id, key, "report_file", report_id=report_id, index=index)


def take_question(uow: Uow, dialog: Dialog, answer: Answer) -> None:
    """The question itself."""
    ask_question(uow, dialog.council_id, dialog.state["report_id"], answer.text)
    if in_private(uow):
        reply(uow, "report_asked", council_id=dialog.council_id, report_id=dialog.state["report_id"])


def take_answer(uow: Uow, council_id: CouncilId, params: dict[str, Any], answer: Answer) -> bool:
    """The reporter answers by replying to the question, in the group or in private."""
    if not answer.text:
        return False
    shown = not in_private(uow)
    done = answer_question(uow, council_id, params["question_id"], answer.text, is_shown=shown)
    if done is not None and not shown:
        reply(uow, "report_answered", council_id=council_id, question_id=done.question_id)
    return done is not None


def take_under_report(uow: Uow, council_id: CouncilId, params: dict[str, Any], answer: Answer) -> bool:
    """The reporter replies to the report itself: with files, which are added, or to the one question that is open."""
    report = get_report(uow, council_id, params.get("report_id") or params["subject_id"])
    if report.person_id != actor_id(uow):
        return False
    if answer.files:
        changed = add_files(uow, council_id, report.report_id, answer.files, is_shown=not in_private(uow))
        if in_private(uow):
            reply(uow, "report_files", council_id=council_id, report_id=report.report_id, count=len(changed.files))
        return True
    question = _only_open_question(uow, report)
    return question is not None and take_answer(uow, council_id, {"question_id": question.question_id}, answer)


def _only_open_question(uow: Uow, report: Report) -> Question | None:
    waiting = [question for question in questions_of(uow, report) if question.answer is None]
    return waiting[0] if len(waiting) == 1 else None
