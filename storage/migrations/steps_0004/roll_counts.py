"""How many are on each roll, and how many of them rest, stands on the council."""

import sqlalchemy as sa
from alembic import op

FILL = """
UPDATE councils SET
    on_roll = (
        SELECT count(*) FROM members m WHERE m.council_id = councils.council_id AND m.state IN ('active', 'resting')
    ),
    resting = (SELECT count(*) FROM members m WHERE m.council_id = councils.council_id AND m.state = 'resting')
"""


def upgrade() -> None:
    """Add the columns, and fill them from the rolls there are."""
    with op.batch_alter_table("councils", schema=None) as batch_op:
        for column in ("on_roll", "resting"):
            batch_op.add_column(sa.Column(column, sa.BigInteger(), nullable=False, server_default="0"))
    op.execute(FILL)
