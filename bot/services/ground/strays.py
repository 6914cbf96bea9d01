"""Keys that nothing needs: what this database knows to be over goes at once, what it does not know waits a while."""

from collections.abc import Callable
from datetime import timedelta
from enum import StrEnum

from bot.domain.ground.installation import StrayKey
from bot.services.ground.ports import Uow

KEPT_FOR = timedelta(days=7)
"""A key that nothing knows may be of an opening that was rolled back, or of what came after a backup that was restored.

So long whoever restored the wrong backup can put back what was there before, and every vote in it counts. It runs from
the first look that did not know the key: a ballot may be older than this when the backup is restored.
"""


class Fate(StrEnum):
    """What becomes of a key that nothing seems to need. NOTED: due work destroys it, and has yet to."""

    NEEDED = "needed"
    NOTED = "noted"
    OVER = "over"
    STRAY = "stray"


def clear_strays(uow: Uow, begins: tuple[str, ...], needed: set[str], fate: Callable[[str], Fate]) -> None:
    """Look at all keys whose ids begin so: note the strays, end those that are over or were strays for long."""
    found = {key_id for key_id in uow.sealing.settled_keys() if key_id.startswith(begins)} - needed
    noted = {stray.key_id: stray for stray in uow.find(StrayKey) if stray.key_id.startswith(begins)}
    for key_id in noted.keys() - found:
        uow.remove(noted[key_id])
    for key_id in sorted(found):
        _end_or_note(uow, key_id, noted.get(key_id), fate(key_id))


def _end_or_note(uow: Uow, key_id: str, stray: StrayKey | None, fate: Fate) -> None:
    is_old = stray is not None and stray.since <= uow.now - KEPT_FOR
    if fate is Fate.OVER or (fate is Fate.STRAY and is_old):
        uow.sealing.destroy_key(key_id)
    elif fate is Fate.STRAY and stray is None:
        uow.add(StrayKey(key_id, uow.now))
