"""What /forget leaves for later."""

from dataclasses import dataclass

from bot.domain.ground.due import Duty
from bot.domain.ground.ids import BallotId


@dataclass(frozen=True, slots=True)
class ForgetBallot(Duty):
    """The ballot of a forgotten author may be over: its text is looked at again."""

    ballot_id: BallotId
