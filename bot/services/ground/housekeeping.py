"""Housekeeping: what has served its purpose is dropped, once an hour. The record is never touched."""

from collections.abc import Sequence
from datetime import timedelta

from bot.domain.ground.dialog import Dialog
from bot.domain.ground.due import Due
from bot.domain.ground.duties import Housekeeping
from bot.domain.ground.ids import NO_COUNCIL, CouncilId
from bot.domain.ground.inbox import Incoming
from bot.domain.ground.outgoing import Outgoing, OutgoingState
from bot.services.ground.filters import AtMost
from bot.services.ground.inbox import KEPT_FOR as INBOX_KEPT_FOR
from bot.services.ground.looks import plan_looks
from bot.services.ground.ports import Uow
from bot.services.ground.schedule import plan

EVERY = timedelta(hours=1)

SENT_KEPT_FOR = timedelta(days=90)
"""So long a reply to a message of the bot finds what it was about, and doctor why one was never sent."""

SHELVED_KEPT_FOR = timedelta(days=14)
"""What could not be said for so long is out of date."""

OVER = (OutgoingState.SENT, OutgoingState.DROPPED)

DONE_KEPT_FOR = timedelta(days=90)
"""So long /why can tell which duty caused a reminder."""

AT_ONCE = 1000
"""Rows dropped in one transaction: the votes behind it should not wait."""


SOON = timedelta(minutes=1)
"""Where that was not all: a busy day leaves far more behind than one look an hour takes away."""


def plan_housekeeping(uow: Uow) -> None:
    """At every start; planned twice it is done once."""
    plan(uow, NO_COUNCIL, Housekeeping(), uow.now + EVERY)


def keep_house(uow: Uow, _: CouncilId, __: Housekeeping) -> None:
    """Drop what is old, cut the log that still holds it, plan what is looked after every hour, and the next time."""
    old: list[Sequence[object]] = [
        uow.find(Incoming, limit=AT_ONCE, done_on=AtMost((uow.now - INBOX_KEPT_FOR).date())),
        uow.find(Outgoing, limit=AT_ONCE, state=OVER, next_at=AtMost(uow.now - SENT_KEPT_FOR)),
        uow.find(Due, limit=AT_ONCE, done_at=AtMost(uow.now - DONE_KEPT_FOR)),
        uow.find(Dialog, limit=AT_ONCE, expires_at=AtMost(uow.now - EVERY)),
    ]
    for rows in old:
        for row in rows:
            uow.remove(row)
    _give_up_shelved(uow)
    plan_looks(uow)
    is_all = all(len(rows) < AT_ONCE for rows in old)
    uow.truncate_log()
    plan(uow, NO_COUNCIL, Housekeeping(), uow.now + (EVERY if is_all else SOON))


def _give_up_shelved(uow: Uow) -> None:
    stale = uow.find(Outgoing, limit=AT_ONCE, state=OutgoingState.SHELVED, next_at=AtMost(uow.now - SHELVED_KEPT_FOR))
    for row in stale:
        uow.change(row, state=OutgoingState.DROPPED, trouble="out of date")
