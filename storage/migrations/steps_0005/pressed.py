"""Which buttons stood under each message: a press acts under no other. Whether somebody looks for a card."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Add the columns; what went out before says nothing."""
    for table in ("outgoing", "cards"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("verbs", sa.Text(), nullable=True))
    with op.batch_alter_table("cards", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_looked_for", sa.Boolean(), nullable=False, server_default=sa.false()))
