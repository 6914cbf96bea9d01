"""Since when a group cannot be written to."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Add the column: nothing is known of it yet."""
    with op.batch_alter_table("councils", schema=None) as batch_op:
        batch_op.add_column(sa.Column("muted_since_at", sa.BigInteger(), nullable=True))
