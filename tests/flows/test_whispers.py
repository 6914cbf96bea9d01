"""What concerns one person is shown to that person alone, where Telegram can; else as ever."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.support.garden import garden


async def alone(g, *, is_admin=True):
    """The server knows ephemeral messages; the bot may show them at any time, if it is an administrator."""
    await g.group.find("The council is founded")
    await g.telegram.know_ephemeral()
    if is_admin:
        await g.group.promote(g.account)
    return g.anna.alone_in(g.group)


async def said_by_bot(g):
    return [m.id for m in await g.group.history() if m["from"]["is_bot"] and not m["service"]]


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("/me", "What I keep about you"),
        ("/help", "/propose"),
        ("/privacy", "sealed"),
        ("/withdraw", "proposal"),
        ("/open", "open"),
        ("/council", "You are on the roll since"),
        ("/charter", "The charter of Garden"),
        ("/roll", "Anna"),
        ("/decisions", ""),
        ("/mandate", "mandate"),
        ("/why", ""),
        ("/leave", "Yes"),
    ],
)
async def test_who_asks_in_the_group_is_answered_for_them_alone(tmp_path, command, words):
    async with garden(tmp_path, "Anna", "Ben", "Cleo") as g:
        hers, before = await alone(g), await said_by_bot(g)
        await g.anna.say(g.group, command)
        await hers.wait_for(lambda message: words in message.text or words in message.buttons)
        assert await said_by_bot(g) == before
        assert await g.ben.alone_in(g.group).history() == []


async def test_pages_turn_in_place_for_her_alone(tmp_path):
    async with garden(tmp_path, "Anna", "Ben", "Cleo") as g:
        hers, before = await alone(g), await said_by_bot(g)
        await g.anna.say(g.group, "/help")
        shown = await hers.find("/propose")
        button = next(label for label in shown.buttons if "How it works" not in label)
        await g.anna.press(shown, button)
        turned = await hers.until(shown, lambda message: message.text != shown.text)
        assert turned["ephemeral_message_id"] == shown["ephemeral_message_id"]
        assert await said_by_bot(g) == before


async def test_a_server_that_does_not_know_them_is_asked_once_and_the_answer_is_given_in_private(tmp_path):
    async with garden(tmp_path, "Anna", "Ben", "Cleo") as g:
        await g.group.promote(g.account)
        at_start = len(await g.telegram.calls("editEphemeralMessageText"))
        for command, words in (("/help", "/propose"), ("/open", "Nothing is open"), ("/roll", "The roll of Garden")):
            await g.anna.say(g.group, command)
            await g.anna.private(g.account).find(words)
        assert at_start == 1  # for the menus
        assert len(await g.telegram.calls("editEphemeralMessageText")) == at_start + 1


async def test_a_group_that_does_not_allow_it_is_asked_once_until_the_bots_rights_change(tmp_path):
    async with garden(tmp_path, "Anna", "Ben", "Cleo") as g:
        await alone(g, is_admin=False)
        zed = await g.telegram.user("Zed")
        await g.group.add(zed)
        for _ in range(2):
            said = await zed.say(g.group, "/help")
            await g.group.find("/propose", after=said.id)
        refused = [call for call in await g.telegram.calls("sendMessage") if not call["ok"]]
        assert [call["description"] for call in refused] == ["Bad Request: BOT_NOT_ADMIN"]
        await g.group.promote(g.account)
        await zed.say(g.group, "/help")
        await zed.alone_in(g.group).find("/propose")


async def test_whoever_has_just_pressed_a_button_is_answered_alone_by_any_bot(tmp_path):
    async with garden(tmp_path, "Anna", "Ben", "Cleo") as g:
        hers = await alone(g, is_admin=False)
        await g.anna.press(await g.group.find(button="Join the roll"), "Join the roll")
        await g.anna.say(g.group, "/privacy")
        await hers.wait_for(lambda message: len(message.text) > 0)


async def test_a_confirmation_is_asked_and_answered_by_her_alone(tmp_path):
    async with garden(tmp_path, "Anna", "Ben", "Cleo", "Dan") as g:
        hers, before = await alone(g), await said_by_bot(g)
        await g.anna.say(g.group, "/leave")
        asked = await hers.find(button="Yes")
        await g.anna.press(asked, "No")
        await hers.until(asked, lambda message: "Nothing was changed" in message.text)
        assert await said_by_bot(g) == before


async def ranked(g):
    """An election in which a paper is ranked, open."""
    await g.anna.say(g.group, "/elect 2 board")
    asked = await g.anna.alone_in(g.group).find(button="Yes")
    await g.anna.press(asked, "Yes")
    card = await g.group.find(button="Stand")
    for person in (g.ben, g.cleo, g.dan):
        await person.press(card, "Stand")
    await g.bot.move(timedelta(hours=25))
    return await g.group.until(card, lambda message: "Vote" in message.buttons)


async def test_the_booth_opens_in_the_group_for_the_voter_alone_and_nothing_else_tells_what_they_mark(tmp_path):
    async with garden(tmp_path, "Anna", "Ben", "Cleo", "Dan") as g:
        hers = await alone(g)
        card = await ranked(g)
        since, before = await g.telegram.last_event(), await said_by_bot(g)
        answer = await g.anna.press(card, "Vote")
        assert not answer.url
        paper = await hers.find(button="Submit")
        await g.anna.press(paper, "Cleo")
        paper = await hers.until(paper, lambda message: "1. Cleo" in message.text)
        assert "Recorded: 1. Cleo" in (await g.anna.press(paper, "Submit")).text
        await hers.until(paper, lambda message: "Not recorded" not in message.text)
        assert await said_by_bot(g) == before
        kinds = {"message", "edit", "ephemeral"}
        seen = [event for event in await g.telegram.events(since) if event["kind"] in kinds]
        assert not [event for event in seen if "1. Cleo" in str(event)]
        assert await g.ben.alone_in(g.group).history() == []
        for voter in (g.ben, g.cleo):
            await voter.press(card, "Vote")
            own = await voter.alone_in(g.group).find(button="Submit")
            await voter.press(own, "Abstain")
        await g.bot.move(timedelta(days=6))
        await hers.until(paper, lambda message: "1. Cleo" not in message.text)
