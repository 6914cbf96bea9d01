"""What the program cannot read: each row by table and key, and never what is in it."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from bot.domain.ground.broadcast import Broadcast
from bot.domain.ground.dialog import Dialog
from bot.domain.ground.due import Due
from bot.domain.ground.kept import NotReadableError, Unreadable, by_name, from_json
from bot.domain.ground.letter import Early
from bot.services.ground.dialogs import PICKING
from bot.services.ground.ports import Reads
from bot.services.ground.schedule import duty_of

SHOWN = 20
"""Of each table; what one mistake spoiled may be thousands."""


def rows(reads: Reads) -> Iterator[str]:
    """Every row can be read, and what still waits in one is known to this release."""
    kinds: Iterable[type[object]] = reads.personal
    for kind in kinds:
        yield from shortened(name for name, row in reads.scan(kind) if row is None or not _is_known(reads, row))


def shortened(names: Iterable[str]) -> Iterator[str]:
    """A line for each of the first, and one for how many more."""
    coming = iter(names)
    table = ""
    for name in islice(coming, SHOWN):
        table = name.split()[0]
        yield f"{name}: cannot be read"
    if more := sum(1 for _ in coming):
        yield f"{table}: and {more} more cannot be read"


def is_whole(row: Any) -> bool:
    """Whether every object of JSON in it is one."""
    return not any(isinstance(getattr(row, name), Unreadable) for name in type(row).__slots__)


def _is_known(reads: Reads, row: object) -> bool:
    registers = reads.registers
    match row:
        case Due(done_at=None):
            return duty_of(reads, row) is not None
        case Broadcast(done_at=None):
            return _reads_as(registers.announcements, row.kind, row.data)
        case Early():
            return _reads_as(registers.receivers, row.kind, row.data)
        case Dialog() if row.expires_at > reads.now and row.kind != PICKING:
            return _reads_as({**registers.answers, **registers.confirmations}, row.kind, row.state)
        case _:
            return is_whole(row)


def _reads_as(kinds: Mapping[type, object], name: str, data: dict[str, Any]) -> bool:
    kind: type[object] | None = by_name(kinds).get(name)
    try:
        return kind is not None and from_json(kind, data) is not None
    except NotReadableError:
        return False
