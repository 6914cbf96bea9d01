"""/reportback and the reminder's buttons: how a holder puts a report together, in a group or in private."""

from dataclasses import replace

from bot.domain.ground.dialog import Answer, Files
from bot.domain.ground.ids import CouncilId, InstructionId, MandateId, ReportId
from bot.domain.mandates.mandate import Mandate
from bot.domain.reports.messages import (
    ReportAnswered,
    ReportAsked,
    ReportCard,
    ReportFile,
    ReportFiles,
    ReportPicked,
    ReportQuestion,
    ReportQuestions,
    ReportReminder,
    ReportSent,
)
from bot.domain.reports.questions import AskReportQuestion, AskReportText, ReportDraft, ReportPick
from bot.domain.reports.report import Claim, Question, Report, ReportBack
from bot.services.council.council import council_here
from bot.services.council.panel import ensure_reader
from bot.services.ground.dialogs import DialogOverError, ask, cancel_dialog, end_asking, held, hold
from bot.services.ground.home import put_aside_at_home
from bot.services.ground.outbox import redraw, reply, reply_or_redraw, tell_person, tell_under
from bot.services.ground.persons import actor_id, in_private
from bot.services.ground.ports import Uow
from bot.services.instructions.instructions import ensure_answerable
from bot.services.mandates.holders import holders_of
from bot.services.mandates.mandates import ensure_holder, get_mandate, own_mandates
from bot.services.reports.drafts import drop_draft, keep_draft, take_up
from bot.services.reports.owed import ensure_nothing_new
from bot.services.reports.questions import answer_question, ask_question, ensure_may_ask, questions_of
from bot.services.reports.reports import Posted, Written, add_files, get_report, post_report


def report_back(uow: Uow, text: str, files: Files = ()) -> None:
    """/reportback, with or without a text and a file. Raises NoMandateError, and what posting raises."""
    council_id = None if in_private(uow) else council_here(uow).council_id
    mandates = own_mandates(uow, council_id)
    if len(mandates) == 1:
        _go_on(uow, mandates[0], text, files)
        return
    where = tuple((mandate.council_id, mandate.mandate_id) for mandate in mandates)
    ask(uow, mandates[0].council_id, ReportPick(where, text, files))


def report_for(uow: Uow, council_id: CouncilId, mandate_id: MandateId) -> None:
    """An office picked from the buttons, or [Report back] under a mandate."""
    ensure_reader(uow, council_id)
    mandate = ensure_holder(uow, get_mandate(uow, council_id, mandate_id))
    picked = held(uow, ReportPick)
    if picked is None or (council_id, mandate_id) not in picked.mandates:
        _go_on(uow, mandate)
        return
    cancel_dialog(uow)
    redraw(uow, ReportPicked(mandate_id), council_id=council_id)
    _go_on(uow, mandate, picked.text, picked.files)


def _go_on(uow: Uow, mandate: Mandate, text: str = "", files: Files = ()) -> None:
    """With a text it is posted; without one, asked for.

    That is put together in private, where what is asked in a group goes as well, and read through before it is sent.
    """
    if text:
        posted = post_report(uow, mandate, Written(text, files=files), has_shown_files=not in_private(uow))
        if in_private(uow):
            reply(uow, _sent(posted), council_id=mandate.council_id)
    elif uow.actor is not None and uow.actor.is_reachable:
        put_aside_at_home(uow, ReportDraft)
        draft = _draft_for(uow, mandate)
        ask(uow, mandate.council_id, replace(draft, files=(*draft.files, *files)))
    else:
        ask(uow, mandate.council_id, AskReportText(mandate.mandate_id))


def _sent(posted: Posted) -> ReportSent:
    return ReportSent(posted.report.report_id, tuple(row.due_on for row in posted.met))


def take_text_first(uow: Uow, council_id: CouncilId, question: ReportPick, answer: Answer) -> None:
    """They wrote the report before picking the office."""
    text, files = _joined(question.text, answer.text), (*question.files, *answer.files)
    ask(uow, council_id, replace(question, text=text, files=files))


def _joined(*texts: str) -> str:
    return "\n".join(text for text in texts if text)


def take_text(uow: Uow, council_id: CouncilId, question: AskReportText, answer: Answer) -> None:
    """The answer to "what do you report?" in a group. Files in it stand there already."""
    mandate = get_mandate(uow, council_id, question.mandate_id)
    post_report(uow, mandate, Written(answer.text, files=answer.files), has_shown_files=True)


def take_part(uow: Uow, council_id: CouncilId, question: ReportDraft, answer: Answer) -> None:
    """A further message is added: its text, its photo or file."""
    drop_draft(uow, ensure_holder(uow, get_mandate(uow, council_id, question.mandate_id)))
    ask(uow, council_id, _added(question, answer))


def _added(draft: ReportDraft, answer: Answer) -> ReportDraft:
    files = (*draft.files, *answer.files)
    return replace(draft, text=_joined(draft.text, answer.text), files=files, is_doubted=False)


def take_line(uow: Uow, council_id: CouncilId, message: ReportReminder, answer: Answer) -> bool:
    """A reply to the reminder is the free line of the report."""
    row = uow.get(ReportBack, council_id, message.report_back_id)
    mandate = get_mandate(uow, council_id, row.mandate_id) if row is not None else None
    if mandate is None or not mandate.is_live or mandate.person_id != actor_id(uow):
        return False
    ask(uow, council_id, _added(_draft_for(uow, mandate), answer))
    return True


def set_claim(uow: Uow, council_id: CouncilId, instruction_id: InstructionId, claim: str) -> None:
    """[Kept], [Under way] or [Not possible], in the reminder or in the draft it becomes."""
    ensure_reader(uow, council_id)
    instruction = ensure_answerable(uow, council_id, instruction_id)
    own = [each for each in holders_of(uow, council_id, instruction.office_id) if each.person_id == actor_id(uow)]
    draft = _draft_for(uow, own[0])
    claims = {**dict(draft.claims), instruction_id: Claim(claim)}
    draft = replace(draft, claims=tuple(sorted(claims.items())), asked_id=actor_id(uow))
    hold(uow, council_id, draft)
    redraw(uow, draft, council_id=council_id)


def _draft_for(uow: Uow, mandate: Mandate) -> ReportDraft:
    """What the actor has put together so far for this mandate."""
    draft = held(uow, ReportDraft)
    if draft is not None and draft.mandate_id == mandate.mandate_id:
        return replace(draft, is_doubted=False)
    if draft is not None:
        keep_draft(uow, mandate.council_id, draft)
    return take_up(uow, mandate)


def send_draft(uow: Uow, council_id: CouncilId, mandate_id: MandateId) -> None:
    """[Send the report], also after its question was over.

    Raises DialogOverError where nothing is written, and what posting raises.
    """
    ensure_reader(uow, council_id)
    mandate = ensure_holder(uow, get_mandate(uow, council_id, mandate_id))
    draft = _draft_for(uow, mandate)
    if not draft.is_written:
        raise DialogOverError(is_mine=True)
    _show_sent(uow, post_report(uow, mandate, Written(draft.text, draft.claims, draft.files)))


def send_nothing_new(uow: Uow, council_id: CouncilId, mandate_id: MandateId) -> None:
    """[Nothing new]: a whole report with one press. Beside a draft that says something it asks what is meant.

    Raises NothingNewTooOftenError.
    """
    ensure_reader(uow, council_id)
    mandate = ensure_holder(uow, get_mandate(uow, council_id, mandate_id))
    ensure_nothing_new(uow, mandate)
    draft = _draft_for(uow, mandate)
    if not draft.is_written:
        send_only_nothing_new(uow, council_id, mandate_id)
        return
    draft = replace(draft, asked_id=actor_id(uow), is_doubted=True)
    hold(uow, council_id, draft)
    redraw(uow, draft, council_id=council_id)


def send_only_nothing_new(uow: Uow, council_id: CouncilId, mandate_id: MandateId) -> None:
    """[Only "nothing new"]: what was written beside it is left out. Raises NothingNewTooOftenError."""
    ensure_reader(uow, council_id)
    mandate = ensure_holder(uow, get_mandate(uow, council_id, mandate_id))
    drop_draft(uow, mandate)
    _show_sent(uow, post_report(uow, mandate, Written(), is_nothing_new=True))


def _show_sent(uow: Uow, posted: Posted) -> None:
    end_asking(uow, ReportDraft)
    redraw(uow, _sent(posted), council_id=posted.report.council_id)


def start_question(uow: Uow, council_id: CouncilId, report_id: ReportId) -> None:
    """[Ask] under a report."""
    ensure_reader(uow, council_id)
    report = get_report(uow, council_id, report_id)
    ensure_may_ask(uow, report)
    ask(uow, council_id, AskReportQuestion(report.report_id))


def show_questions(uow: Uow, council_id: CouncilId, report_id: ReportId, page: int, *, in_place: bool) -> None:
    """The questions under a report: below it, or in place of another page."""
    ensure_reader(uow, council_id)
    report = get_report(uow, council_id, report_id)
    reply_or_redraw(uow, ReportQuestions(report.report_id, page), in_place=in_place, council_id=council_id)


def show_report(uow: Uow, council_id: CouncilId, report_id: ReportId) -> None:
    """A report from the list, as it stands now, with its files; those in the group once a day."""
    ensure_reader(uow, council_id)
    report = get_report(uow, council_id, report_id)
    reply(uow, ReportCard(report.report_id), council_id=council_id)
    for index in range(len(report.files)):
        key = f"{uow.cause.name}:report_file:{index}"
        if uow.actor is not None and in_private(uow):
            tell_person(uow, uow.actor.person_id, ReportFile(report_id, index), once=key, council_id=council_id)
        else:
            once = f"shown_file:{report_id}:{index}:{uow.now.date()}"
            tell_under(uow, council_id, report_id, ReportFile(report_id, index), once=once)


def take_question(uow: Uow, council_id: CouncilId, question: AskReportQuestion, answer: Answer) -> None:
    """The question itself."""
    ask_question(uow, council_id, question.report_id, answer.text)
    if in_private(uow):
        reply(uow, ReportAsked(question.report_id), council_id=council_id)


def take_answer(uow: Uow, council_id: CouncilId, message: ReportQuestion, answer: Answer) -> bool:
    """The reporter answers by replying to the question, in the group or in private."""
    if not answer.text:
        return False
    shown = not in_private(uow)
    done = answer_question(uow, council_id, message.question_id, answer.text, is_shown=shown)
    if done is not None and not shown:
        reply(uow, ReportAnswered(done.question_id), council_id=council_id)
    return done is not None


def take_under_report(uow: Uow, council_id: CouncilId, message: ReportCard | ReportSent, answer: Answer) -> bool:
    """The reporter replies to the report itself: with files, which are added, or to the one question that is open."""
    report = get_report(uow, council_id, message.report_id)
    if report.person_id != actor_id(uow):
        return False
    if answer.files:
        changed = add_files(uow, council_id, report.report_id, answer.files, is_shown=not in_private(uow))
        if in_private(uow):
            reply(uow, ReportFiles(report.report_id, len(changed.files)), council_id=council_id)
        return True
    question = _only_open_question(uow, report)
    return question is not None and take_answer(uow, council_id, ReportQuestion(question.question_id), answer)


def _only_open_question(uow: Uow, report: Report) -> Question | None:
    waiting = [question for question in questions_of(uow, report) if question.answer is None]
    return waiting[0] if len(waiting) == 1 else None
