"""What candidates say of themselves stands beside their names."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Bring the tables forward."""
    with op.batch_alter_table("nominees") as batch_op:
        batch_op.add_column(sa.Column("introduction", sa.Text(), nullable=False, server_default=""))
