"""A report that was begun and put aside."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "kept_drafts",
        sa.Column("council_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("mandate_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("claims", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("files", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("kept_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("council_id", "mandate_id", name=op.f("pk_kept_drafts")),
    )
