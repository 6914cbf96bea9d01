"""What is read for the answer to who added an option."""

from dataclasses import dataclass

from bot.domain.ballots.ballot import Ballot
from bot.domain.ballots.messages import OptionTaken
from bot.reads.ground.audience import Audience
from bot.services.ground.ports import Reads


@dataclass(frozen=True, slots=True)
class AddedView:
    """The option as it stands on the card."""

    option: str


def load_option_taken(reads: Reads, audience: Audience, message: OptionTaken) -> AddedView | None:
    """As long as it stands there."""
    ballot = reads.get(Ballot, audience.council_id, message.ballot_id)
    is_there = ballot is not None and message.place < len(ballot.options)
    return AddedView(ballot.options[message.place]) if ballot is not None and is_there else None
