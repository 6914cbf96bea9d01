"""Of the roll."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.sql import ClauseElement

from bot.domain.council.council import Council
from bot.domain.roll.member import Member, MemberState
from bot.services.roll.queries import CountRoll, RollCount
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
