"""What a ballot came to is a dataclass of its method, read back strictly; why it was never counted stands apart."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from storage.migrations.steps_0004.damaged import naming

Result = dict[str, Any]

CHECK = ("name", "got", "needed", "of", "met")
SEATING = ("mandates", "seated", "passed_over", "next")


def upgrade() -> None:
    """One column more, and every result in its new form; none where nothing was counted."""
    with op.batch_alter_table("ballots") as batch:
        batch.add_column(sa.Column("ended", sa.Text(), nullable=True))
        batch.alter_column("result", existing_type=sa.Text(), nullable=True)
    connection = op.get_bind()
    ballots = sa.table("ballots", *map(sa.column, ("council_id", "ballot_id", "result", "ended")))
    for row in connection.execute(sa.select(ballots)).all():
        with naming("ballots", row.ballot_id):
            result, ended = _split(json.loads(row.result))
        mine = (ballots.c.council_id == row.council_id) & (ballots.c.ballot_id == row.ballot_id)
        connection.execute(sa.update(ballots).where(mine).values(result=_text(result), ended=_text(ended)))


def _split(found: Result) -> tuple[Result | None, Result | None]:
    """What was counted, or else why it ended; of an open ballot neither."""
    if "counts" in found or "voted" in found:
        return _typed(found), None
    return None, {name: found[name] for name in ("why", "got", "needed") if name in found} or None


def _typed(found: Result) -> Result:
    """Conditions, rounds' ties and who was seated become objects."""
    if "checks" in found:
        found["checks"] = [dict(zip(CHECK, check, strict=True)) for check in found["checks"]]
    for tie in (each["tie"] for each in found.get("rounds", ()) if each["tie"]):
        tie["broken_by"] = tie.pop("by")
    seating = {name: found.pop(name) for name in SEATING if name in found}
    return {**found, "seating": seating} if seating else found


def _text(value: Result | None) -> str | None:
    return None if value is None else json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
