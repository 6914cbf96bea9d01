"""A paper of an open ballot is damaged on the disk: whoever meets it is told so, and everybody votes anew."""

import sqlite3
from datetime import timedelta
from functools import partial

import pytest

from handlers.callbacks import pack
from handlers.presses.ballots import (
    BoothPagePress,
    BoothPress,
    SubmitPress,
    VotePress,
)
from tests.support.chats import answer_to
from tests.support.garden import garden

NAMES = ("Anna", "Ben", "Cleo", "Dan")
EVERYBODY_VOTES_AGAIN = "it begins anew and everybody votes again"


def damage_papers(folder):
    """Every paper of the one ballot that is open; which it is."""
    with sqlite3.connect(folder / "mandate.db") as database:
        database.execute("UPDATE slots SET sealed = zeroblob(length(sealed))")
        (ids,) = database.execute("SELECT DISTINCT council_id, ballot_id FROM slots").fetchall()
    database.close()
    return ids


def forget_buttons(folder):
    """Of what the last release sent nothing is kept that tells which buttons it had."""
    with sqlite3.connect(folder / "mandate.db") as database:
        database.execute("UPDATE cards SET verbs = NULL")
    database.close()


async def test_a_vote_on_a_card_of_the_last_release_begins_a_damaged_ballot_anew(tmp_path):
    async with garden(tmp_path, *NAMES) as g:
        card = await g.propose(g.anna, "We buy a barrel")
        await g.ben.press(card, "Yes")
        council_id, ballot_id = damage_papers(tmp_path)
        forget_buttons(tmp_path)
        press = VotePress(council_id, ballot_id, "no")
        refused = await g.anna.send_data(card, pack(press))
        assert refused.alert
        assert EVERYBODY_VOTES_AGAIN in refused.text
        await g.group.find("please vote again", after=card.id)
        forget_buttons(tmp_path)
        assert "Recorded: No" in (await g.anna.send_data(card, pack(press))).text


PRESSES = [BoothPress, partial(BoothPagePress, page=0), partial(SubmitPress, is_abstention=1)]


@pytest.mark.parametrize("press", PRESSES, ids=["enter", "page", "submit"])
async def test_who_meets_a_damaged_paper_in_the_booth_is_told_so(tmp_path, press):
    async with garden(tmp_path, *NAMES) as g:
        card = await election(g)
        answer = await g.anna.press(card, "Vote")
        await g.anna.open(answer.url)
        paper = await g.anna.private(g.account).find(button="Submit")
        refused = await g.anna.send_data(paper, pack(press(*damage_papers(tmp_path))))
        assert EVERYBODY_VOTES_AGAIN in refused.text
        await g.group.find("please vote again", after=card.id)
        assert "Recorded:" in (await g.ben.press(card, "Cleo")).text


async def election(g):
    """The card on which Ben and Cleo may be voted for."""
    said = await g.anna.say(g.group, "/elect treasurer")
    await g.anna.press(await answer_to(g.anna, g.account, g.group, "Start an election", after=said), "Yes")
    card = await g.group.find(button="Stand")
    for person in (g.ben, g.cleo):
        await person.press(card, "Stand")
    await g.bot.move(timedelta(hours=25))
    return await g.group.until(card, lambda message: "Vote" in message.buttons)
