"""The inbox: raw updates from the moment they arrive to the commit of what they caused; and outages."""

import json
import re
from datetime import timedelta
from typing import Any

from bot.domain.ground.inbox import Heartbeat, Incoming
from bot.services.ground.ports import Reads, Uow

KEPT_FOR = timedelta(days=3)
"""Done rows, blanked, stay so long to recognise a repeated update; Telegram keeps its own for 24 h."""

UNSTORABLE = re.compile("[\\0\\ud800-\\udfff]")
"""Characters that no database keeps: NUL, and halves of surrogate pairs that stand alone."""

OUTAGE_FROM = timedelta(seconds=60)
"""Shorter silence is no outage: Telegram delivers what was pressed meanwhile, and nobody waited in vain."""

HEART = "intake"


def store_updates(uow: Uow, raws: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Keep updates that are not known by their id yet, and return those; repeated ones do nothing."""
    ids = tuple(raw["update_id"] for raw in raws)
    known = {row.update_id for row in uow.find(Incoming, update_id=ids)} if ids else set()
    fresh = {raw["update_id"]: storable(raw) for raw in raws if raw["update_id"] not in known}
    uow.add_all(Incoming(update_id, text, uow.now) for update_id, (text, _) in fresh.items())
    return [raw for _, raw in fresh.values()]


def storable(raw: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The update as text, and as it is to be handled: without characters that could not be stored later."""
    text = json.dumps(raw, ensure_ascii=True, separators=(",", ":"))
    if "\\u0000" not in text and "\\ud" not in text:
        return text, raw
    clean = _clean(raw)
    return json.dumps(clean, ensure_ascii=True, separators=(",", ":")), clean


def _clean(value: Any) -> Any:
    match value:
        case str():
            return UNSTORABLE.sub("", value)
        case list():
            return [_clean(part) for part in value]
        case dict():
            return {name: _clean(part) for name, part in value.items()}
        case _:
            return value


def finish_update(uow: Uow, update_id: int) -> None:
    """Blank the row and mark it done, in the transaction of its effects."""
    uow.change(Incoming(update_id, "", uow.now), raw="", done_at=uow.now)


def unfinished_updates(uow: Reads) -> list[dict[str, Any]]:
    """What a stop left unhandled, in order of arrival."""
    return [json.loads(row.raw) for row in uow.find(Incoming, order="received_at", done_at=None)]


def note_heard(uow: Uow) -> None:
    """Telegram answered just now."""
    beat = uow.get(Heartbeat, HEART)
    if beat is None:
        uow.add(Heartbeat(HEART, uow.now))
    else:
        uow.change(beat, heard_at=uow.now)


def silence(uow: Reads) -> timedelta:
    """How long ago Telegram was last heard; zero before the first time."""
    beat = uow.get(Heartbeat, HEART)
    return uow.now - beat.heard_at if beat else timedelta(0)
