"""The playground's clock and its bot's process: what is due happens in its order, and nothing pressed is lost."""

import signal
from datetime import timedelta
from itertools import pairwise

from tests.support.patience import WAIT
from tests.support.playground import RunningPlayground

HOUR, DAY, WEEK = (span.total_seconds() for span in (timedelta(hours=1), timedelta(days=1), timedelta(weeks=1)))
AWAY = "I could not hear you"
SLACK_S = 60.0
"""What a busy machine itself takes."""


async def garden(play, *names):
    """A group in which everybody is on the roll, and its people."""
    people = [await play.user(name) for name in names]
    group = await play.group("Garden", people[0], people[1:], [await play.mandate()])
    welcome = await group.find(button="Join the roll")
    for person in people:
        await person.press(welcome, "Join the roll")
    return group, people


async def propose(group, by, text):
    await by.say(group, f"/propose {text}")
    return await group.find(text.partition(": ")[2], button="Yes")


async def now(play):
    return (await play.steer("state"))["clock"]["now"]


async def ensure_refusals(play):
    """What cannot be done is told in a sentence, and the clock stays."""
    before = await now(play)
    for fields in ({"by": -HOUR}, {"by": "much"}, {"by": 500 * DAY}, {"to": "yesterday"}):
        assert "The clock moves forward" in (await play.steer("clock", **fields))["error"]
    assert "crash" in (await play.steer("bot", act="dance"))["error"]
    await play.fault("502", match={"method": "getUpdates"}, times=None)
    assert "cannot hear Telegram" in (await play.steer("clock", by=DAY))["error"]
    await play.clear_faults()
    assert await now(play) - before < SLACK_S


async def test_votes_survive_an_orderly_end_and_a_kill(tmp_path):
    async with RunningPlayground(tmp_path) as play:
        group, (anna, ben, cleo) = await garden(play, "Anna", "Ben", "Cleo")
        card = await propose(group, anna, "1d: We buy a barrel")
        assert "Recorded" in (await anna.press(card, "Yes")).text
        for how, voter in ((signal.SIGTERM, ben), (signal.SIGKILL, cleo)):
            before = await now(play)
            await play.stop(how)
            await play.start()
            assert await now(play) >= before
            assert "Recorded" in (await voter.press(card, "Yes")).text
        await play.steer("clock", by=DAY)
        result = await group.until(card, lambda message: "Adopted" in message.text)
        assert "Yes 3 · No 0" in result.text
        assert not [message.text for message in await group.history() if AWAY in message.text]
        assert await play.findings() == []
        assert await play.mistakes() == []


async def test_a_week_passes_from_one_due_thing_to_the_next(tmp_path):
    async with RunningPlayground(tmp_path) as play:
        quiet = await now(play)
        assert (await play.steer("clock", to="next"))["nothing_due"]
        assert await now(play) - quiet < SLACK_S

        group, people = await garden(play, "Anna", "Ben", "Cleo", "Dan who votes late")
        began = await now(play)
        cards = [await propose(group, people[0], f"{days}d: We buy barrel {days}") for days in (3, 1, 5)]
        for card in cards:
            for person in people[:-1]:
                assert "Recorded" in (await person.press(card, "Yes")).text
        moved = await play.steer("clock", by=WEEK)
        assert moved["steps"] >= len(cards)
        assert moved["said"] >= len(cards)
        assert 0 <= moved["now"] - began - WEEK <= SLACK_S
        closed = [(await group.get(card.id))["edit_date"] - began for card in cards]
        assert [round(seconds / DAY) for seconds in closed] == [3, 1, 5]
        dates = [message["date"] for message in await group.history()]
        assert all(earlier <= later for earlier, later in pairwise(dates))
        assert not [message.text for message in await group.history() if AWAY in message.text]

        await ensure_refusals(play)
        await play.steer("bot", act="crash")
        card_query = await play.press_all([(people[1], cards[0], str(cards[0].button("Yes")["data"]))])
        assert not (await play.steer("state"))["bot"]["running"]
        assert "closed" in (await play.answers(card_query, wait=WAIT))[0].text
        assert not [message.text for message in await group.history() if AWAY in message.text]
        assert await play.findings() == []
        assert await play.mistakes() == []
