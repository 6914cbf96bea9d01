"""Who was seen in a group's chat. Who is on the roll by now is taken as seen, as joining asked nothing more."""

import sqlalchemy as sa
from alembic import op

FILL = """
INSERT INTO seen_in_chats (council_id, person_id, seen_at)
SELECT council_id, person_id, joined_at FROM members WHERE state IN ('active', 'resting') AND left_chat_at IS NULL
"""


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "seen_in_chats",
        sa.Column("council_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("seen_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("council_id", "person_id", name=op.f("pk_seen_in_chats")),
    )
    op.execute(FILL)
