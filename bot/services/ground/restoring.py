"""After a restore: what came after the copy is lost, and every council is told so, in its record and in its group.

Votes among it were acknowledged: nobody must go on believing that they count.
"""

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.council import messages
from bot.domain.ground import entries as ground_entries
from bot.domain.ground.broadcast import Restored
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.inbox import Heartbeat
from bot.services.ground.broadcast import announce
from bot.services.ground.inbox import HEART
from bot.services.ground.outbox import tell_council
from bot.services.ground.ports import Uow
from bot.services.ground.record import record


def note_restored(uow: Uow) -> None:
    """Done in the copy before a bot runs on it; nothing in one on which none ever ran.

    All councils hear it at the start, after which the silence since the copy is an outage as any other: ballots that
    are open in the copy get that time back.
    """
    beat = uow.get(Heartbeat, HEART)
    if beat is not None:
        announce(uow, Restored(beat.heard_at))


def tell_restored(uow: Uow, council_id: CouncilId, restored: Restored, key: str) -> None:
    """One council hears it. Cards that show newer counts are drawn again."""
    record(uow, council_id, ground_entries.RecordRestored(since=restored.since.isoformat()), council_id)
    tell_council(uow, council_id, messages.Restored(restored.since), once=key)
    for ballot in uow.find(Ballot, council_id=council_id, state=BallotState.OPEN):
        uow.raise_version(council_id, ballot.ballot_id)
