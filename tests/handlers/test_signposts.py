"""A page that waits in private: the group takes no signs, or whoever asked has left."""

import asyncio
from typing import cast

import pytest
from telegram.error import BadRequest, EndPointNotFound

from bot.domain.ground.outgoing import Card, Outgoing, OutgoingState
from bot.domain.ground.person import Person
from bot.domain.roll.member import Member, MemberState
from bot.services.council.delivery import mark_sent
from bot.services.council.starting import start
from bot.services.ground.signposts import LARGE_ABOVE, go_private
from bot.services.removals.leaving import end_membership
from bot.services.roll.asking import show_roll
from handlers.act import Desk
from handlers.delivery import Delivery
from handlers.sending import SIGN
from tests.handlers.test_delivery import QUICK, PoorDesk, until_free
from tests.support.council import GROUP, House

COMMAND = 8


class SigningDesk(PoorDesk):
    """In a group that takes signs, or does not."""

    def __init__(self, house: House, *, takes_signs: bool) -> None:
        super().__init__(house)
        self.takes_signs = takes_signs
        self.signs: list[tuple[int, str]] = []

    async def do_api_request(self, *_: object, **__: object) -> object:
        message = "Endpoint not found"
        raise EndPointNotFound(message)

    async def set_message_reaction(self, _: int, message_id: int, sign: str) -> bool:
        if not self.takes_signs:
            message = "REACTION_INVALID"
            raise BadRequest(message)
        self.signs.append((message_id, sign))
        return True


def large() -> tuple[House, Outgoing]:
    """Two have no private chat open; a signpost answered the first of them, and the second asks."""
    house = House()
    house.founded(*(f"Member {number}" for number in range(LARGE_ABOVE)))
    shut, closed = (house.person(name, is_reachable=False) for name in ("Shut", "Closed"))
    house.join(shut, closed)
    house.do(lambda uow: [uow.change(row, state=OutgoingState.DROPPED, trouble="-") for row in uow.find(Outgoing)])
    house.do(lambda uow: [uow.change(card, is_dirty=False) for card in uow.find(Card)])
    house.do(show_roll, by=shut, pressed_in=COMMAND - 2)
    house.do(go_private, house.screens("roll")[-1].outgoing_id)
    house.do(mark_sent, house.screens("signpost")[-1].outgoing_id, GROUP, COMMAND - 1)
    house.do(show_roll, by=closed, pressed_in=COMMAND)
    return house, house.screens("roll")[-1]


async def deliver(desk: SigningDesk) -> None:
    async with asyncio.TaskGroup() as tasks:
        delivery = Delivery(cast("Desk", desk), QUICK, tasks)
        await delivery._look()
        await until_free(delivery)


@pytest.mark.parametrize("takes_signs", [True, False])
async def test_without_a_sign_that_says_where_it_is_the_answer_is_given_in_the_group(takes_signs):
    house, row = large()
    desk = SigningDesk(house, takes_signs=takes_signs)
    await deliver(desk)
    assert desk.signs == ([(COMMAND, SIGN)] if takes_signs else [])
    assert ["The roll of" in said for said in desk.sent] == ([] if takes_signs else [True])
    state = OutgoingState.SHELVED if takes_signs else OutgoingState.SENT
    assert house.one(Outgoing, outgoing_id=row.outgoing_id).state is state


async def test_who_has_left_meanwhile_reads_nothing_of_what_waited():
    house, row = large()
    desk = SigningDesk(house, takes_signs=True)
    await deliver(desk)
    waits = house.one(Outgoing, outgoing_id=row.outgoing_id)
    person_id = waits.person_id
    assert person_id is not None
    house.do(lambda uow: end_membership(uow, uow.get(Member, house.council_id, person_id), MemberState.LEFT))
    closed = house.one(Person, person_id=person_id)
    house.do(start, is_greeted=False, by=closed, chat_id=closed.telegram_id)
    await deliver(desk)
    assert not any("The roll of" in said for said in desk.sent)
    assert house.one(Outgoing, outgoing_id=row.outgoing_id).state is OutgoingState.DROPPED


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_signpost_says_what_the_sign_means(language):
    house, _ = large()
    assert SIGN in house.show(house.screens("signpost")[0], language).text
