"""Of persons."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, func, or_, select
from sqlalchemy.sql import ClauseElement

from bot.domain.ground.ids import CouncilId
from bot.domain.ground.person import Person, start_of
from bot.domain.roll.member import ON_THE_ROLL, Member
from bot.services.ground.queries import LikeOnRoll, NamedOnRoll
from storage.queries.asked import Asked
from storage.tables import KEPT


def _on_roll(named: ColumnElement[bool]) -> Select[Any]:
    """Persons by an index of names, then the place of each by its key: EXISTS lets SQLite do no other way."""
    persons, members = KEPT[Person].table, KEPT[Member].table
    place = select(members.c.person_id).where(
        members.c.council_id == bindparam("council_id"),
        members.c.person_id == persons.c.person_id,
        members.c.state.in_([bindparam(f"state_{state.value}") for state in ON_THE_ROLL]),
    )
    found = select(persons).where(named, persons.c.forgotten_at.is_(None), place.exists())
    return found.order_by(persons.c.person_id)


def _places(council_id: CouncilId) -> dict[str, Any]:
    return {"council_id": council_id, **{f"state_{state.value}": state.value for state in ON_THE_ROLL}}


def _named() -> ClauseElement:
    return _on_roll(KEPT[Person].table.c.first_name == bindparam("first_name"))


def _named_values(query: NamedOnRoll, _: datetime) -> dict[str, Any]:
    return {"first_name": query.first_name, **_places(query.council_id)}


def _like() -> ClauseElement:
    columns = KEPT[Person].table.c
    part: BindParameter[str] = bindparam("part")
    size: BindParameter[int] = bindparam("size")
    first = and_(columns.first_start == bindparam("start"), func.substr(columns.first_name, 1, size) == part)
    last = and_(columns.last_start == bindparam("start"), func.substr(columns.last_name, 1, size) == part)
    return _on_roll(or_(first, last, columns.last_name == part)).limit(bindparam("limit"))


def _like_values(query: LikeOnRoll, _: datetime) -> dict[str, Any]:
    """What is too short for an index of beginnings has none: a sign that no name begins with stands for it."""
    start = start_of(query.part) or "\n"
    said = {"part": query.part, "size": len(query.part), "start": start, "limit": query.limit}
    return {**said, **_places(query.council_id)}


def _answer(rows: Sequence[Sequence[Any]]) -> list[Person]:
    return KEPT[Person].readable(rows)


NAMED_ON_ROLL: Asked[NamedOnRoll, list[Person]] = Asked(_named, _named_values, _answer)
LIKE_ON_ROLL: Asked[LikeOnRoll, list[Person]] = Asked(_like, _like_values, _answer)
