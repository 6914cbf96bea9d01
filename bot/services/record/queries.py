"""What is asked of the records as a whole; the SQL stands in storage/queries."""

from dataclasses import dataclass

from bot.services.ground.ports import Query


@dataclass(frozen=True)
class CountLostKeys(Query[int]):
    """How often a key of a ballot, of signals or of ratings was lost here, in whatever council: each is an entry."""
