"""What the time is by what Telegram answers, where its server names none in a header of its own."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any


def sent_at(method: str, payload: bytes) -> datetime | None:
    """When the message was sent or edited that this answer tells of: just now."""
    result = _result(payload)
    if not isinstance(result, dict):
        return None
    dates = {"send": result.get("date"), "edit": result.get("edit_date")}
    return _newest(dates.get(method[:4]))


def newest_in(updates: bytes) -> datetime | None:
    """The newest date that is told in these updates. It is now that late at least: what waited may be days old."""
    return _newest(*_dates(_result(updates)))


def _result(payload: bytes) -> Any:
    try:
        return json.loads(payload).get("result")
    except (ValueError, AttributeError):
        return None


def _dates(updates: Any) -> Iterator[Any]:
    for update in updates if isinstance(updates, list) else ():
        for part in update.values() if isinstance(update, dict) else ():
            if isinstance(part, dict):
                yield part.get("edit_date", part.get("date"))


def _newest(*dates: Any) -> datetime | None:
    try:
        return datetime.fromtimestamp(max(date for date in dates if isinstance(date, int)), UTC)
    except (ValueError, OverflowError, OSError):
        return None
