"""Of mandates."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.sql import ClauseElement

from bot.domain.elections.office import Office
from bot.domain.mandates.mandate import Mandate
from bot.services.mandates.queries import StandingMandates
from storage.queries.asked import Asked
from storage.tables import KEPT


def _statement() -> ClauseElement:
    """Those that stand by their index, the office of each by its key; in order SQLite would walk all there were."""
    mandates, offices = KEPT[Mandate].table, KEPT[Office].table
    of_office = (offices.c.council_id == mandates.c.council_id) & (offices.c.office_id == mandates.c.office_id)
    standing = mandates.c.council_id == bindparam("council"), mandates.c.ended_at.is_(None)
    joined = select(mandates, offices.c.name.label("office")).join(offices, of_office)
    return joined.where(*standing)


def _values(query: StandingMandates, _: datetime) -> dict[str, Any]:
    return {"council": query.council_id}


def _answer(rows: Sequence[Sequence[Any]]) -> list[tuple[Mandate, str]]:
    found = [(mandate, row[-1]) for row in rows for mandate in KEPT[Mandate].readable([row[:-1]])]
    return sorted(found, key=lambda one: one[0].mandate_id)


STANDING_MANDATES: Asked[StandingMandates, list[tuple[Mandate, str]]] = Asked(_statement, _values, _answer)
