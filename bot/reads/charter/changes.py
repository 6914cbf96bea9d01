"""What is read about changes of the charter."""

from typing import Any

from bot.domain.ballots.ballot import Ballot
from bot.reads.ground.audience import Audience
from bot.services.ground.ports import Reads


def load_not_applied(reads: Reads, audience: Audience, params: dict[str, Any]) -> Ballot | None:
    """The adopted change that no longer fits."""
    return reads.get(Ballot, audience.council_id, params["ballot_id"])
