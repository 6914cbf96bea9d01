"""The inbox is sealed; what was handled before stands in no row and no free page any more."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from bot.services.ground.sealing import Sealing

KEY_ID = "inbox-0"
"""Older than any key that the bot makes: it goes once nothing is left under it."""

SEALED_IN_STEPS = 256


def upgrade(sealing: Sealing) -> None:
    """Bring the tables forward. What was not handled yet is sealed, and handled at the start."""
    waiting = list(
        op.get_bind().execute(sa.text("SELECT update_id, raw, received_at FROM inbox WHERE done_at IS NULL"))
    )
    done = list(op.get_bind().execute(sa.text("SELECT update_id, done_at FROM inbox WHERE done_at IS NOT NULL")))
    op.drop_table("inbox")
    inbox = op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("key_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), autoincrement=False, nullable=False),
        sa.Column("received_at", sa.BigInteger(), autoincrement=False, nullable=True),
        sa.Column("done_on", sa.Text(), autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("update_id", name=op.f("pk_inbox")),
    )
    op.create_index(op.f("ix_inbox_done_on"), "inbox", ["done_on"])
    keys = op.create_table(
        "inbox_keys",
        sa.Column("key_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("is_over", sa.Boolean(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("key_id", name=op.f("pk_inbox_keys")),
    )
    blank = {"key_id": "", "sealed": b"", "received_at": None}
    rows = [{"update_id": one.update_id, "done_on": _day(one.done_at), **blank} for one in done]
    if waiting:
        sealing.make_key(KEY_ID)
        op.bulk_insert(keys, [{"key_id": KEY_ID, "is_over": False}])
        rows += [_sealed(sealing, one.update_id, one.raw, one.received_at) for one in waiting]
    op.bulk_insert(inbox, rows)


def _day(microseconds: int) -> str:
    return datetime.fromtimestamp(microseconds / 1_000_000, UTC).date().isoformat()


def _sealed(sealing: Sealing, update_id: int, raw: str, received_at: int) -> dict[str, object]:
    padded = raw.encode().ljust(-(-len(raw.encode()) // SEALED_IN_STEPS) * SEALED_IN_STEPS)
    sealed = sealing.seal(KEY_ID, padded, str(update_id))
    return {"update_id": update_id, "key_id": KEY_ID, "sealed": sealed, "received_at": received_at, "done_on": None}
