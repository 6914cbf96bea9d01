"""[Instruct], [Accept] and [Refuse], [Withdraw this instruction] and [Declare it broken]."""

from bot.domain.instructions.instruction import InstructionState
from bot.services.instructions.instructing import (
    instruct_holder,
    press_accept,
    start_ending,
    start_refusal,
)
from bot.services.instructions.instructions import ENDS_BY_BALLOT
from handlers.act import Act
from handlers.callbacks import PressUnknownError
from handlers.presses.instructions import InstructionAnswerPress, InstructionEndPress, InstructPress


async def on_instruct_press(act: Act, press: InstructPress) -> None:
    """[Instruct] under a mandate, or the office picked."""
    await act.write(instruct_holder, press.council_id, press.mandate_id)


async def on_answer(act: Act, press: InstructionAnswerPress) -> None:
    """[Accept] or [Refuse]."""
    if not press.is_accepted:
        await act.write(start_refusal, press.council_id, press.instruction_id)
        return
    await act.write(press_accept, press.council_id, press.instruction_id)
    await act.answer(act.t.plain("Recorded: you accept this instruction."))


async def on_end(act: Act, press: InstructionEndPress) -> None:
    """[Withdraw this instruction] or [Declare it broken]: asks first. Raises PressUnknownError."""
    if press.state not in ENDS_BY_BALLOT:
        raise PressUnknownError
    await act.write(start_ending, press.council_id, press.instruction_id, InstructionState(press.state))
