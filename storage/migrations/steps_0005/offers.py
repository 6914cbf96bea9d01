"""What was said to one person names what it is about, so that its buttons go with the end of that."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Bring the tables forward. What was sent before keeps its buttons until they are pressed."""
    with op.batch_alter_table("outgoing", schema=None) as batch_op:
        batch_op.add_column(sa.Column("about_id", sa.Text(), nullable=True))
        batch_op.create_index(op.f("ix_outgoing_council_id_about_id"), ["council_id", "about_id"])
