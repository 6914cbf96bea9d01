"""The roll."""

from dataclasses import dataclass

from bot.domain.ground.ids import CouncilId, PersonId
from handlers.callbacks import Press


@dataclass(frozen=True, slots=True)
class JoinPress(Press):
    """[Join the roll]."""

    VERB = "jo"
    FOR_ANYBODY = True

    council_id: CouncilId


@dataclass(frozen=True, slots=True)
class VouchPress(Press):
    """[Vouch] for a newcomer."""

    VERB = "vc"

    council_id: CouncilId
    person_id: PersonId


@dataclass(frozen=True, slots=True)
class HerePress(Press):
    """[I am here], under the question to those who have been silent for long."""

    VERB = "hr"

    council_id: CouncilId


@dataclass(frozen=True, slots=True)
class RollPress(Press):
    """A page of the roll."""

    VERB = "rl"

    council_id: CouncilId
    page: int
