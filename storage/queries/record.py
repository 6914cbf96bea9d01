"""Of the records."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.sql import ClauseElement

from bot.domain.ballots.entries import PapersLost
from bot.domain.ground.entry import Entry
from bot.domain.ground.kept import name_of
from bot.domain.recalls.entries import SignalsLost
from bot.domain.reports.entries import RatingsLost
from bot.services.record.queries import CountLostKeys
from storage.queries.asked import Asked
from storage.tables import KEPT

LOST = (PapersLost, SignalsLost, RatingsLost)


def _statement() -> ClauseElement:
    """By the index of kinds: however long the records are, this many rows are looked at."""
    entries = KEPT[Entry].table
    kinds: list[Any] = [bindparam(name_of(kind), name_of(kind)) for kind in LOST]
    return select(func.count()).select_from(entries).where(entries.c.kind.in_(kinds))


def _values(_: CountLostKeys, __: datetime) -> dict[str, Any]:
    return {}


def _answer(rows: Sequence[Sequence[Any]]) -> int:
    ((number,),) = rows
    return int(number)


COUNT_LOST_KEYS: Asked[CountLostKeys, int] = Asked(_statement, _values, _answer)
