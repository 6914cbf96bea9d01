"""Whether the council is deciding just now if somebody is to be on its roll."""

from bot.domain.ballots.ballot import RUNNING, Ballot
from bot.domain.council.council import Council
from bot.domain.roll.member import Member, RemovalRunsOnError
from bot.services.council.council import charter_in_force
from bot.services.ground.ports import Reads


def ensure_undisputed(reads: Reads, council: Council, known: Member) -> None:
    """Leaving is no way round a ballot on one's removal: back again once it is decided.

    A charge alone keeps nobody out for longer than its adoption would. Raises RemovalRunsOnError.
    """
    span = charter_in_force(council).span("cool_down")
    running = reads.find(Ballot, council_id=council.council_id, state=RUNNING)
    disputes = [each for each in running if each.subject.ENDS_PLACES and known.person_id in each.subject.without]
    from_at = max((each.created_at + span for each in disputes), default=reads.now)
    if reads.now < from_at:
        raise RemovalRunsOnError(from_at=from_at)
