"""Outages: a silence of Telegram gives everybody the lost time back, and each council is told once of what moved."""

from collections import Counter
from datetime import timedelta

from bot.domain.ballots.duties import CloseBallot
from bot.domain.council.messages import OutageOver
from bot.domain.ground.inbox import Heartbeat
from bot.services.council.absence import others_among
from bot.services.ground.deadlines import give_back
from bot.services.ground.inbox import HEART, OUTAGE_FROM, note_heard
from bot.services.ground.outbox import tell_council
from bot.services.ground.ports import Uow


def end_outage(uow: Uow) -> timedelta:
    """Telegram is heard again: what the silence fell into is given back; return how long it was.

    A silence is noted as heard here, so that nobody is given it twice.
    """
    beat = uow.get(Heartbeat, HEART)
    note_heard(uow)
    if beat is None or uow.now - beat.heard_at < OUTAGE_FROM:
        return timedelta(0)
    moved = give_back(uow, beat.heard_at, uow.now)
    since = beat.heard_at.isoformat()
    ballots = Counter(each.council_id for each in moved if isinstance(each.duty, CloseBallot))
    for council_id in dict.fromkeys(each.council_id for each in moved):
        others = others_among(uow, council_id, moved)
        if ballots[council_id] or others:
            said = OutageOver(beat.heard_at, ballots[council_id], others)
            tell_council(uow, council_id, said, once=f"outage:{council_id}:{since}")
    return uow.now - beat.heard_at
