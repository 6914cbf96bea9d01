"""What /forget leaves for later."""

from dataclasses import dataclass

from bot.domain.ground.due import Duty
from bot.domain.ground.ids import BallotId


@dataclass(frozen=True, slots=True)
class ForgetBallot(Duty):
    """The ballot of a forgotten author may be over: its text is looked at again."""

    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class ForgetOption(Duty):
    """The same for an option that they added to the ballot of somebody else."""

    ballot_id: BallotId
    place: int
