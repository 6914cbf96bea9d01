"""Counts of what is sealed: known in memory alone, and shown a step late.

So no two states of the database, nor any and the result, differ by what fewer than five people chose.
"""

from dataclasses import dataclass

from bot.domain.ballots.tally import Tally
from bot.services.ground.ports import Uow

STEP = 5
"""So many people have chosen or changed their mind since the counts were as they are shown (SPEC-RECORD section 1)."""


@dataclass(frozen=True, slots=True)
class Live:
    """The counts at this moment; `waiting`: those that are shown once all of a step have chosen since.

    `changed`: who did so far. After a start nobody knows which step it was: the next one begins with it.
    """

    counts: Tally
    waiting: Tally | None = None
    changed: frozenset[str] = frozenset()


def step_on(uow: Uow, key: str, before: Live, who: str, counts: Tally) -> Tally | None:
    """Somebody has chosen, and the counts are these now: what is shown from now on, None if that stays as it is."""
    changed = before.changed | {who}
    if len(changed) < STEP:
        uow.memory.keep(key, Live(counts, before.waiting, changed))
        return None
    uow.memory.keep(key, Live(counts, counts))
    return before.waiting
