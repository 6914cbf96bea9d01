"""Which database this is: an id by which its keys are kept apart from those of others (KEY_DIR/<id>/)."""

from secrets import token_hex

from sqlalchemy import Connection, inspect, select

from bot.domain.ground.installation import Installation
from storage.tables import KEPT

TABLE = KEPT[Installation].table


def installation_of(connection: Connection) -> str | None:
    """The database's id; None for one that no version with keys was started on."""
    if not inspect(connection).has_table(TABLE.name):
        return None
    return connection.execute(select(TABLE.c.installation_id)).scalar()


def give_installation(connection: Connection) -> str:
    """The database's id, made if there is none: its caller commits before a key is made under it."""
    known = installation_of(connection)
    if known is not None:
        return known
    TABLE.create(connection, checkfirst=True)
    made = token_hex(16)
    connection.execute(TABLE.insert().values(installation_id=made))
    return made
