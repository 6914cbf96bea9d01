"""What is read about changes of the charter."""

from bot.domain.ballots.ballot import Ballot
from bot.domain.charter.messages import CharterNotApplied
from bot.reads.ground.audience import Audience
from bot.services.ground.ports import Reads


def load_not_applied(reads: Reads, audience: Audience, message: CharterNotApplied) -> Ballot | None:
    """The adopted change that no longer fits."""
    return reads.get(Ballot, audience.council_id, message.ballot_id)
