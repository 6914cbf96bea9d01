"""What due work names: its council; what has none names none, unless it reaches all."""

import pytest

from bot.domain.ballots.duties import CloseBallot
from bot.domain.council.duties import ForgetErrand
from bot.domain.ground.due import Due
from bot.domain.ground.duties import HearBroadcast, Housekeeping, LookAfter, SendBroadcast
from bot.domain.ground.ids import NO_COUNCIL, BallotId, CouncilId, ErrandId
from bot.domain.ground.kept import name_of
from bot.duties import named_by
from bot.services.ground.reach import EVERYWHERE
from tests.support.council import House

COUNCIL = CouncilId("a" * 32)


@pytest.mark.parametrize(
    ("duty", "council_id", "named"),
    [
        (CloseBallot(BallotId("b" * 32)), COUNCIL, COUNCIL),
        (ForgetErrand(ErrandId("e" * 32)), NO_COUNCIL, NO_COUNCIL),
        (SendBroadcast("c" * 32), NO_COUNCIL, EVERYWHERE),
        (Housekeeping(), NO_COUNCIL, EVERYWHERE),
        (LookAfter("lost_papers"), NO_COUNCIL, EVERYWHERE),
        (HearBroadcast("c" * 32), COUNCIL, COUNCIL),
    ],
)
def test_a_duty_names_its_council_or_all_if_it_reaches_all(duty, council_id, named):
    house = House()
    due = Due(council_id, "d" * 32, "key", name_of(type(duty)), {}, house.now, house.now)
    assert named_by(due) == named
