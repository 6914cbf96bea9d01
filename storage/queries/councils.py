"""Of councils."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.sql import ClauseElement

from bot.domain.council.council import Council
from bot.services.ground.queries import CouncilAt, CouncilsAfter
from storage.queries.asked import Asked
from storage.rows import from_microseconds
from storage.tables import KEPT


def _statement() -> ClauseElement:
    councils = KEPT[Council].table
    behind = councils.c.council_id > bindparam("after")
    columns = councils.c.council_id, councils.c.created_at
    return select(*columns).where(behind).order_by(councils.c.council_id).limit(bindparam("limit"))


def _values(query: CouncilsAfter, _: datetime) -> dict[str, Any]:
    return {"after": query.after, "limit": query.limit}


def _answer(rows: Sequence[Sequence[Any]]) -> list[CouncilAt]:
    return [CouncilAt(council_id, from_microseconds(created_at)) for council_id, created_at in rows]


COUNCILS_AFTER: Asked[CouncilsAfter, list[CouncilAt]] = Asked(_statement, _values, _answer)
