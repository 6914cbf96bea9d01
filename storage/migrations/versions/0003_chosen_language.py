"""Whether a person chose their language, or it follows Telegram."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Bring the tables forward."""
    with op.batch_alter_table("persons", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_language_chosen", sa.Boolean(), nullable=False, server_default=sa.false()))
