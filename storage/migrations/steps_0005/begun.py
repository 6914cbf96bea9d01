"""What was asked in private in place of a group says in which group, and topic, it began."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Bring the tables forward."""
    with op.batch_alter_table("dialogs") as batch_op:
        batch_op.add_column(sa.Column("begun_in", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("begun_thread", sa.BigInteger(), nullable=True))
