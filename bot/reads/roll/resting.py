"""Those who have been silent for long."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from bot.domain.council.council import Council
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.message import Message
from bot.domain.ground.person import Person
from bot.domain.roll.messages import StillHereAll
from bot.reads.ground.audience import Audience
from bot.services.council.council import get_council
from bot.services.ground.ports import Reads

M = TypeVar("M", bound=Message)


def load_council_with(reads: Reads, audience: Audience, message: M) -> tuple[Council, M]:
    """The council, and what is said."""
    return get_council(reads, audience.council_id), message


@dataclass(frozen=True, slots=True)
class SilentView:
    """Those who are asked together in the group."""

    council_id: CouncilId
    people: tuple[Person, ...]
    until: datetime


def load_silent(reads: Reads, audience: Audience, message: StillHereAll) -> SilentView:
    """The persons asked."""
    found = (reads.get(Person, person_id) for person_id in message.person_ids)
    return SilentView(audience.council_id, tuple(person for person in found if person), message.until)
