"""What is read for reminders of ballots."""

from dataclasses import dataclass

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ballots.messages import BallotHalfTime, BallotReminder, OfferOver
from bot.reads.ballots.card import BallotView, card_link, load_ballot
from bot.reads.ballots.headings import Heading, heading_of
from bot.reads.ground.audience import Audience
from bot.services.council.council import get_council
from bot.services.ground.ports import Reads


def load_half_time(reads: Reads, audience: Audience, message: BallotHalfTime) -> tuple[BallotView, str] | None:
    """Nothing if the ballot has closed by the time the reminder gets its turn."""
    view = load_ballot(reads, audience, message)
    is_running = view is not None and view.ballot.state in {BallotState.OPEN, BallotState.SUSPENDED}
    return (view, message.which) if view is not None and is_running else None


@dataclass(frozen=True, slots=True)
class Missed:
    """One ballot that a person has not voted on."""

    ballot: Ballot
    heading: Heading
    council: str
    link: str | None


def load_reminder(reads: Reads, _: Audience, message: BallotReminder) -> tuple[Missed, ...] | None:
    """What is still open of it when it is sent."""
    found = (reads.get(Ballot, council_id, ballot_id) for council_id, ballot_id in message.ballots)
    missed = tuple(_missed(reads, ballot) for ballot in found if ballot is not None and ballot.state == "open")
    return missed or None


def _missed(reads: Reads, ballot: Ballot) -> Missed:
    council = get_council(reads, ballot.council_id)
    return Missed(ballot, heading_of(reads, ballot), council.title, card_link(reads, ballot))


def load_offer_over(reads: Reads, _: Audience, message: OfferOver) -> tuple[Heading, ...]:
    """What the ballots were about; nothing for who may not read it any more."""
    found = (reads.get(Ballot, council_id, ballot_id) for council_id, ballot_id in message.ballots)
    return tuple(heading_of(reads, ballot) for ballot in found if ballot is not None)
