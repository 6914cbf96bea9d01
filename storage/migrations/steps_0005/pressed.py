"""Which buttons stood under each message: a press acts under no other."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Add the columns; what went out before says nothing."""
    for table in ("outgoing", "cards"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("verbs", sa.Text(), nullable=True))
