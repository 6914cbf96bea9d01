"""A breach with the instruction it broke."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.instructions.duties import BreachLapses
from bot.domain.instructions.instruction import Breach, Instruction
from bot.domain.instructions.messages import BreachCard
from bot.domain.mandates.mandate import Mandate
from bot.reads.ground.audience import Audience
from bot.reads.mandates.holders import Holder, load_holder
from bot.services.ground.ports import Reads
from bot.services.ground.schedule import deadline
from bot.services.ground.voices import voice_tokens


@dataclass(frozen=True, slots=True)
class BreachView:
    """A breach with the instruction it broke."""

    breach: Breach
    holder: Holder
    instruction: str
    until: datetime | None
    tokens: Mapping[str, str]

    @property
    def stands(self) -> bool:
        """Whether it still lowers the threshold of a recall."""
        return self.breach.ended_at is None


def load_breach(reads: Reads, audience: Audience, message: BreachCard) -> BreachView | None:
    """The breach of this card."""
    breach = reads.get(Breach, audience.council_id, message.breach_id)
    mandate = reads.get(Mandate, audience.council_id, breach.mandate_id) if breach else None
    if breach is None or mandate is None:
        return None
    instruction = reads.get(Instruction, audience.council_id, breach.instruction_id)
    holder = load_holder(reads, mandate)
    until = deadline(reads, breach.council_id, BreachLapses(breach.breach_id))
    tokens = voice_tokens(reads, breach.mandate_id)
    return BreachView(breach, holder, instruction.text if instruction else "", until, tokens)
