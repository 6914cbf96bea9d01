"""Instructions: the ballot's headline, the card with [Accept] and [Refuse], what is said about them."""

from bot.domain.ground.names import person_name
from bot.domain.ground.text import cut_utf16
from bot.domain.instructions.instruction import Instruction, InstructionAnswer, InstructionState, is_awaited
from bot.reads.ground.asked import Asked
from bot.reads.instructions.instructions import InstructionView
from bot.reads.instructions.questions import EndSureView, SureView
from bot.reads.mandates.picks import PickView
from handlers import callbacks
from handlers.presses.instructions import InstructionAnswerPress, InstructPress
from handlers.views.ground.dialogs import ask_screen, confirm_keyboard, known_as
from handlers.views.ground.screen import Button, Keyboard, Screen, Style
from handlers.views.ground.words import Fields, Markup, Words, join
from handlers.views.mandates.mandates import end_rows
from handlers.views.mandates.picks import pick_screen
from handlers.views.mandates.words import instruction_state, mention_of

REASONS_UNITS = 800
"""So much of the reasons for a refusal a notice repeats; the card has all of them."""


def render_card(view: InstructionView, t: Words) -> Screen:
    """The card: what the office is bound to, and what became of it."""
    is_asked = is_awaited(view.instruction) and bool(view.holders)
    state = "" if is_asked else t("State: {state}", state=instruction_state(view.instruction, t))
    head = t("<b>Instruction to {office}:</b> {text}", office=view.office, text=view.instruction.text)
    text = join(head, join(state, _answer(view, t)), by="\n\n")
    return Screen(text, _card_keyboard(view, t))


def _answer(view: InstructionView, t: Words) -> Markup | str:
    """What the holder said, with the reasons; or until what is awaited."""
    instruction = view.instruction
    match instruction.answer:
        case InstructionAnswer.ACCEPTED:
            return t("{name} accepts it.", name=person_name(view.by or "") or t.plain("The holder"))
        case InstructionAnswer.REFUSED:
            name = person_name(view.by or "") or t.plain("The holder")
            reasons = t("Reasons: {reasons}", reasons=instruction.reasons or t.plain("erased"))
            return join(t("{name} refuses it. It binds all the same.", name=name), reasons)
        case InstructionAnswer.NOT_ACCEPTED:
            return t("The holder did not answer in time: not accepted. It binds all the same.")
        case _ if instruction.state is InstructionState.OPEN and view.holders:
            return _asked_line(view, t)
        case _:
            return ""


def _asked_line(view: InstructionView, t: Words) -> Markup:
    """Who is to answer, and until when; after that time nobody is asked any more."""
    names = join(*(mention_of(holder) for holder in view.holders), by=", ")
    if view.until is None:
        return t("{names}: press [Accept] or [Refuse]. It binds either way.", names=names)
    return t(
        "{names}: press [Accept] or [Refuse] until {when}. It binds either way.",
        names=names,
        when=t.until(view.until),
    )


def _card_keyboard(view: InstructionView, t: Words) -> Keyboard:
    if view.instruction.state is not InstructionState.OPEN:
        return ()
    answers = _answer_row(view.instruction, t) if view.holders else ()
    ends = tuple(end_rows([view.instruction], t))
    if not answers:
        return ends
    return (*ends, answers) if view.instruction.answer is InstructionAnswer.ACCEPTED else (answers, *ends)


def _answer_row(instruction: Instruction, t: Words) -> tuple[Button, ...]:
    """[Accept] and [Refuse]; what was said already is not offered again."""
    where = instruction.council_id, instruction.instruction_id
    accept = Button(t.plain("Accept"), callbacks.pack(InstructionAnswerPress(*where, 1)), style=Style.FOR)
    refuse = Button(t.plain("Refuse"), callbacks.pack(InstructionAnswerPress(*where, 0)), style=Style.AGAINST)
    return (refuse,) if instruction.answer is InstructionAnswer.ACCEPTED else (accept, refuse)


def render_given(view: InstructionView, t: Words) -> Screen:
    """To the holder in private: a new one, or one that passed to them with the office."""
    head = t("<b>{title} instructs you as {office}:</b>", title=view.title, office=view.office)
    if view.instruction.state is not InstructionState.OPEN or not view.is_reader:
        said = t("State: {state}", state=instruction_state(view.instruction, t))
        return Screen(join(head, join(view.instruction.text), said, by="\n\n"))
    what = _question(view, t) if is_awaited(view.instruction) else _answer(view, t)
    text = join(head, join(view.instruction.text), what, by="\n\n")
    return Screen(text, (_answer_row(view.instruction, t),))


def _question(view: InstructionView, t: Words) -> Markup:
    until = t("Please answer until {when}.", when=t.time(view.until)) if view.until else ""
    what = t(
        "Do you accept it? If you refuse, I ask for your reasons, which the council sees. It binds you either way."
    )
    return join(what, until)


def render_refused(view: InstructionView, t: Words) -> Screen:
    """To the group: a refusal, with its reasons."""
    text = join(
        t(
            "{name} refuses this instruction. It binds all the same: “{text}”",
            name=person_name(view.by or "") or t.plain("The holder"),
            text=cut_utf16(view.instruction.text, REASONS_UNITS),
        ),
        t("Reasons: {reasons}", reasons=cut_utf16(view.instruction.reasons or "", REASONS_UNITS)),
    )
    return Screen(text)


def render_ask_refusal(asked: Asked, t: Words) -> Screen:
    """Refusing takes reasons."""
    question = t("Why do you refuse? Your reasons are shown to the council.")
    return ask_screen(asked, t, question, t.plain("Your reasons"))


def render_ask_text(asked: Asked, t: Words) -> Screen:
    """The text of an instruction is missing."""
    question = t("What is the instruction? Say what is to be done, and until when.")
    return ask_screen(asked, t, question, t.plain("The instruction"))


def render_sure(view: SureView, t: Words) -> Screen:
    """Is this who was meant, and shall the ballot open?"""
    text = join(
        t("Instruct {office}: {person}?", office=view.office, person=known_as(view.known, t)),
        join(view.text),
        t("The council votes on it. If adopted, it binds whoever holds this office, until it is kept or withdrawn."),
        t("To say it otherwise, answer with other words."),
        by="\n\n",
    )
    return Screen(text, confirm_keyboard(t, view.asked_id))


def render_end_sure(end: EndSureView, t: Words) -> Screen:
    """Asks before that ballot opens."""
    office = end.view.office
    question = (
        t("Put to the vote that {office} has broken this instruction?", office=office)
        if end.is_broken
        else t("Put to the vote that this instruction to {office} is withdrawn?", office=office)
    )
    text = join(question, join(end.view.instruction.text), t("The council votes on it."), by="\n\n")
    return Screen(text, confirm_keyboard(t, end.asked_id))


def say_instruction_not_found(_: Fields, t: Words) -> str:
    return t.plain("This instruction is not known here. Send /mandate to see who holds what.")


def say_instruction_over(fields: Fields, t: Words) -> str:
    match str(fields.get("state")):
        case "kept":
            return t.plain("This instruction was kept. Nothing was changed.")
        case "overtaken":
            return t.plain("This instruction was overtaken. Nothing was changed.")
        case "broken":
            return t.plain("This instruction was broken. Nothing was changed.")
        case _:
            return t.plain("This instruction was withdrawn. Nothing was changed.")


def say_instruction_contested(_: Fields, t: Words) -> str:
    return t.plain("The council is voting on ending this instruction already. Send /open to see it.")


def render_instruct_pick(view: PickView, t: Words) -> Screen:
    """The person holds several offices."""
    return pick_screen(view, t, t("Which office is the instruction for?"), InstructPress)
