"""Usernames that another has taken: for a while either may be meant."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Bring the tables forward."""
    with op.batch_alter_table("persons", schema=None) as batch_op:
        batch_op.add_column(sa.Column("lost_username", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("lost_username_at", sa.BigInteger(), nullable=True))
        batch_op.create_index(op.f("ix_persons_lost_username"), ["lost_username"])
