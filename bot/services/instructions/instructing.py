"""/instruct and the buttons under instructions: whom, what, are you sure; then instructions.py."""

from bot.domain.ground.dialog import Answer, Dialog
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.person import Person
from bot.domain.ground.text import ensure_text
from bot.domain.instructions.instruction import INSTRUCTION_LIMIT, InstructionState
from bot.domain.mandates.mandate import Mandate, NobodyHoldsOfficeError, NoMandateError
from bot.services.council.council import council_here
from bot.services.council.panel import ensure_reader
from bot.services.ground.dialogs import ask, confirm, held, pick_person
from bot.services.ground.naming import Who, of_office, office_meant
from bot.services.ground.outbox import redraw, reply
from bot.services.ground.persons import in_private
from bot.services.ground.ports import Uow
from bot.services.instructions.instructions import (
    accept,
    end_by_ballot,
    ensure_answerable,
    ensure_contestable,
    instruct,
    refuse,
)
from bot.services.mandates.holders import ensure_held
from bot.services.mandates.mandates import ensure_live, get_mandate, live_mandates
from bot.services.roll.roll import ensure_member

OFFICE = "instruct_office"
TEXT = "instruct_text"
REASONS = "refuse_instruction"


def start_instructing(uow: Uow, who: Who) -> None:
    """/instruct @name text. Raises NobodyHoldsOfficeError, OfficeVacantError, PersonUnknownError."""
    council_id = council_here(uow).council_id
    ensure_member(uow, council_id)
    holders = tuple(dict.fromkeys(mandate.person_id for mandate in live_mandates(uow, council_id)))
    if not holders:
        raise NobodyHoldsOfficeError
    ensure_held(uow, council_id, who)
    pick_person(uow, council_id, "instruct", who, holders, office_id=office_meant(uow, council_id, who))


def instruct_whom(uow: Uow, dialog: Dialog) -> None:
    """The person is known: on to the office, if they hold several, and to the text, if there is none yet.

    Raises NoMandateError.
    """
    mandates = live_mandates(uow, dialog.council_id, dialog.state["person_id"])
    if not mandates:
        person = uow.get(Person, dialog.state["person_id"])
        raise NoMandateError(name=person.name if person else "")
    mandates, text = of_office(mandates, dialog.state["office_id"]), dialog.state.get("rest", "")
    if len(mandates) == 1:
        _to_text(uow, mandates[0], text)
        return
    where = [[mandate.council_id, mandate.mandate_id] for mandate in mandates]
    ask(uow, dialog.council_id, OFFICE, "instruct_pick", mandates=where, text=text)


def instruct_holder(uow: Uow, council_id: CouncilId, mandate_id: str) -> None:
    """[Instruct] under a mandate, or the office picked from the buttons."""
    ensure_reader(uow, council_id)
    ensure_member(uow, council_id)
    mandate = ensure_live(get_mandate(uow, council_id, mandate_id))
    dialog = held(uow, OFFICE)
    if dialog is None or [council_id, mandate_id] not in dialog.state["mandates"]:
        _to_text(uow, mandate, "")
        return
    uow.remove(dialog)
    _to_text(uow, mandate, dialog.state["text"])


def _to_text(uow: Uow, mandate: Mandate, text: str) -> None:
    if text:
        text = ensure_text(text, INSTRUCTION_LIMIT)
        confirm(uow, mandate.council_id, "instruct_sure", "confirm_instruct", mandate_id=mandate.mandate_id, text=text)
    else:
        ask(uow, mandate.council_id, TEXT, "ask_instruct_text", mandate_id=mandate.mandate_id)


def take_text(uow: Uow, dialog: Dialog, answer: Answer) -> None:
    """The text of the instruction."""
    mandate = ensure_live(get_mandate(uow, dialog.council_id, dialog.state["mandate_id"]))
    _to_text(uow, mandate, ensure_text(answer.text, INSTRUCTION_LIMIT))


def instruct_now(uow: Uow, dialog: Dialog) -> None:
    """[Yes]: the ballot."""
    mandate = get_mandate(uow, dialog.council_id, dialog.state["mandate_id"])
    instruct(uow, dialog.council_id, mandate.office_id, dialog.state["text"], uow.cause.thread_id)


def press_accept(uow: Uow, council_id: CouncilId, instruction_id: str) -> None:
    """[Accept] on the card or in private."""
    ensure_reader(uow, council_id)
    accept(uow, council_id, instruction_id)
    if in_private(uow):
        redraw(uow, "instruction_given", council_id=council_id, instruction_id=instruction_id)


def start_refusal(uow: Uow, council_id: CouncilId, instruction_id: str) -> None:
    """[Refuse]: asks for the reasons, which are public."""
    ensure_reader(uow, council_id)
    instruction = ensure_answerable(uow, council_id, instruction_id)
    ask(uow, council_id, REASONS, "ask_refusal", instruction_id=instruction.instruction_id)


def take_reasons(uow: Uow, dialog: Dialog, answer: Answer) -> None:
    """The reasons: the refusal is public with them."""
    refused = refuse(uow, dialog.council_id, dialog.state["instruction_id"], answer.text)
    if in_private(uow):
        reply(uow, "instruction_given", council_id=dialog.council_id, instruction_id=refused.instruction_id)


def start_ending(uow: Uow, council_id: CouncilId, instruction_id: str, state: InstructionState) -> None:
    """[Withdraw this instruction] or [Declare it broken]: says what will happen, and asks."""
    ensure_reader(uow, council_id)
    ensure_member(uow, council_id)
    instruction = ensure_contestable(uow, council_id, instruction_id)
    confirm(
        uow, council_id, "instruction_end", "confirm_instruction_end", instruction_id=instruction.instruction_id,
        state=state.value,
    )  # fmt: skip


def end_now(uow: Uow, dialog: Dialog) -> None:
    """[Yes]: the ballot."""
    state = InstructionState(dialog.state["state"])
    end_by_ballot(uow, dialog.council_id, dialog.state["instruction_id"], state, uow.cause.thread_id)
