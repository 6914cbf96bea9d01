"""The inbox: raw updates from the moment they arrive to the commit of what they caused; and outages.

They are sealed: a press tells what somebody chose. Keys last for minutes; one is destroyed once nothing is left that it
seals, in a transaction after the one that noted so.
"""

import json
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.domain.ground.inbox import GENERATION, Heartbeat, InboxKey, Incoming, key_at
from bot.services.ground.ports import KeyLostError, Reads, SealBrokenError, Uow
from bot.services.ground.strays import Fate, clear_strays

KEPT_FOR = timedelta(days=3)
"""Done rows, blank but for their ids, stay so long to recognise a repeated update; Telegram keeps its own for 24 h."""

UNSTORABLE = re.compile("[\\0\\ud800-\\udfff]")
"""Characters that no database keeps: NUL, and halves of surrogate pairs that stand alone."""

OUTAGE_FROM = timedelta(seconds=60)
"""Shorter silence is no outage: Telegram delivers what was pressed meanwhile, and nobody waited in vain."""

SEALED_IN_STEPS = 256
"""Updates are padded to a multiple of so many bytes, so that their length does not tell which button was pressed."""

KEYS = "inbox-"
"""So the ids of the inbox's keys begin."""

HEART = "intake"


def store_updates(uow: Uow, raws: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Keep updates that are not known by their id yet, and return those; repeated ones do nothing."""
    ids = tuple(raw["update_id"] for raw in raws)
    known = {row.update_id for row in uow.find(Incoming, update_id=ids)} if ids else set()
    fresh = {raw["update_id"]: storable(raw) for raw in raws if raw["update_id"] not in known}
    if fresh:
        key_id = _key(uow)
        uow.add_all(_sealed(uow, key_id, update_id, text) for update_id, (text, _) in fresh.items())
    return [raw for _, raw in fresh.values()]


def _key(uow: Uow) -> str:
    """The key of this time, on disk; where a clock was set back, the next one that was not noted as over."""
    at = uow.now
    while (known := uow.get(InboxKey, key_at(at))) is not None and known.is_over:
        at += GENERATION
    key_id = key_at(at)
    if known is None:
        uow.add(InboxKey(key_id))
    uow.sealing.make_key(key_id)
    return key_id


def _sealed(uow: Uow, key_id: str, update_id: int, text: str) -> Incoming:
    padded = text.encode().ljust(-(-len(text) // SEALED_IN_STEPS) * SEALED_IN_STEPS)
    return Incoming(update_id, key_id, uow.sealing.seal(key_id, padded, str(update_id)), uow.now)


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
    uow.change(Incoming(update_id), key_id="", sealed=b"", received_at=None, done_on=uow.now.date())


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What a stop left unhandled, in order of arrival; `lost`: the ids of what nobody can open any more.

    Where a key is there and cannot be read now, its updates are in neither: they wait for the next start.
    """

    raws: list[dict[str, Any]]
    lost: tuple[int, ...]


def unfinished_updates(reads: Reads) -> Unfinished:
    """Open what is there. A key is lost with its disk, or where a backup took the place of the database."""
    raws, lost = [], []
    for row in reads.find(Incoming, order="received_at", done_on=None):
        try:
            raws.append(json.loads(reads.sealing.open(row.key_id, row.sealed, str(row.update_id))))
        except (KeyLostError, SealBrokenError):
            lost.append(row.update_id)
        except OSError:
            continue
    return Unfinished(raws, tuple(lost))


def give_up_lost(uow: Uow, lost: tuple[int, ...]) -> None:
    """Nobody can do what these updates asked for: they are done with."""
    for update_id in lost:
        finish_update(uow, update_id)


def note_heard(uow: Uow) -> None:
    """Telegram answered just now; keys of the inbox that seal nothing any more go meanwhile."""
    _end_keys(uow)
    beat = uow.get(Heartbeat, HEART)
    if beat is None:
        uow.add(Heartbeat(HEART, uow.now))
    else:
        uow.change(beat, heard_at=uow.now)


def _end_keys(uow: Uow) -> None:
    """First those that an earlier commit noted; then note those under which nothing is left.

    One destroyed in the transaction that marked its last update done would be missed if that was rolled back. None is
    destroyed while something waits under it, whatever was noted.
    """
    for key in uow.find(InboxKey):
        waits = uow.count(Incoming, key_id=key.key_id, done_on=None)
        if key.is_over and not waits:
            uow.sealing.destroy_key(key.key_id)
            uow.remove(key)
            uow.truncate_log()
        elif key.key_id != key_at(uow.now) and not waits:
            uow.change(key, is_over=True)


def clear_orphans(uow: Uow) -> None:
    """Keys of transactions that never came to be, after a while; those that are over go by their rows."""
    needed = {key.key_id for key in uow.find(InboxKey)} | {row.key_id for row in uow.find(Incoming, done_on=None)}
    clear_strays(uow, (KEYS,), needed, lambda _: Fate.STRAY)


def silence(uow: Reads) -> timedelta:
    """How long ago Telegram was last heard; zero before the first time."""
    beat = uow.get(Heartbeat, HEART)
    return uow.now - beat.heard_at if beat else timedelta(0)
