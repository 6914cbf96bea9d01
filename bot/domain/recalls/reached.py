"""A threshold that signals reached, as it stands until the full hour: sealed among them, at one length always."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from bot.domain.ground.voices import NOTE_BYTES
from bot.domain.recalls.recall import HOUR

_STANDS, _OVERDUE, _BREACH = 1, 2, 4
_MOST_BREACHES = 63
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NUMBER = 3
"""Bytes of each: sixteen millions are enough for any roll, and for the hours of two thousand years."""


@dataclass(frozen=True, slots=True)
class Reached:
    """The integers of the threshold then, and the full hour that acts on it; `got` as many signals as were needed."""

    acts_at: datetime
    base: int
    needed: int
    got: int
    usual: int
    is_overdue: bool
    breaches: int


def pack_reached(reached: Reached | None) -> bytes:
    """What the note among the signals of a mandate says."""
    if reached is None:
        return bytes(NOTE_BYTES)
    first = _STANDS | _OVERDUE * reached.is_overdue | _BREACH * min(reached.breaches, _MOST_BREACHES)
    hours = (reached.acts_at - _EPOCH) // HOUR
    numbers = (hours, reached.base, reached.needed, reached.got, reached.usual)
    return bytes((first,)) + b"".join(each.to_bytes(_NUMBER) for each in numbers)


def unpack_reached(note: bytes) -> Reached | None:
    """The way back; None where no threshold stands."""
    first = note[0]
    if not first & _STANDS:
        return None
    starts = range(1, NOTE_BYTES, _NUMBER)
    hours, base, needed, got, usual = (int.from_bytes(note[start : start + _NUMBER]) for start in starts)
    return Reached(_EPOCH + hours * HOUR, base, needed, got, usual, bool(first & _OVERDUE), first // _BREACH)
