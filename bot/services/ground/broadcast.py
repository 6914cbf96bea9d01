"""Broadcasts: planned in one step however many councils there are, and said a page at a time by due work.

The cursor moves in the transaction of its page, so a stop in the middle repeats nothing and leaves nobody out.
A page that fails is said apart: one council that cannot hear it now keeps none of the others waiting.
"""

from bot.domain.ground.broadcast import Announcement, Broadcast
from bot.domain.ground.duties import HearBroadcast, SendBroadcast
from bot.domain.ground.ids import NO_COUNCIL, CouncilId
from bot.domain.ground.kept import by_name, from_json, name_of, to_json
from bot.services.ground.ports import Uow
from bot.services.ground.queries import CouncilAt, CouncilsAfter
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
    broadcast = _running(uow, duty.broadcast_id)
    if broadcast is None:
        return
    page = _page(uow, broadcast)
    for council_id in _of(page, broadcast):
        _say(uow, broadcast, council_id)
    _go_on(uow, broadcast, page)


def send_apart(uow: Uow, _: CouncilId, duty: SendBroadcast) -> None:
    """In place of a page that failed: each of its councils hears it by itself, and the rest do not wait for that.

    Raises KeyError or NotReadableError for what no council could hear, so that the page waits.
    """
    broadcast = _running(uow, duty.broadcast_id)
    if broadcast is None:
        return
    _what(uow, broadcast)
    page = _page(uow, broadcast)
    for council_id in _of(page, broadcast):
        plan(uow, council_id, HearBroadcast(broadcast.broadcast_id), uow.now)
    _go_on(uow, broadcast, page)


def hear(uow: Uow, council_id: CouncilId, duty: HearBroadcast) -> None:
    """Due work: one council hears what its page could not say. Whether all others have heard it does not matter."""
    broadcast = uow.get(Broadcast, duty.broadcast_id)
    if broadcast is not None:
        _say(uow, broadcast, council_id)


def _running(uow: Uow, broadcast_id: str) -> Broadcast | None:
    broadcast = uow.get(Broadcast, broadcast_id)
    return broadcast if broadcast is not None and broadcast.done_at is None else None


def _page(uow: Uow, broadcast: Broadcast) -> list[CouncilAt]:
    """By their keys alone: a council whose row cannot be read is not passed over, but fails, and hears it later."""
    return uow.ask(CouncilsAfter(broadcast.cursor, PAGE))


def _of(page: list[CouncilAt], broadcast: Broadcast) -> list[CouncilId]:
    return [council.council_id for council in page if council.created_at <= broadcast.begun_at]


def _go_on(uow: Uow, broadcast: Broadcast, page: list[CouncilAt]) -> None:
    if len(page) < PAGE:
        uow.change(broadcast, done_at=uow.now)
    else:
        uow.change(broadcast, cursor=page[-1].council_id)
        plan(uow, NO_COUNCIL, SendBroadcast(broadcast.broadcast_id), uow.now)


def _what(uow: Uow, broadcast: Broadcast) -> Announcement:
    kind: type[Announcement] = by_name(uow.registers.announcements)[broadcast.kind]
    return from_json(kind, broadcast.data)


def _say(uow: Uow, broadcast: Broadcast, council_id: CouncilId) -> None:
    what = _what(uow, broadcast)
    uow.registers.announcements[type(what)](uow, council_id, what, key_for(broadcast, council_id))


def key_for(broadcast: Broadcast, council_id: CouncilId) -> str:
    """Under which a council is told: once for each broadcast."""
    return f"broadcast:{broadcast.broadcast_id}:{council_id}"
