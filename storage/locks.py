"""Locks of a transaction on PostgreSQL: what its use-cases named, so that no other process changes it meanwhile.

READ COMMITTED with these loses nothing, where SERIALIZABLE lost 4 to 6 votes of a hundred to collisions that were not
tried long enough, even between different councils. All are taken at the beginning of a batch and in sorted order: the
groups and persons first, then the councils that are found behind them; so two batches never wait for each other in a
circle. Only if a council took another's place while a batch waited, what is found then is locked late; should two wait
for each other over that, PostgreSQL ends one, which runs again whole. SQLite has one writer and needs none.
"""

import hashlib
from collections.abc import Iterable

from sqlalchemy import Connection

from bot.domain.ground.ids import CouncilId
from bot.services.ground.ports import Reads
from bot.services.ground.reach import EVERYWHERE, Named, councils_led_to, ground_names


def take_locks(connection: Connection, reads: Reads, names: Iterable[Named]) -> None:
    """Lock what a batch named; returns once nobody else holds any of it."""
    if connection.dialect.name == "sqlite":
        return
    wanted = set(names)
    if EVERYWHERE in wanted:
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%(key)s)", {"key": key_of("everywhere")})
        return
    connection.exec_driver_sql("SELECT pg_advisory_xact_lock_shared(%(key)s)", {"key": key_of("everywhere")})
    _lock(connection, ground_names(wanted))
    locked: set[CouncilId] = set()
    while missing := councils_led_to(reads, wanted) - locked:
        lock_councils(connection, missing)
        locked |= missing


def lock_councils(connection: Connection, council_ids: Iterable[str]) -> None:
    """Lock these councils, in sorted order; nothing on SQLite."""
    if connection.dialect.name != "sqlite":
        _lock(connection, {f"council:{council_id}" for council_id in council_ids})


def _lock(connection: Connection, names: Iterable[str]) -> None:
    keys = sorted(map(key_of, names))
    if keys:
        taking = "SELECT pg_advisory_xact_lock(key) FROM unnest(CAST(%(keys)s AS bigint[])) AS key"
        connection.exec_driver_sql(taking, {"keys": keys})


def key_of(name: str) -> int:
    """The number that PostgreSQL locks for a name: 64 bits of its digest."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
