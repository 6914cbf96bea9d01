"""Of the roll."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, func, or_, select
from sqlalchemy.sql import ClauseElement

from bot.domain.council.council import Council
from bot.domain.ground.person import Person
from bot.domain.roll.member import ON_THE_ROLL, Member, MemberState
from bot.services.roll.queries import CountRoll, LanguagesOnRoll, PageOfRoll, RollCount
from storage.queries.asked import Asked
from storage.rows import to_microseconds
from storage.tables import KEPT


def _statement() -> ClauseElement:
    """The council knows all but who waits: a stretch of one index, by council, state and when one may vote."""
    members, councils = KEPT[Member].table, KEPT[Council].table
    here = members.c.council_id == councils.c.council_id
    still = members.c.state == bindparam("active"), members.c.may_vote_at > bindparam("now")
    waiting = select(func.count()).select_from(members).where(here, *still).scalar_subquery()
    return select(councils.c.on_roll, councils.c.resting, waiting).where(councils.c.council_id == bindparam("council"))


def _values(query: CountRoll, now: datetime) -> dict[str, Any]:
    return {"council": query.council_id, "now": to_microseconds(now), "active": MemberState.ACTIVE.value}


def _answer(rows: Sequence[Sequence[Any]]) -> RollCount:
    ((everybody, resting, waiting),) = rows
    return RollCount(everybody, resting, waiting)


COUNT_ROLL: Asked[CountRoll, RollCount] = Asked(_statement, _values, _answer)


def _page() -> ClauseElement:
    """Along the index by when they joined: one by state would have the whole roll sorted for every page."""
    members = KEPT[Member].table.c
    on_roll = [members.state == bindparam(state.value, state.value) for state in ON_THE_ROLL]
    here = members.council_id == bindparam("council")
    order = members.joined_at, members.person_id
    page = select(KEPT[Member].table).where(here, case((or_(*on_roll), 1), else_=0) == 1).order_by(*order)
    return page.limit(bindparam("limit")).offset(bindparam("skip"))


def _page_values(query: PageOfRoll, _: datetime) -> dict[str, Any]:
    return {"council": query.council_id, "skip": query.skip, "limit": query.limit}


def _members(rows: Sequence[Sequence[Any]]) -> list[Member]:
    return KEPT[Member].readable(rows)


PAGE_OF_ROLL: Asked[PageOfRoll, list[Member]] = Asked(_page, _page_values, _members)


def _languages() -> ClauseElement:
    members, persons = KEPT[Member].table, KEPT[Person].table
    on_roll = members.c.state.in_([bindparam(state.value, state.value) for state in ON_THE_ROLL])
    here = members.c.council_id == bindparam("council"), members.c.person_id == persons.c.person_id
    return select(persons.c.language).distinct().where(*here, on_roll, persons.c.language.is_not(None))


def _languages_values(query: LanguagesOnRoll, _: datetime) -> dict[str, Any]:
    return {"council": query.council_id}


def _codes(rows: Sequence[Sequence[Any]]) -> list[str]:
    return sorted(code for (code,) in rows)


LANGUAGES_ON_ROLL: Asked[LanguagesOnRoll, list[str]] = Asked(_languages, _languages_values, _codes)
