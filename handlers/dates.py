"""What the time is by what Telegram answers, where its server names none in a header of its own."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

HELD_S = 1.0
"""An answer to getUpdates that was held back for so long tells of what has just happened; another of a backlog."""


def date_in(method: str, payload: bytes, seconds: float) -> datetime | None:
    """When a message was sent or edited by this answer, or the newest of what it tells; it took so many seconds."""
    try:
        result = json.loads(payload).get("result")
        dates = [date for date in _dates(method, result, seconds) if isinstance(date, int)]
        return datetime.fromtimestamp(max(dates), UTC) if dates else None
    except (ValueError, AttributeError, OverflowError, OSError):
        return None


def _dates(method: str, result: Any, seconds: float) -> Iterator[Any]:
    if method == "getUpdates" and isinstance(result, list) and seconds >= HELD_S:
        for update in result:
            for part in update.values():
                if isinstance(part, dict):
                    yield part.get("edit_date", part.get("date"))
    elif isinstance(result, dict) and method.startswith("send"):
        yield result.get("date")
    elif isinstance(result, dict) and method.startswith("edit"):
        yield result.get("edit_date")
