"""The council is reminded once a day of all that lacks votes."""

from bot.services.ballots.amending import withdraw
from bot.services.ballots.proposals import propose
from bot.services.council.delivery import mark_sent
from handlers.views.ground.words import bare
from tests.support.council import GROUP
from tests.support.proposals import charter, place_card
from tests.support.reminders import NAMES, by_day, entries, proposed, told, vote


def urls(house, row):
    return {button.label: button.url for line in house.show(row).keyboard for button in line}


def test_the_council_hears_once_a_day_of_all_that_lacks_votes_with_a_way_to_each():
    house = by_day()
    people = house.founded(*NAMES)
    first = proposed(house, people[0], "First")
    place_card(house, first, 41)
    house.pass_time(hours=2)
    second = proposed(house, people[1], "Second")
    vote(house, proposed(house, people[2], "Enough"), "yes", *people[:3])
    house.pass_time(hours=34)
    (row,) = house.screens("ballot_half_time")
    text = house.show(row).text
    assert bare(text).split("\n") == [
        "Not enough have voted yet",
        "1. First: 0 of 3 needed, until Sun 8 Mar, 11:00 UTC",
        "2. Second: 0 of 3 needed, until Sun 8 Mar, 13:00 UTC",
    ]
    assert "Enough" not in text
    assert urls(house, row)["Vote (1)"] == "https://t.me/c/200300/41"
    assert "https://t.me/mandate_bot?start=" in str(urls(house, row)["Vote (2)"])
    house.pass_time(hours=20)
    assert len(house.screens("ballot_half_time")) == 1
    assert [data["which"] for data in entries(house, "council_reminded")] == ["half", "half"]
    assert entries(house, "council_reminded")[1]["voted"] == 0
    house.do(mark_sent, row.outgoing_id, GROUP, 50)
    house.do(withdraw, house.council_id, first.ballot_id, by=people[0])
    house.pass_time(minutes=1)
    again = house.screens("ballot_half_time")[-1]
    assert again.message_id == 50
    assert "First" not in house.show(again).text
    house.do(mark_sent, again.outgoing_id, GROUP, 50)
    house.do(withdraw, house.council_id, second.ballot_id, by=people[1])
    house.pass_time(minutes=1)
    assert house.screens("offer_over")[-1].message_id == 50


def test_of_many_a_line_each_the_deadline_once_and_no_more_than_eight():
    house = by_day()
    people = house.founded(*NAMES)
    charter(house, open_cards="20", open_proposals_per_member="5")
    for number in range(10):
        proposed(house, people[number % 5], f"Ballot {number}")
    house.pass_time(hours=36)
    shown = house.show(house.screens("ballot_half_time")[0])
    lines = bare(shown.text).split("\n")
    assert len(lines) == 11
    assert lines[1].endswith(": 0 of 3 needed")
    assert lines[-2] == "and 2 more: /open"
    assert lines[-1].startswith("Vote until ")
    assert [[button.label for button in row] for row in shown.keyboard] == [
        [f"Vote ({number})", f"Vote ({number + 1})"] for number in (1, 3, 5, 7)
    ]


def test_what_the_council_heard_with_another_is_told_in_private_at_its_own_time():
    house = by_day()
    people = house.founded(*NAMES)
    proposed(house, people[0], "First")
    house.pass_time(hours=3)
    proposed(house, people[1], "Second")
    house.pass_time(hours=63)
    (_, last) = house.screens("ballot_half_time")
    assert "Second" in house.show(last).text
    assert [data["which"] for data in entries(house, "council_reminded")] == ["half", "half", "last", "last"]
    reminded = len(told(house, "ballot_reminder"))
    assert len(entries(house, "voters_reminded")) == 1
    house.pass_time(hours=3)
    assert len(house.screens("ballot_half_time")) == 2
    assert len(entries(house, "voters_reminded")) == 2
    assert len(told(house, "ballot_reminder")) >= reminded


def test_a_short_ballot_is_not_said_to_lack_votes_before_people_had_the_time():
    house = by_day()
    people = house.founded(*NAMES)
    proposed(house, people[0], "Long")
    house.pass_time(hours=35)
    house.do(propose, house.council_id, "Short", 86_400, by=people[1])
    house.pass_time(hours=1)
    assert "Short" not in house.show(house.screens("ballot_half_time")[-1]).text
