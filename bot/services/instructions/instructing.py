"""/instruct and the buttons under instructions: whom, what, are you sure; then instructions.py."""

from bot.domain.ground.dialog import Answer
from bot.domain.ground.ids import CouncilId, InstructionId, MandateId
from bot.domain.ground.person import Person
from bot.domain.ground.text import ensure_text
from bot.domain.instructions.instruction import INSTRUCTION_LIMIT, InstructionState
from bot.domain.instructions.messages import InstructionGiven
from bot.domain.instructions.questions import (
    AskInstructText,
    AskRefusal,
    ConfirmInstruct,
    ConfirmInstructionEnd,
    InstructPick,
    WhomToInstruct,
)
from bot.domain.mandates.mandate import Mandate, NobodyHoldsOfficeError, NoMandateError
from bot.services.council.council import council_here
from bot.services.council.panel import ensure_reader
from bot.services.ground.dialogs import ask, cancel_dialog, confirm, held, pick_person
from bot.services.ground.naming import Who, of_office, office_meant
from bot.services.ground.outbox import redraw, reply
from bot.services.ground.persons import in_private, topic_here
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
from bot.services.roll.roll import ensure_voter


def start_instructing(uow: Uow, who: Who) -> None:
    """/instruct @name text. Raises NobodyHoldsOfficeError, OfficeVacantError, PersonUnknownError."""
    council_id = council_here(uow).council_id
    ensure_voter(uow, council_id)
    holders = tuple(dict.fromkeys(mandate.person_id for mandate in live_mandates(uow, council_id)))
    if not holders:
        raise NobodyHoldsOfficeError
    ensure_held(uow, council_id, who)
    pick_person(uow, council_id, WhomToInstruct(office_meant(uow, council_id, who)), who, holders)


def instruct_whom(uow: Uow, council_id: CouncilId, question: WhomToInstruct) -> None:
    """The person is known: on to the office, if they hold several, and to the text, if there is none yet.

    Raises NoMandateError.
    """
    mandates = live_mandates(uow, council_id, question.person_id)
    if not mandates:
        person = uow.get(Person, question.person_id)
        raise NoMandateError(name=person.name if person else "")
    mandates, text = of_office(mandates, question.office_id), question.rest
    if len(mandates) == 1:
        _to_text(uow, mandates[0], text)
        return
    where = tuple((mandate.council_id, mandate.mandate_id) for mandate in mandates)
    ask(uow, council_id, InstructPick(where, text))


def instruct_holder(uow: Uow, council_id: CouncilId, mandate_id: MandateId) -> None:
    """[Instruct] under a mandate, or the office picked from the buttons."""
    ensure_reader(uow, council_id)
    ensure_voter(uow, council_id)
    mandate = ensure_live(get_mandate(uow, council_id, mandate_id))
    picked = held(uow, InstructPick)
    if picked is None or (council_id, mandate_id) not in picked.mandates:
        _to_text(uow, mandate, "")
        return
    cancel_dialog(uow)
    _to_text(uow, mandate, picked.text)


def _to_text(uow: Uow, mandate: Mandate, text: str) -> None:
    if text:
        text = ensure_text(text, INSTRUCTION_LIMIT)
        confirm(uow, mandate.council_id, ConfirmInstruct(mandate.mandate_id, text))
    else:
        ask(uow, mandate.council_id, AskInstructText(mandate.mandate_id))


def take_text(uow: Uow, council_id: CouncilId, question: AskInstructText, answer: Answer) -> None:
    """The text of the instruction."""
    mandate = ensure_live(get_mandate(uow, council_id, question.mandate_id))
    _to_text(uow, mandate, ensure_text(answer.text, INSTRUCTION_LIMIT))


def take_other_text(uow: Uow, council_id: CouncilId, question: ConfirmInstruct, answer: Answer) -> None:
    """Other words instead of [Yes]: they are asked about as the first were."""
    take_text(uow, council_id, AskInstructText(question.mandate_id), answer)


def instruct_now(uow: Uow, council_id: CouncilId, question: ConfirmInstruct) -> None:
    """[Yes]: the ballot."""
    mandate = get_mandate(uow, council_id, question.mandate_id)
    instruct(uow, council_id, mandate.office_id, question.text, topic_here(uow))


def press_accept(uow: Uow, council_id: CouncilId, instruction_id: InstructionId) -> None:
    """[Accept] on the card or in private."""
    ensure_reader(uow, council_id)
    accept(uow, council_id, instruction_id)
    if in_private(uow):
        redraw(uow, InstructionGiven(instruction_id), council_id=council_id)


def start_refusal(uow: Uow, council_id: CouncilId, instruction_id: InstructionId) -> None:
    """[Refuse]: asks for the reasons, which are public."""
    ensure_reader(uow, council_id)
    instruction = ensure_answerable(uow, council_id, instruction_id)
    ask(uow, council_id, AskRefusal(instruction.instruction_id))


def take_reasons(uow: Uow, council_id: CouncilId, question: AskRefusal, answer: Answer) -> None:
    """The reasons: the refusal is public with them."""
    refused = refuse(uow, council_id, question.instruction_id, answer.text)
    if in_private(uow):
        reply(uow, InstructionGiven(refused.instruction_id), council_id=council_id)


def start_ending(uow: Uow, council_id: CouncilId, instruction_id: InstructionId, state: InstructionState) -> None:
    """[Withdraw this instruction] or [Declare it broken]: says what will happen, and asks."""
    ensure_reader(uow, council_id)
    ensure_voter(uow, council_id)
    instruction = ensure_contestable(uow, council_id, instruction_id)
    confirm(uow, council_id, ConfirmInstructionEnd(instruction.instruction_id, state))


def end_now(uow: Uow, council_id: CouncilId, question: ConfirmInstructionEnd) -> None:
    """[Yes]: the ballot."""
    end_by_ballot(uow, council_id, question.instruction_id, question.state, topic_here(uow))
