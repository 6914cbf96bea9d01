"""Of persons."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.sql import ClauseElement

from bot.domain.ground.person import Person
from bot.domain.roll.member import ON_THE_ROLL, Member
from bot.services.ground.queries import NamedOnRoll
from storage.queries.asked import Asked
from storage.tables import KEPT


def _statement() -> ClauseElement:
    """Persons by the index of first names, then the place of each by its key: EXISTS lets SQLite do no other way."""
    persons, members = KEPT[Person].table, KEPT[Member].table
    place = select(members.c.person_id).where(
        members.c.council_id == bindparam("council_id"),
        members.c.person_id == persons.c.person_id,
        members.c.state.in_([bindparam(f"state_{state.value}") for state in ON_THE_ROLL]),
    )
    named = persons.c.first_name == bindparam("first_name"), persons.c.forgotten_at.is_(None)
    return select(persons).where(*named, place.exists()).order_by(persons.c.person_id)


def _values(query: NamedOnRoll, _: datetime) -> dict[str, Any]:
    states = {f"state_{state.value}": state.value for state in ON_THE_ROLL}
    return {"council_id": query.council_id, "first_name": query.first_name, **states}


def _answer(rows: Sequence[Sequence[Any]]) -> list[Person]:
    return KEPT[Person].readable(rows)


NAMED_ON_ROLL: Asked[NamedOnRoll, list[Person]] = Asked(_statement, _values, _answer)
