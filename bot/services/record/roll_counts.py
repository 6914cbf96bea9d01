"""A check of doctor: what a council knows of the size of its roll is what its roll says."""

from collections.abc import Iterator

from bot.domain.council.council import Council
from bot.domain.roll.member import ON_THE_ROLL, Member, MemberState
from bot.services.ground.ports import Reads


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
