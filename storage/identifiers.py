"""UUIDv7 (RFC 9562): made by the program, sorted by creation, unique without asking the database."""

import os
import threading
from datetime import datetime

from storage.rows import to_microseconds

_lock = threading.Lock()
_last = 0


def next_uuid(now: datetime) -> str:
    """48 bits of milliseconds, 12 bits of the fraction (method 3 of the RFC), 62 random bits; later than the last."""
    global _last  # noqa: PLW0603 (one counter for the process is the point)
    stamp = _stamp(now)
    with _lock:
        _last = max(stamp, _last + 1)
        stamp = _last
    return f"{stamp >> 12:012x}7{stamp & 0xFFF:03x}{_variant():016x}"


def _stamp(now: datetime) -> int:
    milliseconds, micro = divmod(to_microseconds(now), 1000)
    return (milliseconds << 12) | (micro * 4096 // 1000)


def _variant() -> int:
    return (0b10 << 62) | (int.from_bytes(os.urandom(8)) >> 2)
