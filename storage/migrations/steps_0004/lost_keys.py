"""Entries are found by their kind: /privacy says how often a key was lost."""

from alembic import op


def upgrade() -> None:
    """Add the index."""
    op.create_index(op.f("ix_entries_kind"), "entries", ["kind"], unique=False)
