"""An instruction, and what the holder said to it."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.elections.office import Office
from bot.domain.ground.ids import InstructionId, OfficeId
from bot.domain.instructions.duties import InstructionUnanswered
from bot.domain.instructions.instruction import Instruction
from bot.domain.instructions.messages import (
    InstructionCard,
    InstructionGiven,
    InstructionRefused,
)
from bot.reads.ground.audience import Audience
from bot.reads.mandates.holders import Holder, load_holder, names_of
from bot.services.council.council import get_council
from bot.services.ground.ports import Reads
from bot.services.ground.schedule import deadline
from bot.services.mandates.holders import holders_of


@dataclass(frozen=True, slots=True)
class InstructionView:
    """An instruction with its office and who holds it. `by`: who answered."""

    instruction: Instruction
    office: str
    holders: tuple[Holder, ...]
    by: str | None
    title: str
    until: datetime | None
    is_reader: bool


About = InstructionCard | InstructionGiven | InstructionRefused


def load_instruction(reads: Reads, audience: Audience, message: About) -> InstructionView | None:
    """The instruction that a card or a message is about."""
    return view_of(reads, audience, message.instruction_id)


def view_of(reads: Reads, audience: Audience, instruction_id: InstructionId) -> InstructionView | None:
    """The instruction with this id."""
    instruction = reads.get(Instruction, audience.council_id, instruction_id)
    if instruction is None:
        return None
    held = holders_of(reads, audience.council_id, instruction.office_id)
    by = instruction.answered_by_id
    return InstructionView(
        instruction,
        office_name(reads, audience, instruction.office_id),
        tuple(load_holder(reads, mandate) for mandate in held),
        names_of(reads, audience.council_id, [by]).get(by) if by else None,
        get_council(reads, audience.council_id).title,
        deadline(reads, audience.council_id, InstructionUnanswered(instruction.instruction_id)),
        audience.person_id in {mandate.person_id for mandate in held},
    )


def office_name(reads: Reads, audience: Audience, office_id: OfficeId) -> str:
    """The name of an office."""
    office = reads.get(Office, audience.council_id, office_id)
    return office.name if office else ""
