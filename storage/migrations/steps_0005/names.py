"""People are found by their last names too, and by the beginnings of their names, as they look."""

import sqlalchemy as sa
from alembic import op

from bot.domain.ground.person import named

COLUMNS = ("last_name", "first_start", "last_start")


def upgrade() -> None:
    """Add the columns with their indexes, and fill them."""
    with op.batch_alter_table("persons", schema=None) as batch_op:
        for column in COLUMNS:
            batch_op.add_column(sa.Column(column, sa.Text(), nullable=False, server_default=""))
            batch_op.create_index(op.f(f"ix_persons_{column}"), [column])
    _fill(op.get_bind())


def _fill(connection: sa.Connection) -> None:
    """Of the forgotten nothing."""
    reading = sa.text("SELECT person_id, name FROM persons WHERE forgotten_at IS NULL")
    known = [{"id": person_id, **named(name)} for person_id, name in connection.execute(reading)]
    if known:
        columns = ", ".join(f"{column} = :{column}" for column in ("first_name", *COLUMNS))
        connection.execute(sa.text(f"UPDATE persons SET {columns} WHERE person_id = :id"), known)  # noqa: S608 (names)
