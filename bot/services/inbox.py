"""The inbox: raw updates from the moment they arrive to the commit of what they caused; and outages."""

import json
from datetime import timedelta
from typing import Any

from bot.domain.inbox import Heartbeat, Incoming
from bot.services.ports import AtMost, Reads, Uow

KEPT_FOR = timedelta(days=3)
"""Done rows, blanked, stay so long to recognise a repeated update; Telegram keeps its own for 24 h."""

OUTAGE_FROM = timedelta(seconds=60)
"""Shorter silence is no outage: Telegram delivers what was pressed meanwhile, and nobody waited in vain."""

HEART = "intake"


def store_updates(uow: Uow, raws: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Keep updates that are not known by their id yet, and return those; repeated ones do nothing."""
    ids = tuple(raw["update_id"] for raw in raws)
    known = {row.update_id for row in uow.find(Incoming, update_id=ids)} if ids else set()
    fresh = {raw["update_id"]: raw for raw in raws if raw["update_id"] not in known}
    uow.add_all(
        Incoming(update_id, json.dumps(raw, ensure_ascii=True, separators=(",", ":")), uow.now)
        for update_id, raw in fresh.items()
    )
    return list(fresh.values())


def finish_update(uow: Uow, update_id: int) -> None:
    """Blank the row and mark it done, in the transaction of its effects."""
    uow.change(Incoming(update_id, "", uow.now), raw="", done_at=uow.now)


def unfinished_updates(uow: Reads) -> list[dict[str, Any]]:
    """What a stop left unhandled, in order of arrival."""
    return [json.loads(row.raw) for row in uow.find(Incoming, order="received_at", done_at=None)]


def prune_inbox(uow: Uow) -> None:
    """Forget which updates were done long ago."""
    for row in uow.find(Incoming, done_at=AtMost(uow.now - KEPT_FOR), limit=1000):
        uow.remove(row)


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
