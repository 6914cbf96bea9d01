"""What is read for reminders of ballots."""

from dataclasses import dataclass

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ballots.messages import AboutBallot, BallotHalfTime, BallotReminder, OfferOver
from bot.reads.ballots.card import BallotView, card_link, load_ballot
from bot.reads.ballots.headings import Heading, heading_of
from bot.reads.ground.audience import Audience
from bot.services.council.council import get_council
from bot.services.ground.ports import Reads

RUNS = frozenset({BallotState.OPEN, BallotState.SUSPENDED})


@dataclass(frozen=True, slots=True)
class LacksVotes:
    """One ballot of which the council is reminded, and where its card stands; None in groups without addresses."""

    view: BallotView
    link: str | None


def load_half_time(
    reads: Reads, audience: Audience, message: BallotHalfTime
) -> tuple[tuple[LacksVotes, ...], str] | None:
    """Nothing of what has closed by the time the reminder gets its turn, or is drawn again."""
    views = (load_ballot(reads, audience, AboutBallot(ballot_id)) for ballot_id in message.ballots)
    running = [view for view in views if view is not None and view.ballot.state in RUNS]
    shown = tuple(LacksVotes(view, card_link(reads, view.ballot)) for view in running)
    return (shown, message.which) if shown else None


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
