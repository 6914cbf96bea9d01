"""Whom an answer is for, and ways to what waits for one person or one group."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Bring the tables forward."""
    with op.batch_alter_table("outgoing", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asker_id", sa.Text(), nullable=True))
        for columns in (["asker_id", "chat_id", "state"], ["person_id", "state"], ["council_id", "person_id", "state"]):
            batch_op.create_index(batch_op.f("_".join(("ix_outgoing", *columns))), columns, unique=False)
