"""Instructions that bind an office without a ballot, for tests of what comes after one."""

from __future__ import annotations

from bot.domain.ballots.ballot import Ballot, BallotState, Method, Outcome
from bot.domain.ground.ids import BallotId
from bot.domain.instructions.instruction import Instruction
from bot.domain.instructions.subjects import InstructionSubject
from bot.domain.mandates.mandate import Mandate
from bot.services.council.council import get_council
from bot.services.ground.ports import Uow
from bot.services.instructions.instructions import adopt_instruction
from tests.support.council import House


def bind(house: House, mandate: Mandate, text: str) -> Instruction:
    """The council has adopted this instruction to the office just now."""
    house.do(_bind, mandate, text)
    return house.find(Instruction, council_id=house.council_id)[-1]


def _bind(uow: Uow, mandate: Mandate, text: str) -> None:
    ballot = Ballot(
        mandate.council_id, BallotId(uow.new_id()), InstructionSubject.KIND, Method.YES_NO, BallotState.CLOSED, text,
        uow.now, 0, office_id=mandate.office_id, outcome=Outcome.ADOPTED,
    )  # fmt: skip
    uow.add(ballot)
    adopt_instruction(uow, get_council(uow, mandate.council_id), ballot)
