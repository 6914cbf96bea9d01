"""Of the records."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Label, bindparam, func, select
from sqlalchemy.sql import ClauseElement

from bot.domain.ballots.entries import PapersLost
from bot.domain.ground.entry import Entry
from bot.domain.ground.kept import name_of
from bot.domain.recalls.entries import SignalsLost
from bot.domain.removals.entries import Left, Removed
from bot.domain.reports.entries import RatingsLost
from bot.domain.roll.entries import MemberJoined, MemberRests, MemberWoke
from bot.domain.roll.member import Member
from bot.services.record.queries import CountLostKeys, CountPlaces
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

PLACES = (MemberJoined, Left, Removed, MemberRests, MemberWoke)
"""What tells of a place on the roll that it is another one now."""


def _told_last() -> Label[Any]:
    """By the index of what entries are about; ordered by the column itself SQLite would walk the record backwards."""
    members, entries = KEPT[Member].table, KEPT[Entry].table
    kinds: list[Any] = [bindparam(name_of(kind), name_of(kind)) for kind in PLACES]
    own = entries.c.council_id == members.c.council_id, entries.c.subject_id == members.c.person_id
    told = select(entries.c.kind).where(*own, entries.c.kind.in_(kinds)).order_by(-entries.c.sequence).limit(1)
    return told.correlate(members).scalar_subquery().label("told")


def _places() -> ClauseElement:
    members = KEPT[Member].table
    here = members.c.council_id == bindparam("council")
    kept = select(members.c.state, _told_last()).where(here).subquery()
    return select(kept.c.state, kept.c.told, func.count()).group_by(kept.c.state, kept.c.told)


def _places_values(query: CountPlaces, _: datetime) -> dict[str, Any]:
    return {"council": query.council_id}


def _counted(rows: Sequence[Sequence[Any]]) -> Mapping[tuple[str, str | None], int]:
    return {(state, told): int(number) for state, told, number in rows}


COUNT_PLACES: Asked[CountPlaces, Mapping[tuple[str, str | None], int]] = Asked(_places, _places_values, _counted)
