"""What is remembered of the ways to one person in a group."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest
from telegram import Bot, CallbackQuery
from telegram.error import BadRequest, EndPointNotFound

from handlers.answers import answered_unless
from handlers.newer import Reader
from handlers.whispers import PRESS_COUNTS_FOR_S, REFUSAL_COUNTS_FOR_S, Whispers

GROUP, ANNA, ZED = -100, 1, 2


class Server:
    """A server that refuses with these words, if any; an old one ignores what it does not know."""

    def __init__(self, refusal: str = "", *, is_old: bool = False, has_methods: bool = True) -> None:
        self.refusal, self.is_old, self.has_methods = refusal, is_old, has_methods
        self.asked = 0
        self.now = 1_000.0
        self.whispers = Whispers(cast("Bot", self), lambda: self.now)

    async def do_api_request(self, *_: object, **__: object) -> None:
        self.asked += 1
        if not self.has_methods:
            message = "no such method"
            raise EndPointNotFound(message)
        message = "MESSAGE_ID_INVALID"
        raise BadRequest(message)

    async def send_message(self, *_: object, **__: object) -> Any:
        if self.refusal:
            raise BadRequest(self.refusal)
        known = {} if self.is_old else {"ephemeral_message_id": 7}
        return SimpleNamespace(message_id=12 if self.is_old else 0, api_kwargs=known)

    async def way(self, who: int = ANNA) -> Reader | None:
        return await self.whispers.way_to(GROUP, who)

    async def show(self, who: int = ANNA) -> int | None:
        reader = await self.way(who)
        return await self.whispers.show(reader, "psst", None, None, None) if reader is not None else None


async def test_a_server_without_the_methods_is_asked_once():
    server = Server(has_methods=False)
    assert [await server.way(), await server.way(ZED)] == [None, None]
    assert server.asked == 1


async def test_what_one_alone_sees_has_a_negative_number():
    assert await Server().show() == -7


async def test_a_server_that_shows_it_to_all_is_not_told_so_again():
    server = Server(is_old=True)
    assert await server.show() == 12
    assert await server.way() is None


async def test_a_refusal_about_the_bot_counts_for_all_for_a_day_or_until_its_rights_change():
    server = Server("BOT_NOT_ADMIN")
    assert await server.show() is None
    assert await server.way(ZED) is None
    server.now += REFUSAL_COUNTS_FOR_S + 1
    assert await server.way(ZED) is not None
    await server.show()
    server.whispers.forget(GROUP)
    assert await server.way() is not None


async def test_a_refusal_about_one_person_ends_it_for_nobody_else():
    server = Server("USER_NOT_PARTICIPANT")
    assert await server.show(ZED) is None
    assert await server.way(ZED) is None
    assert await server.way(ANNA) is not None


async def test_a_press_opens_the_way_for_some_seconds_to_whoever_pressed():
    server = Server("BOT_NOT_ADMIN")
    await server.show()
    server.whispers.note_press(GROUP, ANNA, "q1")
    assert await server.way() == Reader(GROUP, ANNA, "q1")
    assert server.whispers.may_answer(GROUP, ANNA)
    assert await server.way(ZED) is None
    server.now += PRESS_COUNTS_FOR_S
    assert await server.way() is None


async def test_a_press_learns_whether_what_it_was_for_is_shown():
    refusing, showing, old = Server("USER_NOT_PARTICIPANT"), Server(), Server(has_methods=False)
    for server, is_shown in ((refusing, False), (showing, True), (old, False)):
        outcome = server.whispers.outcome(GROUP, ANNA)
        await server.show()
        assert await outcome is is_shown
    first, second = (showing.whispers.outcome(GROUP, ANNA) for _ in range(2))
    assert await first is False
    await showing.show()
    assert await second is True


@pytest.mark.parametrize(("is_shown", "url"), [(True, None), (False, "t.me/bot?start=booth")])
async def test_a_press_whose_paper_the_group_refuses_leads_to_private_at_once(is_shown, url):
    answered: list[str | None] = []

    class Query:
        async def answer(self, _: str | None, *, url: str | None, **__: object) -> None:
            answered.append(url)

    server = Server("" if is_shown else "BOT_NOT_ADMIN")
    outcome = server.whispers.outcome(GROUP, ANNA)
    await server.show()
    await answered_unless(cast("CallbackQuery", Query()), outcome, "t.me/bot?start=booth")
    assert answered == [url]
