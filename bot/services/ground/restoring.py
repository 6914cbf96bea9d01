"""After a restore: what came after the copy is lost, and every council is told so, in its record and in its group.

Votes among it were acknowledged: nobody must go on believing that they count.
"""

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.council.council import Council
from bot.domain.ground.inbox import Heartbeat
from bot.services.ground.inbox import HEART
from bot.services.ground.outbox import tell_council
from bot.services.ground.ports import Uow
from bot.services.ground.record import record


def note_restored(uow: Uow) -> None:
    """Done in the copy before a bot runs on it; nothing in one on which none ever ran.

    The message goes out at the start, after which the silence since the copy is an outage as any other: ballots that
    are open in the copy get that time back. Cards that show newer counts are drawn again.
    """
    beat = uow.get(Heartbeat, HEART)
    if beat is None:
        return
    since = beat.heard_at.isoformat()
    for council in uow.find(Council):
        council_id = council.council_id
        entry = record(uow, council_id, "restored", council_id, since=since)
        tell_council(uow, council_id, f"restored:{council_id}:{entry.sequence}", "restored", since=since)
    for ballot in uow.find(Ballot, state=BallotState.OPEN):
        uow.raise_version(ballot.council_id, ballot.ballot_id)
