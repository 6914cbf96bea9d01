"""What is read about nominations."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ballots.ballot import Ballot
from bot.domain.elections.duties import EndNominations
from bot.domain.elections.messages import Nominated, NomineeNoted, PickElection
from bot.domain.ground.ids import PersonId
from bot.domain.ground.person import Person
from bot.reads.ground.audience import Audience
from bot.services.council.council import get_council
from bot.services.ground.persons import name_here
from bot.services.ground.ports import Reads
from bot.services.ground.schedule import deadline


@dataclass(frozen=True, slots=True)
class NomineeView:
    """Somebody's name put forward for an office; `is_asked_here`: no private message can ask them."""

    ballot: Ballot
    council: str
    name: str
    telegram_id: int
    state: str
    is_asked_here: bool
    until: datetime | None


def load_nominee(reads: Reads, audience: Audience, message: Nominated | NomineeNoted) -> NomineeView | None:
    """The election and the person; in private the person is the reader."""
    ballot = reads.get(Ballot, audience.council_id, message.ballot_id)
    noted = message if isinstance(message, NomineeNoted) else None
    person = reads.get(Person, noted.person_id if noted else audience.person_id)
    if ballot is None or person is None:
        return None
    title = get_council(reads, audience.council_id).title
    state, is_asked_here = noted.state if noted else "", audience.person_id is None and not person.is_reachable
    until = deadline(reads, ballot.council_id, EndNominations(ballot.ballot_id))
    name = name_here(reads, audience.council_id, person)
    return NomineeView(ballot, title, name, person.telegram_id, state, is_asked_here, until)


@dataclass(frozen=True, slots=True)
class PickView:
    """The elections to pick from, for one person."""

    ballots: tuple[Ballot, ...]
    person_id: PersonId
    name: str


def load_pick(reads: Reads, audience: Audience, message: PickElection) -> PickView:
    """The elections that take nominations."""
    found = (reads.get(Ballot, audience.council_id, ballot_id) for ballot_id in message.ballot_ids)
    person = reads.get(Person, message.person_id)
    ballots = tuple(ballot for ballot in found if ballot is not None)
    return PickView(ballots, message.person_id, name_here(reads, audience.council_id, person))
