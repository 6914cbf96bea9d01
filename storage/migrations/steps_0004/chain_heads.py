"""The end of each council's record stands on the council: how many entries there are, and the digest of the last."""

import sqlalchemy as sa
from alembic import op

GENESIS = "0" * 64

FILL = """
UPDATE councils SET
    entries = coalesce((SELECT max(e.sequence) FROM entries e WHERE e.council_id = councils.council_id), 0),
    head = coalesce(
        (
            SELECT e.digest FROM entries e WHERE e.council_id = councils.council_id
            ORDER BY e.sequence DESC LIMIT 1
        ),
        head
    )
"""


def upgrade() -> None:
    """Add the columns, and fill them from the records there are."""
    with op.batch_alter_table("councils", schema=None) as batch_op:
        batch_op.add_column(sa.Column("entries", sa.BigInteger(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("head", sa.Text(), nullable=False, server_default=GENESIS))
    op.execute(FILL)
