"""What nobody sees makes no other office: their keys, and those of races, are without it."""

import json
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from bot.domain.ground.names import office_key


def upgrade() -> None:
    """Write the keys that are others now; where two offices look alike the later one keeps its own."""
    connection = op.get_bind()
    _write_keys(connection)
    _write_races(connection)


def _write_keys(connection: sa.Connection) -> None:
    reading = sa.text("SELECT council_id, office_id, name, key FROM offices ORDER BY office_id")
    offices = connection.execute(reading).all()
    taken = {(council_id, key) for council_id, _, _, key in offices}
    writing = sa.text("UPDATE offices SET key = :key WHERE council_id = :council_id AND office_id = :office_id")
    for council_id, office_id, name, _ in offices:
        if (council_id, key := office_key(name)) not in taken:
            taken.add((council_id, key))
            connection.execute(writing, {"key": key, "council_id": council_id, "office_id": office_id})


def _write_races(connection: sa.Connection) -> None:
    writing = sa.text("UPDATE ballots SET subject = :subject WHERE council_id = :council_id AND ballot_id = :ballot_id")
    for council_id, ballot_id, subject in _races(connection):
        connection.execute(writing, {"subject": subject, "council_id": council_id, "ballot_id": ballot_id})


def _races(connection: sa.Connection) -> Iterator[tuple[str, str, str]]:
    """Those of ballots whose key is another now."""
    reading = sa.text("SELECT council_id, ballot_id, subject FROM ballots WHERE kind = 'election'")
    for council_id, ballot_id, written in connection.execute(reading).all():
        subject = json.loads(written)
        key = office_key(str(subject.get("key", "")))
        if subject.get("key") not in {None, key}:
            yield council_id, ballot_id, json.dumps(subject | {"key": key}, ensure_ascii=False)
