"""Who wants the weekly digest: nobody, until they say so."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Bring the tables forward."""
    with op.batch_alter_table("persons", schema=None) as batch_op:
        batch_op.add_column(sa.Column("wants_digest", sa.Boolean(), nullable=False, server_default=sa.false()))
