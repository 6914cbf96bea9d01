"""What a group hears: in its order, once, and no more edits than there is to see."""

import asyncio
from typing import cast

import pytest

from bot.domain.council.council import Council
from bot.domain.ground.messages import Confirmed
from bot.domain.ground.outgoing import Card, Outgoing, OutgoingState
from bot.services.ballots.proposals import propose
from bot.services.ballots.voting import cast_vote
from bot.services.council.delivery import mark_drawn
from bot.services.ground.outbox import tell_council
from bot.services.ground.ports import Uow
from handlers.act import Desk
from handlers.delivery import Delivery
from tests.handlers.test_delivery import QUICK, PoorDesk, look_around, until_free
from tests.support.council import GROUP, House


class ListeningDesk(PoorDesk):
    """One that keeps what made no sound."""

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.without_sound: list[str] = []

    async def send_message(self, text: str, **named: object) -> object:
        self.without_sound += [text] if named.get("disable_notification") else []
        return await super().send_message(text, **named)


async def test_a_group_hears_of_things_in_the_order_in_which_they_happened():
    house = House()
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    house.do(lambda uow: [uow.change(row, state=OutgoingState.DROPPED, trouble="-") for row in uow.find(Outgoing)])
    house.do(lambda uow: [uow.change(card, is_dirty=False) for card in uow.find(Card)])

    def happen(uow: Uow) -> None:
        uow.actor = anna
        tell_council(uow, house.council_id, Confirmed(is_yes=True), once="before")
        propose(uow, house.council_id, "Paint the fence", None)
        tell_council(uow, house.council_id, Confirmed(is_yes=False), once="between")
        propose(uow, house.council_id, "Buy a rake", None)

    house.do(happen)
    desk = PoorDesk(house)
    await look_around(desk)
    assert [desk.sent[0], desk.sent[2]] == ["Done.", "Cancelled. Nothing was changed."]
    assert "Paint the fence" in desk.sent[1]
    assert "Buy a rake" in desk.sent[3]


async def test_a_card_is_not_edited_into_what_it_shows_already():
    house = House()
    (card,) = house.find(Card)
    desk = PoorDesk(house)
    async with asyncio.TaskGroup() as tasks:
        delivery = Delivery(cast("Desk", desk), QUICK, tasks)
        for change in ({}, {}, {"title": "The new garden"}, {}):
            house.do(lambda uow, change=change: uow.change(uow.get(Council, house.council_id), **change))
            house.do(lambda uow: uow.raise_version(house.council_id, house.council_id))
            await delivery._look()
            await until_free(delivery)
            assert not house.one(Card, card_id=card.card_id).is_dirty
    assert len(desk.sent) == 1
    assert len(desk.edited) <= 1


async def test_a_card_that_is_posted_anew_makes_no_sound_and_a_new_one_does():
    house = House()
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    house.do(lambda uow: [uow.change(row, state=OutgoingState.DROPPED, trouble="-") for row in uow.find(Outgoing)])
    ballot = house.do(propose, house.council_id, "Paint the fence", None, by=anna)
    house.do(propose, house.council_id, "Buy a rake", None, by=anna)
    (card,) = house.find(Card, subject_id=ballot.ballot_id)
    house.do(mark_drawn, house.council_id, card.card_id, card.version, GROUP, 7)
    house.do(lambda uow: uow.change(uow.get(Card, card.council_id, card.card_id), message_id=None, is_dirty=True))
    desk = ListeningDesk(house)
    await look_around(desk)
    assert any("Buy a rake" in text for text in desk.sent)
    assert ["Paint the fence" in text for text in desk.without_sound] == [True]


@pytest.mark.parametrize("takes_pictures", [True, False])
async def test_a_card_becomes_its_result_with_a_picture_or_without(takes_pictures):
    house = House()
    anna, ben, cleo = house.founded("Anna", "Ben", "Cleo")
    ballot = house.do(propose, house.council_id, "Paint the fence", None, by=anna)
    for voter in (anna, ben, cleo):
        house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=voter)
    house.do(lambda uow: [uow.change(row, state=OutgoingState.DROPPED, trouble="-") for row in uow.find(Outgoing)])
    (card,) = house.find(Card, subject_id=ballot.ballot_id)
    house.do(mark_drawn, house.council_id, card.card_id, card.version, GROUP, 7)
    house.pass_time(days=4)
    house.do(lambda uow: [uow.change(row, is_dirty=False) for row in uow.find(Card) if row.message_id is None])
    desk = PoorDesk(house)
    desk.takes_pictures = takes_pictures
    await look_around(desk)
    assert not desk.sent
    told = desk.edited[-1]
    assert told.startswith("picture: ") is takes_pictures
    assert "Adopted" in told
