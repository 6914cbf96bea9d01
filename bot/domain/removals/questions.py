"""What people are asked about removals, and before they leave the roll."""

from dataclasses import dataclass

from bot.domain.ground.ids import BallotId, PersonId
from bot.domain.ground.message import Confirmation, PersonQuestion, Question


@dataclass(frozen=True, slots=True)
class ConfirmRemoval(PersonQuestion):
    """Whom a removal would be about."""

    KEEPS_TEXT = True
    IS_NAME_FIRST = True


@dataclass(frozen=True, slots=True)
class AskRemovalGrounds(Question):
    """The grounds for a removal."""

    person_id: PersonId


@dataclass(frozen=True, slots=True)
class AskRemovalReply(Question):
    """What the person replies to the grounds."""

    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class ConfirmLeave(Confirmation):
    """Before somebody leaves the roll."""
