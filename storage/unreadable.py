"""What becomes of a row that cannot be read: it stays, the log names it once, and nothing waits for it."""

from functools import lru_cache

import structlog

log = structlog.get_logger("storage")

REMEMBERED = 4096
"""So many are told apart; of more, some are named again."""


@lru_cache(maxsize=REMEMBERED)
def set_aside(row: str) -> None:
    """Name it by table and key. It is met again at every look, and what is in it may be somebody's words."""
    log.error("row not readable", row=row)
