"""Of the records."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Label, String, and_, bindparam, case, func, or_, select, type_coerce
from sqlalchemy.sql import ClauseElement

from bot.domain.ballots.elector import Elector
from bot.domain.ballots.entries import PapersLost
from bot.domain.ground.entry import Entry
from bot.domain.ground.kept import name_of
from bot.domain.recalls.entries import SignalsLost
from bot.domain.removals.entries import Left, Removed
from bot.domain.reports.entries import RatingsLost
from bot.domain.roll.entries import MemberJoined, MemberRests, MemberWoke
from bot.domain.roll.member import Member
from bot.services.record.queries import (
    CountElectorate,
    CountLostKeys,
    CountPlaces,
    ElectorateCount,
    EntriesNaming,
    KindsTold,
)
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


def _kinds_told() -> ClauseElement:
    entries = KEPT[Entry].table
    return select(entries.c.subject_id, entries.c.kind).where(entries.c.council_id == bindparam("council")).distinct()


def _council(query: KindsTold, _: datetime) -> dict[str, Any]:
    return {"council": query.council_id}


def _by_subject(rows: Sequence[Sequence[Any]]) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for subject_id, kind in rows:
        found.setdefault(subject_id, set()).add(kind)
    return {subject_id: frozenset(kinds) for subject_id, kinds in found.items()}


KINDS_TOLD: Asked[KindsTold, Mapping[str, frozenset[str]]] = Asked(_kinds_told, _council, _by_subject)

WORDS = 5
"""So many words are looked for at once."""

VOTES = ("voted", "signalled")


def _naming() -> ClauseElement:
    """As the program writes JSON: a name stands in quotes, and nothing at all is two brackets."""
    entries = KEPT[Entry].table
    text = type_coerce(entries.c.data, String)
    named = or_(*(text.like(bindparam(f"word_{number}")) for number in range(WORDS)))
    told = and_(
        entries.c.kind.in_([bindparam(f"kind_{kind}", kind) for kind in VOTES]), text != bindparam("empty", "{}")
    )
    return select(entries).where(or_(told, and_(entries.c.actor_id.is_not(None), named)))


def _words(query: EntriesNaming, _: datetime) -> dict[str, Any]:
    words = [*query.words, *query.words[-1:] * WORDS][:WORDS]
    return {f"word_{number}": f'%"{word}"%' for number, word in enumerate(words)}


ENTRIES_NAMING: Asked[EntriesNaming, list[Entry]] = Asked(_naming, _words, KEPT[Entry].readable)


def _electorate() -> ClauseElement:
    electors, members = KEPT[Elector].table, KEPT[Member].table
    place = select(members.c.person_id).where(
        members.c.council_id == electors.c.council_id, members.c.person_id == electors.c.holder_id
    )
    stranger = case((and_(electors.c.holder_id.is_not(None), ~place.exists()), 1), else_=0)
    asked = select(func.count(), func.coalesce(func.sum(electors.c.weight), 0), func.coalesce(func.sum(stranger), 0))
    return asked.where(electors.c.council_id == bindparam("council"), electors.c.ballot_id == bindparam("ballot"))


def _ballot(query: CountElectorate, _: datetime) -> dict[str, Any]:
    return {"council": query.council_id, "ballot": query.ballot_id}


def _electorate_count(rows: Sequence[Sequence[Any]]) -> ElectorateCount:
    ((electors, weight, outsiders),) = rows
    return ElectorateCount(int(electors), int(weight), int(outsiders))


COUNT_ELECTORATE: Asked[CountElectorate, ElectorateCount] = Asked(_electorate, _ballot, _electorate_count)
