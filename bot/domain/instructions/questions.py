"""What people are asked about instructions."""

from dataclasses import dataclass

from bot.domain.ground.ids import InstructionId, MandateId, OfficeId
from bot.domain.ground.message import Confirmation, PersonQuestion, Question
from bot.domain.instructions.instruction import InstructionState
from bot.domain.mandates.questions import OfficePick


@dataclass(frozen=True, slots=True)
class WhomToInstruct(PersonQuestion):
    """Who is to be instructed; in which office, if one was named."""

    PURPOSE = "instruct"
    KEEPS_TEXT = True

    office_id: OfficeId | None = None


@dataclass(frozen=True, slots=True)
class InstructPick(OfficePick):
    """Which of several offices of one person the instruction is for."""

    text: str


@dataclass(frozen=True, slots=True)
class AskInstructText(Question):
    """The text of the instruction."""

    mandate_id: MandateId


@dataclass(frozen=True, slots=True)
class ConfirmInstruct(Confirmation):
    """Before the ballot opens: whom it binds, and the text."""

    mandate_id: MandateId
    text: str


@dataclass(frozen=True, slots=True)
class AskRefusal(Question):
    """The reasons for a refusal."""

    instruction_id: InstructionId


@dataclass(frozen=True, slots=True)
class ConfirmInstructionEnd(Confirmation):
    """Before a ballot on ending an instruction opens."""

    instruction_id: InstructionId
    state: InstructionState
