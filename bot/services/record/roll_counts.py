"""Checks of doctor: the roll is as the record tells of it, and as large as its council has it."""

from collections.abc import Iterator

from bot.domain.council.council import Council
from bot.domain.council.entries import CouncilMerged
from bot.domain.ground.entry import Entry
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.kept import name_of
from bot.domain.roll.member import ON_THE_ROLL, Member, MemberState
from bot.services.ground.ports import Reads
from bot.services.record.queries import CountPlaces

TOLD = {
    MemberState.ACTIVE: {"joined", "woke"},
    MemberState.RESTING: {"rests"},
    MemberState.LEFT: {"left"},
    MemberState.REMOVED: {"removed"},
}
"""What the record tells last of somebody in this state."""

CAME_SO = {(MemberState.RESTING, "joined"), (MemberState.REMOVED, None)}
"""How somebody may stand who came with a council that became one with this: the rest is told in its record."""


def roll_counts(reads: Reads) -> Iterator[str]:
    """Kept by every use-case that changes a place (bot/services/roll/standing.py)."""
    for council in reads.find(Council):
        on_roll = reads.count(Member, council_id=council.council_id, state=ON_THE_ROLL)
        resting = reads.count(Member, council_id=council.council_id, state=MemberState.RESTING)
        if (council.on_roll, council.resting) != (on_roll, resting):
            yield (
                f"council {council.council_id}: {on_roll} on the roll, {resting} of them rest, "
                f"not {council.on_roll} and {council.resting}"
            )
        yield from _not_as_told(reads, council.council_id)


def _not_as_told(reads: Reads, council_id: CouncilId) -> Iterator[str]:
    """Counted by the database: a roll of 100,000 is not read."""
    has_merged = bool(reads.count(Entry, council_id=council_id, kind=name_of(CouncilMerged)))
    for (state, told), number in reads.ask(CountPlaces(council_id)).items():
        came_so = has_merged and (state, told) in CAME_SO
        if told is None and not came_so:
            yield f"council {council_id}: {number} who are kept as members have no entry"
        elif told not in TOLD[MemberState(state)] and not came_so:
            yield f"council {council_id}: {number} are kept as {state}, and the record tells of them last: {told}"
