"""Checks of doctor: of every council that was claimed in another group the record tells by whom."""

from collections.abc import Iterator

from bot.domain.council.claim import Vacated
from bot.domain.council.council import Council
from bot.domain.council.entries import CouncilClaimed, CouncilMerged
from bot.domain.ground.entry import Entry
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.kept import name_of
from bot.services.ground.ports import Reads
from bot.services.ground.record import fact_of


def claims(reads: Reads) -> Iterator[str]:
    """As its row says when it was claimed last, and from where; as many as said so are named."""
    for council in reads.find(Council):
        told = reads.find(Entry, council_id=council.council_id, kind=name_of(CouncilClaimed), order="sequence")
        last = told[-1].at if told else None
        if council.claimed_at != last:
            yield f"council {council.council_id}: claimed at {council.claimed_at}, the record tells of {last}"
        yield from (f"council {council.council_id}: {wrong}" for each in told for wrong in _unnamed(reads, each))
    for left in reads.find(Vacated):
        if not _was_claimed(reads, left.council_id):
            yield f"council {left.council_id}: left a group, and no entry tells of a claim"


def _was_claimed(reads: Reads, council_id: CouncilId) -> bool:
    return reads.count(Entry, council_id=council_id, kind=name_of(CouncilClaimed)) > 0


def _unnamed(reads: Reads, claimed: Entry) -> Iterator[str]:
    """The two councils became one in the same transaction, which names them."""
    fact = fact_of(reads, claimed)
    said = fact.by if isinstance(fact, CouncilClaimed) else 0
    merged = reads.find(Entry, council_id=claimed.council_id, kind=name_of(CouncilMerged), at=claimed.at)
    facts = [fact_of(reads, each) for each in merged]
    if said not in {len(set(each.claimed_by)) for each in facts if isinstance(each, CouncilMerged)}:
        yield f"claimed by {said}, and the record does not name them"
