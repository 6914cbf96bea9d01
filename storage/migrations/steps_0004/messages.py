"""Messages are classes now, whose times are numbers; until now times stood in their parameters as ISO text."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?\+00:00")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
OUTGOING = sa.table("outgoing", sa.column("outgoing_id", sa.Text()), sa.column("params", sa.Text()), sa.column("state"))


def upgrade() -> None:
    """What still waits to be sent says its times as the program reads them now."""
    connection = op.get_bind()
    waiting = sa.select(OUTGOING.c.outgoing_id, OUTGOING.c.params).where(OUTGOING.c.state.in_(("waiting", "shelved")))
    for outgoing_id, text in connection.execute(waiting).all():
        try:
            params = json.loads(text)
            written = {name: _number(value) for name, value in params.items()}
        except (AttributeError, ValueError):
            # It stays as it was: set aside, and named by doctor.
            continue
        if written != params:
            change = OUTGOING.update().where(OUTGOING.c.outgoing_id == outgoing_id)
            connection.execute(
                change.values(params=json.dumps(written, sort_keys=True, separators=(",", ":"), ensure_ascii=False))
            )


def _number(value: Any) -> Any:
    """A time as kept.py writes it: microseconds since 1970."""
    if isinstance(value, str) and TIME.fullmatch(value):
        return (datetime.fromisoformat(value) - EPOCH) // timedelta(microseconds=1)
    return value
