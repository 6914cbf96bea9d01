"""Callback data sent with the id of a message that has no such button: whoever writes their own client can."""

from __future__ import annotations

import typing
from dataclasses import fields
from datetime import timedelta
from typing import Any

from bot.domain.ballots.ballot import Ballot
from bot.domain.ground.ids import BallotId, CouncilId, MandateId, PersonId
from bot.domain.ground.outgoing import Card, Outgoing
from bot.domain.ground.person import Person as Row
from bot.domain.mandates.mandate import Mandate
from bot.services.ground.ports import Reads
from handlers.callbacks import ID_TYPES, Press, pack
from handlers.registers.presses import VERBS
from tests.faults.assembly import read
from tests.support.chats import Message, answer_to
from tests.support.garden import Garden, garden
from tests.support.patience import WAIT

NAMES = ("Anna", "Ben", "Cleo", "Zed")
NOT_A_THING = "0" * 32


def forged(kind: type[Press], known: dict[object, str], number: int) -> str:
    """Data of this kind with ids that exist, as whoever reads the group's buttons can make it."""
    hints = typing.get_type_hints(kind)
    values: dict[str, Any] = {}
    for field in fields(kind):
        hint = hints[field.name]
        is_id = hint in ID_TYPES
        values[field.name] = known.get(hint, NOT_A_THING) if is_id else number if hint is int else "yes"
    return pack(kind(**values))


async def ids_for(g: Garden, telegram_id: int) -> dict[object, str]:
    """What there is to name: the council, its newest ballot, a mandate, and the person who presses."""

    def look(reads: Reads) -> dict[object, str]:
        (row,) = reads.find(Row, telegram_id=telegram_id)
        ballot, (mandate,) = reads.find(Ballot)[-1], reads.find(Mandate)
        return {
            CouncilId: ballot.council_id,
            BallotId: ballot.ballot_id,
            MandateId: mandate.mandate_id,
            PersonId: row.person_id,
        }

    return await read(g.bot, look)


async def furnish(g: Garden) -> None:
    """Every kind of card, and messages of wizards, pages and help."""
    said = await g.anna.say(g.group, "/elect Clerk")
    await g.anna.press(await answer_to(g.anna, g.account, g.group, button="Yes", after=said), "Yes")
    await g.ben.press(await g.group.find("Clerk", button="Stand"), "Stand")
    await g.bot.move(timedelta(days=2, minutes=1))
    paper = await g.group.find("Clerk", button="Ben")
    for person in (g.anna, g.ben, g.cleo):
        await person.press(paper, "Ben")
    await g.bot.move(timedelta(days=4))
    await g.group.find("Clerk: Ben", button="No confidence")
    await g.propose(g.anna, "We plant a hedge")
    said = await g.cleo.say(g.group, "/elect Cook")
    await g.cleo.press(await answer_to(g.cleo, g.account, g.group, "Cook", button="Yes", after=said), "Yes")
    await g.group.find("Cook", button="Stand")
    said = await g.anna.say(g.group, "/recall Ben said nothing for weeks", mentions={"Ben": g.ben})
    await g.anna.press(await answer_to(g.anna, g.account, g.group, "Ben", button="Yes", after=said), "Yes")
    await g.group.find("said nothing for weeks", button="No confidence")
    await g.cleo.block(g.account)  # so that she is answered in the group
    for command in ("/help", "/council", "/charter", "/mandate", "/decisions", "/roll", "/leave"):
        said = await g.cleo.say(g.group, command)
        await g.group.find(after=said.id)


def looks(messages: list[Message]) -> dict[int, tuple[str, list[str]]]:
    return {message.id: (message.text, message.buttons) for message in messages if message["from"]["is_bot"]}


async def stood(g: Garden) -> dict[int, set[str]]:
    """Which buttons each message of the group has had, as the bot notes it."""

    def look(reads: Reads) -> dict[int, set[str]]:
        found: dict[int, set[str]] = {}
        rows: list[Card | Outgoing] = [*reads.find(Card), *reads.find(Outgoing, chat_id=g.group.id)]
        for row in rows:
            found.setdefault(row.message_id or 0, set()).update((row.verbs or "").split())
        return found

    return await read(g.bot, look)


async def test_no_press_turns_a_message_that_has_no_such_button_into_anything(tmp_path):
    async with garden(tmp_path, *NAMES[:3], is_strict=False) as g:
        zed = await g.telegram.user("Zed")
        await g.group.add(zed)
        await zed.start(g.account)
        await furnish(g)
        shown = [message for message in await g.group.history() if message["from"]["is_bot"]]
        before, had = looks(shown), await stood(g)
        for person in (zed, g.cleo):
            known = await ids_for(g, person.id)
            presses = [
                (person, message, forged(kind, known, number))
                for message in shown
                for verb, kind in VERBS.items()
                for number in (0, 1)
                if verb not in had[message.id]
            ]
            answers = await g.telegram.answers(await g.telegram.press_all(presses), WAIT)
            unsaid = [
                (press[2][:3], press[1].text)
                for press, each in zip(presses, answers, strict=True)
                if not each.alert and not each.url
            ]
            assert not unsaid
        assert looks([message for message in await g.group.history() if message.id in before]) == before
        assert "Recorded: Yes" in (await g.ben.press(await g.group.find("hedge", button="Abstain"), "Yes")).text


async def test_a_press_on_somebodys_own_message_does_nothing(tmp_path):
    async with garden(tmp_path, *NAMES[:3], is_strict=False) as g:
        card = await g.propose(g.anna, "We buy a barrel")
        words = await g.ben.say(g.group, "I am for it")
        user = {"id": g.cleo.id, "is_bot": False, "first_name": "Cleo"}
        author = {"id": g.ben.id, "is_bot": False, "first_name": "Ben"}
        chat = {"id": g.group.id, "type": "supergroup", "title": "Garden"}
        message = {"message_id": words.id, "date": 1, "chat": chat, "from": author}
        data = card.button("Yes")["data"]
        await g.account.send_update(
            {"callback_query": {"id": "77", "from": user, "chat_instance": "1", "data": data, "message": message}}
        )
        await g.account.idle()
        assert "Recorded: No" in (await g.cleo.press(card, "No")).text
        await g.anna.press(card, "Yes")
        await g.bot.move(timedelta(days=4))
        await g.group.find("Yes 1 · No 1")
