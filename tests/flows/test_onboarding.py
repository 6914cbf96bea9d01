"""The first minute: what the operator reads in the terminal, and how a group comes to its first proposal by buttons."""

import asyncio
import os
import sys

import pytest
from telegram import User

from bot.onboarding import introduce
from tests.support.bot import ROOT, TOKEN, RunningBot
from tests.support.patience import WAIT
from tests.support.standin import Standin

LINK = "https://t.me/mandate_bot?startgroup=true"


def me(**fields):
    return User(4242, "Mandate", is_bot=True, username="mandate_bot", can_join_groups=True, **fields)


def test_the_operator_reads_the_name_the_privacy_mode_and_a_link_that_asks_for_few_rights():
    told = introduce(me(can_read_all_group_messages=False))
    assert "Mandate runs as @mandate_bot." in told
    assert "Privacy mode is on, and nothing is missing" in told
    assert [line.split()[-1] for line in told.splitlines() if "t.me" in line] == [LINK, f"{LINK}&admin=manage_chat"]
    assert "BotFather" not in told
    assert max(map(len, told.splitlines())) < 120


def test_a_bot_that_may_join_no_group_or_is_sent_every_message_is_told_how_to_change_it():
    told = introduce(me(can_read_all_group_messages=True)).replace("\n", " ")
    assert "Privacy mode is off" in told
    assert "@BotFather, /setprivacy, Enable" in told
    barred = User(4242, "Mandate", is_bot=True, username="mandate_bot", can_join_groups=False)
    assert "/setjoingroups, @mandate_bot, Enable" in introduce(barred)


async def test_the_terminal_shows_it_once_telegram_has_answered_and_the_log_goes_elsewhere(tmp_path):
    async with Standin() as telegram:
        await telegram.bot(TOKEN, username="mandate_bot")
        env = {**os.environ, "BOT_TOKEN": TOKEN, "BOT_API_URL": telegram.url, "DATA_DIR": str(tmp_path / "data")}
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", cwd=ROOT, env=env,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        assert process.stdout is not None
        async with asyncio.timeout(WAIT):
            shown = ""
            while "Next:" not in shown:
                line = await process.stdout.readline()
                assert line, "it ended before it said what to do next"
                shown += line.decode()
        process.terminate()
        rest, logged = await asyncio.wait_for(process.communicate(), WAIT)
        assert process.returncode == 0
        assert LINK in shown
        assert "ready" not in shown + rest.decode()
        assert LINK not in logged.decode()


async def newest(group):
    """What stands lowest in the chat, whoever wrote it: what somebody sees who just opened it."""
    return (await group.history())[-1]


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_a_group_comes_to_its_first_vote_by_the_buttons_of_the_last_message(tmp_path, kind):
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot", can_read_all_group_messages=False)
        async with RunningBot(telegram, account, tmp_path, limits="real"):
            anna = await telegram.user("Anna", username=None)
            ben = await telegram.user("Ben", username=None)
            group = await telegram.group("Garden", anna, members=[ben], type=kind)
            await telegram.post(f"groups/{group.ref}/add", user=account.id, by=anna.id, payload="true")

            card = await group.find(button="Join the roll")
            assert (await newest(group)).id == card.id
            early = await ben.press(card, "Propose")
            assert early.alert
            assert "Join the roll" in early.text

            assert "founder" in (await anna.press(card, "Join the roll")).text
            assert (await newest(group)).id == card.id
            await anna.press(card, "Propose")
            question = await group.find("What do you propose?")
            assert (await newest(group)).id == question.id
            assert "Anna" in question.text
            assert question["markup"]["force_reply"]

            await anna.say(group, "We buy a rain barrel", reply_to=question)
            ballot = await group.find("We buy a rain barrel", button="Yes")
            assert (await newest(group)).id == ballot.id
            assert "Recorded: Yes" in (await anna.press(ballot, "Yes")).text
            pressed = [event for event in await telegram.events(kinds="press") if event["user"] == anna.id]
            assert len(pressed) == 3, "from the first card to the first vote: Join the roll, Propose, Yes"


async def test_somebody_who_proposes_before_joining_finds_the_way_under_the_answer(tmp_path):
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot")
        async with RunningBot(telegram, account, tmp_path):
            anna = await telegram.user("Anna", username=None)
            group = await telegram.group("Garden", anna, bots=[account])
            await group.find(button="Join the roll")
            await anna.say(group, "/propose We buy a rain barrel")
            answer = await group.find("not on the roll")
            await anna.press(answer, "Join the roll")
            await anna.say(group, "/propose We buy a rain barrel")
            await group.find("We buy a rain barrel", button="Yes")
