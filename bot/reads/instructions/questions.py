"""Before a ballot on an instruction opens: whom it binds."""

from dataclasses import dataclass

from bot.domain.ground.ids import PersonId
from bot.domain.instructions.instruction import InstructionState
from bot.domain.instructions.questions import ConfirmInstruct, ConfirmInstructionEnd
from bot.domain.mandates.mandate import Mandate
from bot.reads.ground.audience import Audience
from bot.reads.instructions.instructions import InstructionView, office_name, view_of
from bot.reads.roll.known import Known, load_known
from bot.services.ground.ports import Reads


@dataclass(frozen=True, slots=True)
class SureView:
    """Before a ballot opens: whom it binds, and the text."""

    asked_id: PersonId
    known: Known
    office: str
    text: str


def load_sure(reads: Reads, audience: Audience, question: ConfirmInstruct) -> SureView | None:
    """The mandate meant."""
    mandate = reads.get(Mandate, audience.council_id, question.mandate_id)
    if mandate is None:
        return None
    known = load_known(reads, audience.council_id, mandate.person_id)
    office = office_name(reads, audience, mandate.office_id)
    return SureView(question.asked_id, known, office, question.text)


@dataclass(frozen=True, slots=True)
class EndSureView:
    """Before a ballot on ending an instruction opens."""

    asked_id: PersonId
    view: InstructionView
    is_broken: bool


def load_end_sure(reads: Reads, audience: Audience, question: ConfirmInstructionEnd) -> EndSureView | None:
    """The instruction meant."""
    view = view_of(reads, audience, question.instruction_id)
    return EndSureView(question.asked_id, view, question.state is InstructionState.BROKEN) if view else None
