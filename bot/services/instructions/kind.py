"""Instructions, their ends, and waivers of a breach as kinds of ballots."""

from bot.domain.instructions.subjects import InstructionEndSubject, InstructionSubject, WaiverSubject
from bot.services.ground.ports import KindOfBallot
from bot.services.instructions.breaches import close_waiver
from bot.services.instructions.instructions import adopt_instruction, close_instruction_end

INSTRUCTION = KindOfBallot(InstructionSubject, on_close=adopt_instruction, is_written=True)
INSTRUCTION_END = KindOfBallot(InstructionEndSubject, on_close=close_instruction_end)
WAIVER = KindOfBallot(WaiverSubject, on_close=close_waiver)
