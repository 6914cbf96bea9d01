"""A removal: whom it is about, by whom it is asked, and until when a reply is taken."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.ballots.ballot import Ballot
from bot.domain.charter.charter import Charter
from bot.domain.ground.person import Person
from bot.domain.removals.duties import OpenRemoval
from bot.domain.removals.messages import RemovalCard, RemovalClosed, RemovalReplied, RemovalSelf
from bot.domain.removals.questions import ConfirmRemoval
from bot.domain.removals.subject import RemovalSubject
from bot.reads.ground.audience import Audience
from bot.reads.roll.known import Known, load_known
from bot.services.council.council import charter_in_force, get_council
from bot.services.ground.ports import Reads
from bot.services.ground.schedule import deadline
from bot.services.roll.standing import place_of


@dataclass(frozen=True, slots=True)
class RemovalView:
    """A removal with the names it needs; `cool_down`: how long nobody removed may join again.

    `is_on_roll`: whether the person is on it now.
    """

    ballot: Ballot
    title: str
    person: Known
    proposer: Person | None
    opens_at: datetime | None
    cool_down: timedelta
    is_on_roll: bool

    @property
    def reply(self) -> str:
        """What the person says to it; empty: nothing yet."""
        return self.ballot.about(RemovalSubject).reply


About = RemovalCard | RemovalSelf | RemovalReplied | RemovalClosed


def load_removal(reads: Reads, audience: Audience, message: About) -> RemovalView | None:
    """The ballot that a card or a message is about."""
    ballot = reads.get(Ballot, audience.council_id, message.ballot_id)
    if ballot is None:
        return None
    council = get_council(reads, ballot.council_id)
    proposer = reads.get(Person, ballot.proposer_id) if ballot.proposer_id else None
    known = load_known(reads, ballot.council_id, ballot.about(RemovalSubject).person_id)
    opens_at = deadline(reads, ballot.council_id, OpenRemoval(ballot.ballot_id))
    cool_down = charter_in_force(council).span("cool_down")
    is_on_roll = place_of(reads, ballot.council_id, ballot.about(RemovalSubject).person_id) is not None
    return RemovalView(ballot, council.title, known, proposer, opens_at, cool_down, is_on_roll)


@dataclass(frozen=True, slots=True)
class ConfirmView:
    """Whom a removal would be about, and by which rules it is decided."""

    question: ConfirmRemoval
    known: Known
    charter: Charter


def load_confirm(reads: Reads, audience: Audience, question: ConfirmRemoval) -> ConfirmView:
    """The person with their place on the roll."""
    known = load_known(reads, audience.council_id, question.person_id)
    return ConfirmView(question, known, charter_in_force(get_council(reads, audience.council_id)))
