"""The roll is counted, and people are found by their first names, through indexes."""

import sqlalchemy as sa
from alembic import op

from bot.domain.ground.person import first_name_of


def upgrade() -> None:
    """Add the column with its index, fill it, and index the roll by who may vote when."""
    with op.batch_alter_table("persons", schema=None) as batch_op:
        batch_op.add_column(sa.Column("first_name", sa.Text(), nullable=False, server_default=""))
        batch_op.create_index(batch_op.f("ix_persons_first_name"), ["first_name"], unique=False)
    with op.batch_alter_table("members", schema=None) as batch_op:
        index = batch_op.f("ix_members_council_id_state_may_vote_at")
        batch_op.create_index(index, ["council_id", "state", "may_vote_at"], unique=False)
    fill(op.get_bind())


def fill(connection: sa.Connection) -> None:
    """Everybody's first name as it is compared; of the forgotten none."""
    reading = sa.text("SELECT person_id, name FROM persons WHERE forgotten_at IS NULL")
    known = [{"id": person_id, "first": first_name_of(name)} for person_id, name in connection.execute(reading)]
    if known:
        connection.execute(sa.text("UPDATE persons SET first_name = :first WHERE person_id = :id"), known)
