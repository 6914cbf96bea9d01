"""Time that is lost to a council: the bot is deaf, or out of the group."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.ground.outgoing import Outgoing, OutgoingState
from bot.domain.recalls.recall import Recall, RecallState
from bot.services.ballots.outages import end_outage
from bot.services.council.council import ensure_council, note_kicked
from bot.services.ground.inbox import note_heard
from bot.services.recalls.confidence import give_signal
from tests.support.council import GROUP, House
from tests.support.offices import seat

NAMES = ("Anna", "Ben", "Cleo", "Dan", "Eve", "Fred")


def deaf(house: House, **span: float) -> None:
    """The bot hears nothing for so long, and nothing of what is due is done meanwhile."""
    house.do(note_heard)
    house.now += timedelta(**span)
    house.do(end_outage)
    house.pass_time()


def away(house: House, **span: float) -> None:
    house.do(note_kicked, GROUP)
    house.pass_time(**span)
    house.do(ensure_council, GROUP, "Garden")


def facing_recall(*, is_told: bool) -> House:
    """A recall whose holder may reply; the messages about it went out or still wait."""
    house = House()
    anna, *others = house.founded(*NAMES)
    (mandate,) = seat(house, anna)
    for person in others:
        house.do(give_signal, house.council_id, mandate.mandate_id, has_confidence=False, by=person)
    house.pass_time(hours=1)
    assert house.one(Recall).state is RecallState.REPLY
    if is_told:
        sent = {"state": OutgoingState.SENT, "sent_at": house.now}
        house.do(lambda uow: [uow.change(row, **sent) for row in uow.find(Outgoing)])
    return house
