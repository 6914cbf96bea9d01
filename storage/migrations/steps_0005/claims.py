"""Who says in a group that a council which the bot was thrown out of is theirs, and what it was claimed away from."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Bring the tables forward."""
    op.create_table(
        "claims",
        sa.Column("council_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("former_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("claimed_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("council_id", "former_id", "person_id", name=op.f("pk_claims")),
    )
    op.create_index(op.f("ix_councils_state_title"), "councils", ["state", "title"])
    op.create_table(
        "vacated",
        sa.Column("council_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("left_at", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("council_id", "chat_id", name=op.f("pk_vacated")),
    )
    op.create_index(op.f("ix_vacated_chat_id"), "vacated", ["chat_id"])
    with op.batch_alter_table("councils") as batch_op:
        batch_op.add_column(sa.Column("claimed_at", sa.BigInteger(), nullable=True))
