"""Whether an instruction still waits for its holder's answer."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.domain.ground.ids import BallotId, CouncilId, InstructionId, OfficeId
from bot.domain.instructions.instruction import Instruction, InstructionAnswer, InstructionState, is_awaited

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
ADOPTED = Instruction(CouncilId("c"), InstructionId("i"), OfficeId("o"), "Ask for water", BallotId("b"), NOW)


def test_an_open_instruction_waits_until_the_holder_or_the_time_answers():
    assert is_awaited(ADOPTED)
    assert not any(is_awaited(replace(ADOPTED, answer=answer)) for answer in set(InstructionAnswer) - {"awaited"})


def test_one_that_ended_waits_for_nobody():
    assert not any(is_awaited(replace(ADOPTED, state=state)) for state in set(InstructionState) - {"open"})
