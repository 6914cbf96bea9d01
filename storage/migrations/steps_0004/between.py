"""Letters between councils, and broadcasts to all of them."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Make their tables."""
    end = sa.Column("done_at", sa.BigInteger(), autoincrement=False, nullable=True)
    said = (_text("kind"), _text("data"), _number("begun_at"), _text("cursor"), end)
    _make("broadcasts", ["broadcast_id"], _text("broadcast_id"), *said)
    pair = ["council_id", "receiver_id", "number"]
    _make("letters_sent", pair, *_pair("receiver_id"), _text("kind"), _text("data"), _number("sent_at"))
    _make("letters_received", ["council_id", "sender_id"], *_pair("sender_id"))
    pair = ["council_id", "sender_id", "number"]
    _make("letters_early", pair, *_pair("sender_id"), _text("kind"), _text("data"))


def _make(name: str, key: list[str], *columns: sa.Column[str] | sa.Column[int]) -> None:
    op.create_table(name, *columns, sa.PrimaryKeyConstraint(*key, name=op.f(f"pk_{name}")))


def _pair(other: str) -> tuple[sa.Column[str], sa.Column[str], sa.Column[int]]:
    return _text("council_id"), _text(other), _number("number")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), autoincrement=False, nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), autoincrement=False, nullable=False)
