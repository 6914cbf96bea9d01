"""What was sent with a proposal stands on its ballot."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Bring the tables forward."""
    with op.batch_alter_table("ballots") as batch_op:
        batch_op.add_column(sa.Column("files", sa.Text(), nullable=False, server_default="[]"))
