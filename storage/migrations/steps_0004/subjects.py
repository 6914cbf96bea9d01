"""What a ballot is about is a dataclass of its kind, read back strictly; until now it was JSON of any shape."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.migrations.steps_0004.damaged import naming

Subject = dict[str, Any]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _election(subject: Subject) -> Subject:
    """The time becomes microseconds; whether it replaces somebody follows from whom."""
    subject["replaces_id"] = subject.pop("replaces", None)
    subject.pop("is_replacement", None)
    if subject["ends_at"] is not None:
        subject["ends_at"] = (datetime.fromisoformat(subject["ends_at"]) - EPOCH) // timedelta(microseconds=1)
    return subject


def _recall(subject: Subject) -> Subject:
    subject["holder_ids"] = subject.pop("without", [])
    return subject


def _removal(subject: Subject) -> Subject:
    subject.pop("without", None)
    return subject


CHANGED: dict[str, Callable[[Subject], Subject]] = {"election": _election, "recall": _recall, "removal": _removal}


def upgrade() -> None:
    """Rewrite the rows of the kinds whose fields have other names or forms now."""
    connection = op.get_bind()
    ballots = sa.table("ballots", *map(sa.column, ("council_id", "ballot_id", "kind", "subject")))
    chosen = sa.select(ballots).where(ballots.c.kind.in_(list(CHANGED)))
    for row in connection.execute(chosen).all():
        with naming("ballots", row.ballot_id):
            changed = CHANGED[row.kind](json.loads(row.subject))
        text = json.dumps(changed, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        mine = (ballots.c.council_id == row.council_id) & (ballots.c.ballot_id == row.ballot_id)
        connection.execute(sa.update(ballots).where(mine).values(subject=text))
