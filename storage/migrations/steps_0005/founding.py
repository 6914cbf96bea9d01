"""That a founding is over stands by itself; what opened in it may be asked of more than at its opening."""

import sqlalchemy as sa
from alembic import op

FILL = """
UPDATE councils SET founded_at = founding_ends_at WHERE council_id IN
(SELECT council_id FROM entries WHERE kind = 'founding_ended')
"""


def upgrade() -> None:
    """Bring the tables forward."""
    with op.batch_alter_table("councils", schema=None) as batch_op:
        batch_op.add_column(sa.Column("founded_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("other_bots", sa.Text(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("removed", sa.Text(), nullable=False, server_default="[]"))
    with op.batch_alter_table("ballots", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_widened", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(FILL)
