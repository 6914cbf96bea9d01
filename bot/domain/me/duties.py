"""What /forget leaves for later, and the weekly digest."""

from dataclasses import dataclass

from bot.domain.ground.due import Duty
from bot.domain.ground.ids import BallotId, PersonId


@dataclass(frozen=True, slots=True)
class ForgetBallot(Duty):
    """The ballot of a forgotten author may be over: its text is looked at again."""

    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class ForgetOption(Duty):
    """The same for an option that they added to the ballot of somebody else."""

    ballot_id: BallotId
    place: int


@dataclass(frozen=True, slots=True)
class SendDigest(Duty):
    """Somebody who wants it hears what is theirs to do, in all their councils; it is no council's."""

    person_id: PersonId
