"""Of the roll."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, bindparam, func, select
from sqlalchemy.sql import ClauseElement

from bot.domain.roll.member import Member, MemberState
from bot.services.roll.queries import CountRoll, RollCount
from storage.queries.asked import Asked
from storage.rows import to_microseconds
from storage.tables import KEPT


def _statement() -> ClauseElement:
    """Each count walks a stretch of one index alone, by council, state and when one may vote."""
    active, resting = _number("active"), _number("resting")
    waiting = _number("active", KEPT[Member].table.c.may_vote_at > bindparam("now"))
    return select(active, resting, waiting)


def _number(state: str, *conditions: ColumnElement[bool]) -> ScalarSelect[int]:
    members = KEPT[Member].table
    here = members.c.council_id == bindparam("council_id"), members.c.state == bindparam(state)
    return select(func.count()).select_from(members).where(*here, *conditions).scalar_subquery()


def _values(query: CountRoll, now: datetime) -> dict[str, Any]:
    states = {"active": MemberState.ACTIVE.value, "resting": MemberState.RESTING.value}
    return {"council_id": query.council_id, "now": to_microseconds(now), **states}


def _answer(rows: Sequence[Sequence[Any]]) -> RollCount:
    ((active, resting, waiting),) = rows
    return RollCount(active + resting, resting, waiting)


COUNT_ROLL: Asked[CountRoll, RollCount] = Asked(_statement, _values, _answer)
