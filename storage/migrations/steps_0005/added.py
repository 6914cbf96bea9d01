"""Who added an option to a ballot whose proposer allowed it."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "added_options",
        sa.Column("council_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("ballot_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("place", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Text(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("council_id", "ballot_id", "place", name=op.f("pk_added_options")),
    )
