"""Electors are members or seats, with weights; until now every elector was a member and weighed 1."""

import sqlalchemy as sa
from alembic import op


def upgrade() -> None:
    """Bring the tables forward."""
    for table in ("electors", "choices"):
        # Both engines rename a column within its keys in place; a copy of the table would be read by nobody.
        op.execute(f"ALTER TABLE {table} RENAME COLUMN person_id TO elector_id")
    op.add_column("electors", sa.Column("holder_id", sa.Text(), nullable=True))
    op.add_column("electors", sa.Column("weight", sa.BigInteger(), nullable=False, server_default="1"))
    op.execute("UPDATE electors SET holder_id = elector_id")
    op.add_column("choices", sa.Column("cast_as", sa.Text(), nullable=False, server_default="own"))
    for column in ("electors", "voters"):
        op.add_column("ballots", sa.Column(column, sa.BigInteger(), nullable=False, server_default="0"))
    op.execute("UPDATE ballots SET electors = electorate, voters = voted")
    op.add_column("ballots", sa.Column("early_by_s", sa.BigInteger(), nullable=True))
    op.add_column("councils", sa.Column("tier", sa.BigInteger(), nullable=False, server_default="0"))
    op.create_table(
        "seats",
        sa.Column("council_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("seat_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("sender_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("weight", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("holder_id", sa.Text(), autoincrement=False, nullable=True),
        sa.PrimaryKeyConstraint("council_id", "seat_id", name=op.f("pk_seats")),
    )
