"""Live counts of sealed papers: in memory alone, and published when five more people have voted.

So no two states of the database, nor any and the result, differ by what fewer than five people chose.
"""

from dataclasses import dataclass

from bot.domain.ballots.ballot import COUNTED_AT_CLOSE, Ballot, recount
from bot.domain.ballots.elector import Elector
from bot.domain.ballots.papers import Picks, totals_of
from bot.domain.ballots.rules import counts_in_steps, is_named
from bot.domain.ground.ids import ElectorId
from bot.services.ballots.papers import handed_in, live_key
from bot.services.ground.ports import Uow

STEP = 5
"""So many people have voted or changed their vote since the counts were as they are shown (SPEC-RECORD section 1)."""


@dataclass(frozen=True, slots=True)
class Live:
    """The counts at this moment; `waiting`: those that are published once all of a step have voted since.

    `changed`: who did so far. After a start nobody knows which step it was: the next one begins with it.
    """

    counts: dict[str, int]
    waiting: dict[str, int] | None = None
    changed: frozenset[ElectorId] = frozenset()


def counts_before(uow: Uow, ballot: Ballot) -> Live | None:
    """The counts before a vote is written; None for ballots whose counts nobody sees before the close."""
    if ballot.method in COUNTED_AT_CLOSE or not counts_in_steps(ballot):
        return None
    known = uow.memory.recall(live_key(ballot))
    if isinstance(known, Live):
        return known
    if not ballot.voters:
        return Live({})
    return Live(totals_of((paper.picks or (), elector.weight) for elector, paper in handed_in(uow, ballot)))


def counts_after(
    uow: Uow, ballot: Ballot, before: Live | None, elector: Elector, old: Picks, new: Picks
) -> dict[str, int]:
    """What the ballot's row says of the counts after this vote: by name they are exact, else as last published."""
    if before is None:
        is_exact = ballot.method not in COUNTED_AT_CLOSE and is_named(ballot)
        return recount(ballot.counts, old, new, elector.weight) if is_exact else ballot.counts
    counts = recount(before.counts, old, new, elector.weight)
    changed = before.changed | {elector.elector_id}
    if len(changed) < STEP:
        uow.memory.keep(live_key(ballot), Live(counts, before.waiting, changed))
        return ballot.counts
    uow.memory.keep(live_key(ballot), Live(counts, counts))
    return ballot.counts if before.waiting is None else before.waiting
