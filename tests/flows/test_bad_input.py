"""SPEC section 14, row by row: bad input gets a clear sentence, and nothing is stored or half-done.

Storage and Telegram failing are in tests/faults.
"""

import asyncio
import os
import sys
from datetime import timedelta

import pytest

from tests.support.bot import ROOT
from tests.support.chats import answer_to
from tests.support.garden import Garden, garden
from tests.support.patience import WAIT

NAMES = ("Anna", "Ben", "Cleo", "Dan")


async def said(g: Garden, text: str, expected: str) -> str:
    """Anna writes in the group; the bot's answer to that with these words."""
    asked = await g.anna.say(g.group, text)
    return (await answer_to(g.anna, g.account, g.group, expected, after=asked)).text


async def test_a_command_without_what_it_needs_asks_or_shows_an_example_and_stores_nothing(tmp_path):
    async with garden(tmp_path, *NAMES) as g:
        await said(g, "/propose", "What do you propose?")
        await g.anna.say(g.group, "/cancel")
        for command in ("/elect", "/instruct", "/nominate", "/remove", "/recall", "/mandate", "/withdraw"):
            answer = await said(g, command, "")
            assert answer, command
            await g.anna.say(g.group, "/cancel")
            await g.bot.move(timedelta(minutes=31))
        assert "Nothing is open" in await said(g, "/open", "Nothing is open")


async def test_every_command_with_as_much_text_as_telegram_takes_has_an_answer(tmp_path):
    async with garden(tmp_path, *NAMES) as g:
        for command in ("decisions", "why", "elect", "recall", "remove", "mandate", "instruct", "charter", "nominate"):
            await said(g, f"/{command} {'words ' * 660}", "")
            await g.anna.say(g.group, "/cancel")
            await g.bot.move(timedelta(minutes=61))


async def test_an_unknown_name_is_told_how_to_become_known(tmp_path):
    async with garden(tmp_path, *NAMES) as g:
        for command in ("/remove @nobody rude", "/vouch @nobody"):
            answer = await said(g, command, "I do not know @nobody here yet")
            assert "Join" in answer or "join" in answer or "write" in answer


async def test_who_may_not_vote_is_told_why_and_from_when(tmp_path):
    async with garden(tmp_path, *NAMES) as g:
        card = await g.propose(g.anna, "We buy a barrel")
        zoe = await g.telegram.user("Zoe")
        await g.group.add(zoe, g.anna)
        refused = await zoe.press(card, "Yes")
        assert refused.alert
        assert "roll" in refused.text
        card = await g.group.until(card, lambda message: "Join the roll" in message.buttons)
        joined = await zoe.press(card, "Join the roll")
        assert "may vote" in joined.text or "vote from" in joined.text
        waiting = await zoe.press(card, "Yes")
        assert waiting.alert
        await g.bot.move(timedelta(hours=25))
        late = await zoe.press(card, "Yes")
        assert late.alert
        assert "0 of 4" in (await g.group.get(card.id)).text


async def test_closed_and_forged_buttons_change_nothing(tmp_path):
    async with garden(tmp_path, *NAMES) as g:
        card = await g.propose(g.anna, "We buy a barrel")
        data = card.button("Yes")["data"]
        for person in (g.anna, g.ben, g.cleo):
            await person.press(card, "Yes")
        await g.bot.move(timedelta(days=4))
        result = await g.group.until(card, lambda message: "Adopted" in message.text)
        late = await g.dan.send_data(result, data)
        assert late.alert
        assert "closed" in late.text
        unknown = ("1vo" + "A" * 44 + "yes", data.replace("yes", "maybe"), "9" + data[1:], "1vo~~~~")
        for forged in ("", "x", "1vo", *unknown):
            answer = await g.dan.send_data(result, forged or "0")
            assert answer.alert
            assert answer.text
        assert (await g.group.get(card.id)).text == result.text


TOO_LONG = (
    ("/propose " + "x" * 3001, ("3001", "3000")),
    ("/propose Which?\n- a\n- " + "b" * 101, ("101", "100")),
    ("/propose Which?\n" + "\n".join(f"- option {number}" for number in range(21)), ("21", "20")),
    ("/elect " + "y" * 61, ("61", "60")),
)


async def test_too_long_is_refused_with_the_figure_and_the_limit(tmp_path):
    async with garden(tmp_path, *NAMES) as g:
        for text, figures in TOO_LONG:
            answer = await said(g, text, figures[0])
            assert all(figure in answer for figure in figures)
        assert "Nothing is open" in await said(g, "/open", "Nothing is open")


async def test_durations_and_rule_values_out_of_range_show_the_range_and_an_example(tmp_path):
    async with garden(tmp_path, *NAMES) as g:
        assert "14" in await said(g, "/propose 90d: A long one", "90")
        assert "5" in await said(g, "/propose 1m: A short one", "1")
        answer = await said(g, "/charter signals_fraction 1/2", "1/3")
        assert "1/20" in answer
        await said(g, "/charter signals_fraction soon", "1/3")
        await said(g, "/charter no_such_rule 3", "no_such_rule")
        assert "Nothing is open" in await said(g, "/open", "Nothing is open")


async def test_acting_twice_or_on_oneself_names_the_rule(tmp_path):
    async with garden(tmp_path, *NAMES) as g:
        card = await g.propose(g.anna, "We buy a barrel")
        await g.group.add(await g.telegram.user("Zoe"), g.anna)
        card = await g.group.until(card, lambda message: "Join the roll" in message.buttons)
        twice = await g.anna.press(card, "Join the roll")
        assert "already" in twice.text
        again = await g.ben.press(card, "No")
        assert "Recorded: No" in again.text
        again = await g.ben.press(card, "No")
        assert "Recorded: No" in again.text
        assert "1 of 4 voted" in (await g.group.until(card, lambda message: "1 of 4" in message.text)).text


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("BOT_TOKEN", "no token at all"),
        ("TICK_SECONDS", "soon"),
        ("DATABASE_URL", "mysql://somewhere"),
        ("BOT_API_URL", "telegram"),
        ("LOG_LEVEL", "LOUD"),
        ("BOT_TOKEN_FILE", "/there/is/none"),
    ],
)
async def test_a_wrong_setting_is_one_line_and_exit_code_2(tmp_path, setting, value):
    env = {**os.environ, "BOT_TOKEN": "1:A", "DATA_DIR": str(tmp_path), setting: value}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", cwd=ROOT, env=env, stderr=asyncio.subprocess.PIPE
    )
    _, errors = await asyncio.wait_for(process.communicate(), WAIT)
    lines = errors.decode().strip().splitlines()
    assert process.returncode == 2
    assert len(lines) == 1
    assert setting in lines[0]
