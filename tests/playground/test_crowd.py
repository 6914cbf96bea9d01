"""The crowd acts as people do: it joins, votes on cards and in booths, and reads why somebody may not."""

from datetime import timedelta
from typing import Any

import pytest

from deploy.playground.crowd import Crowd
from deploy.playground.crowd_people import gather, name_of
from deploy.playground.crowd_ways import COUNTED, JOIN, SUBMIT, VOTE, apportion, button_called
from deploy.playground.errors import PeopleError
from deploy.playground.people_accounts import create_user
from deploy.playground.people_groups import create_group, leave
from deploy.playground.world import World
from tests.support.bot import TOKEN, RunningBot
from tests.support.catalogs import load, paths
from tests.support.chats import Group
from tests.support.standin import Person, Standin


def _crowd(telegram: Standin) -> Crowd:
    assert telegram.world is not None
    return Crowd(telegram.world)


async def _send(crowd: Crowd, group: Group, me: Person, people: int, **fields: Any) -> dict[str, Any]:
    """What the crowd came to, when everybody has read an answer."""
    crowd.start({"chat": group.id, "people": people, "me": me.id, **fields})
    await crowd.finished()
    progress = crowd.progress()
    assert progress is not None
    assert (progress["done"], progress["error"]) == (True, "")
    return progress


async def test_thirty_others_vote_in_exact_shares_and_who_came_too_late_is_told_so(tmp_path):
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot")
        async with RunningBot(telegram, account, tmp_path) as bot:
            anna = await telegram.user("Anna")
            group = await telegram.group("Garden", anna, bots=[account])
            await group.find(button="Join the roll")
            crowd = _crowd(telegram)

            came = await _send(crowd, group, anna, 30)
            assert (came["joined"], came["on_roll"], came["voted"]) == (30, 30, 0)
            assert [count for text, count in came["joining"].items() if "founder" in text] == [30]
            await anna.press(await group.find(button="Join the roll"), "Join the roll")
            await group.find("The council is founded")

            await anna.say(group, "/propose We buy a barrel")
            card = await group.find("We buy a barrel", button="Second")
            await _send(crowd, group, anna, 2, message_id=card.id, shares={"Second": 1})
            card = await group.until(card, lambda message: "Yes" in message.buttons)
            first = await _send(crowd, group, anna, 20, message_id=card.id)
            assert first["answers"] == {"Recorded: Yes": 12, "Recorded: No": 6, "Recorded: Abstain": 2}
            second = await _send(crowd, group, anna, 15, message_id=card.id, shares={"Yes": 1})
            assert (second["joined"], second["on_roll"], second["voted"]) == (15, 15, 10)
            assert second["answers"].pop("Recorded: Yes") == 10
            ((why, count),) = second["answers"].items()
            assert count == 5
            assert "You may vote in ballots that open after" in why
            assert len((await group.view())["members"]) == 31 + 5 + 1
            await bot.move(timedelta(days=3, minutes=1))
            result = await group.until(card, lambda message: "Adopted" in message.text)
            assert "Yes 22" in result.text
            assert "30 of 31 voted" in result.text


async def test_a_crowd_fills_in_the_papers_of_an_election_in_the_private_booth(tmp_path):
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot")
        async with RunningBot(telegram, account, tmp_path) as bot:
            people = [await telegram.user(name) for name in ("Anna", "Ben", "Cleo")]
            anna, ben, cleo = people
            group = await telegram.group("Garden", anna, members=people[1:], bots=[account])
            await group.find(button="Join the roll")
            crowd = _crowd(telegram)
            await _send(crowd, group, anna, 9)
            await ben.say(group, "/elect 2 delegates")
            await ben.press(await group.find("Start an election", button="Yes"), "Yes")
            card = await group.find("delegates", button="Second")
            await _send(crowd, group, ben, 2, message_id=card.id, shares={"Second": 1})
            card = await group.until(card, lambda message: "Stand" in message.buttons)
            for person in (ben, cleo):
                await person.press(card, "Stand")
            await bot.move(timedelta(hours=75))
            card = await group.until(card, lambda message: "Vote" in message.buttons)
            some = await _send(crowd, group, anna, 4, message_id=card.id, shares={"Cleo": 3, "Ben": 1})
            assert some["answers"] == {"Recorded: 1. Cleo": 3, "Recorded: 1. Ben": 1}
            rest = await _send(crowd, group, anna, 5, message_id=card.id)
            assert rest["voted"] == 5
            await bot.move(timedelta(days=5))
            result = await group.until(card, lambda message: "Elected: " in message.text)
            assert "9 papers" in result.text


def test_members_come_first_and_whoever_left_is_not_brought_back():
    world = World()
    anna, ben, cleo = (create_user(world, {"first_name": name})["id"] for name in ("Anna", "Ben", "Cleo"))
    group = world.groups[create_group(world, {"title": "Garden", "creator": anna, "members": [ben, cleo]})["id"]]
    assert gather(world, group, 1, {anna}, {ben}) == [cleo]
    *known, new = gather(world, group, 3, {anna}, {ben})
    assert known == [cleo, ben]
    leave(world, group, new, new, "left")
    again = gather(world, group, 3, {anna}, set())
    assert new not in again
    other = world.groups[create_group(world, {"title": "House", "creator": anna})["id"]]
    assert gather(world, other, 2, {anna}, set()) == [new, again[-1]]


def test_shares_are_dealt_out_exactly_by_largest_remainder():
    assert apportion(30, {"Yes": 60, "No": 30, "Abstain": 10}) == {"Yes": 18, "No": 9, "Abstain": 3}
    assert apportion(10, {"a": 1, "b": 1, "c": 1}) == {"a": 4, "b": 3, "c": 3}
    assert apportion(7, {"a": "0.5", "b": 0, "c": 99.5}) == {"a": 0, "b": 0, "c": 7}
    for shares in ({"a": 0}, {"a": -1, "b": 3}):
        with pytest.raises(PeopleError, match="shares are numbers"):
            apportion(5, shares)


def test_a_label_may_be_named_by_its_beginning_unless_two_begin_so():
    shown = [{"text": text} for text in ("☐ No", "None of these", "No confidence", "Second (1 of 2)")]
    assert button_called(shown, "No")["text"] == "☐ No"
    for name in ("second", "Second (0 of 2)"):
        assert button_called(shown, name)["text"] == "Second (1 of 2)"
    assert button_called(shown[1:], "No")["text"] == "No confidence"
    with pytest.raises(PeopleError, match=r"there are: .*None of these"):
        button_called(shown, "Maybe")


def test_a_thousand_people_have_names_of_their_own_and_some_no_username():
    names = [name_of(number) for number in range(1000)]
    assert len({(name["first_name"], name["last_name"]) for name in names}) == 1000
    usernames = [name["username"] for name in names if "username" in name]
    assert len(set(usernames)) == len(usernames) == 666
    assert all(name.replace("_", "").isalnum() and name.isascii() and name[0].isalpha() for name in usernames)


def test_the_crowd_reads_the_labels_of_every_language_that_the_bot_speaks():
    for path in paths():
        catalog = load(path)
        for sentence, known in (("Join the roll", JOIN), ("Vote", VOTE), ("Submit", SUBMIT)):
            assert catalog[sentence].string in known
        assert str(catalog["Recorded: {choice}."].string).startswith(COUNTED)
