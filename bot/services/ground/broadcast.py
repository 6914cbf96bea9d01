"""Broadcasts: planned in one step however many councils there are, and said a page at a time by due work.

The cursor moves in the transaction of its page, so a stop in the middle repeats nothing and leaves nobody out.
"""

from bot.domain.council.council import Council
from bot.domain.ground.broadcast import Announcement, Broadcast
from bot.domain.ground.duties import SendBroadcast
from bot.domain.ground.ids import NO_COUNCIL, CouncilId
from bot.domain.ground.kept import by_name, from_json, name_of, to_json
from bot.services.ground.filters import MoreThan
from bot.services.ground.ports import Uow
from bot.services.ground.schedule import plan

PAGE = 10
"""Councils in one transaction: some 5 ms, so that votes need not wait even where the machine is busy."""


def announce(uow: Uow, what: Announcement) -> None:
    """Say it to every council that there is now."""
    broadcast = Broadcast(uow.new_id(), name_of(type(what)), to_json(what), uow.now)
    uow.add(broadcast)
    plan(uow, NO_COUNCIL, SendBroadcast(broadcast.broadcast_id), uow.now)


def send_page(uow: Uow, _: CouncilId, duty: SendBroadcast) -> None:
    """The next councils hear it; the rest with the next page."""
    broadcast = uow.get(Broadcast, duty.broadcast_id)
    if broadcast is None or broadcast.done_at is not None:
        return
    kind = by_name(uow.registers.announcements)[broadcast.kind]
    what = from_json(kind, broadcast.data)
    page = uow.find(Council, limit=PAGE, council_id=MoreThan(broadcast.cursor))
    for council in page:
        if council.created_at <= broadcast.begun_at:
            uow.registers.announcements[kind](uow, council.council_id, what, key_for(broadcast, council))
    if len(page) < PAGE:
        uow.change(broadcast, done_at=uow.now)
    else:
        uow.change(broadcast, cursor=page[-1].council_id)
        plan(uow, NO_COUNCIL, duty, uow.now)


def key_for(broadcast: Broadcast, council: Council) -> str:
    """Under which a council is told: once for each broadcast."""
    return f"broadcast:{broadcast.broadcast_id}:{council.council_id}"
