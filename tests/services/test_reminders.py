from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import Ballot, BallotClosedError, NotInElectorateError
from bot.domain.ballots.duties import RemindLast
from bot.domain.ballots.results import WhyEnded
from bot.domain.council.council import Council
from bot.domain.ground.outgoing import Card
from bot.domain.roll.member import Member
from bot.services.ballots import reminders
from bot.services.ballots.amending import withdraw
from bot.services.ballots.anew import begin_anew
from bot.services.ballots.endings import void
from bot.services.ballots.proposals import propose
from bot.services.ballots.reminders import allow_reminders, count_remindable, stop_reminders
from bot.services.ballots.times import move_close
from bot.services.council.council import ensure_council
from bot.services.ground.dialogs import answer_confirm
from bot.services.ground.schedule import deadline, due_now
from bot.services.removals.leaving import ask_to_leave
from storage.memory import ProcessMemory
from tests.support.council import GROUP, House
from tests.support.proposals import now
from tests.support.reminders import NAMES, by_day, entries, proposed, told, vote


def test_the_council_is_reminded_at_half_time_and_before_the_end_while_the_quorum_is_missing():
    house = by_day()
    people = house.founded(*NAMES)
    ballot = proposed(house, people[0])
    vote(house, ballot, "yes", people[0])
    house.pass_time(hours=36)
    (half,) = told(house, "ballot_half_time")
    assert house.one(Card, subject_id=ballot.ballot_id).is_looked_for, "a deleted one is posted anew"
    assert "Half of the time is over." in half[1]
    assert "1 of 5 voted." in half[1]
    assert "2 more must vote for it to count." in half[1]
    house.pass_time(hours=29)
    assert len(told(house, "ballot_half_time")) == 1
    house.pass_time(hours=1)
    assert "The vote ends soon." in told(house, "ballot_half_time")[1][1]
    house.pass_time(days=3)
    assert len(house.screens("ballot_half_time")) == 2
    assert [data["which"] for data in entries(house, "council_reminded")] == ["half", "last"]


def test_with_the_quorum_only_those_who_have_not_voted_are_reminded_and_privately():
    house = by_day()
    people = house.founded(*NAMES)
    hidden = house.person("Finn", is_reachable=False)
    house.join(hidden)
    house.pass_time(hours=25)
    ballot = proposed(house, people[0])
    vote(house, ballot, "yes", *people[:3])
    house.do(stop_reminders, house.council_id, by=people[3], chat_id=people[3].telegram_id)
    house.pass_time(hours=66)
    reminded = told(house, "ballot_reminder")
    assert [person_id for person_id, _ in reminded] == [people[4].person_id]
    assert "You have not voted on this yet:" in reminded[0][1]
    assert "Garden" in reminded[0][1]
    assert not told(house, "ballot_half_time"), "enough have voted: nothing for everybody to hear"
    assert [(data["which"], data["why"]) for data in entries(house, "reminder_skipped")] == [("half", "quorate")]
    assert entries(house, "voters_reminded") == [{"people": 1, "left_out": 2}]


def test_several_ballots_make_one_message():
    house = by_day()
    people = house.founded(*NAMES)
    for number in range(2):
        vote(house, proposed(house, people[number], f"No. {number}"), "yes", *people[:4])
    house.pass_time(hours=67)
    (reminder,) = told(house, "ballot_reminder")
    assert "You have not voted on these 2 yet:" in reminder[1]
    assert reminder[0] == people[4].person_id


def test_after_an_outage_one_message_and_a_word_in_the_record_for_what_was_left_out():
    house = House()
    people = house.founded(*NAMES)
    proposed(house, people[0], "First")
    house.pass_time(hours=1)
    proposed(house, people[1], "Second")
    house.now += timedelta(hours=67)
    house.pass_time(minutes=1)
    assert len(told(house, "ballot_reminder")) == 5
    assert all("these 2" in text for _, text in told(house, "ballot_reminder"))
    assert {data["why"] for data in entries(house, "reminder_skipped")} == {"too_late"}
    (last,) = told(house, "ballot_half_time")
    assert "First" in last[1]
    assert "Second" in last[1]


@pytest.mark.parametrize("ending", ["withdrawn", "all_voted"])
def test_what_is_over_or_voted_reminds_nobody_and_the_record_says_why(ending):
    house = House()
    people = house.founded("Anna", "Ben", "Cleo")
    council = house.one(Council)
    house.do(lambda uow: uow.change(council, charter={"early_close": "off"}))
    ballot = proposed(house, people[0])
    if ending == "withdrawn":
        house.do(withdraw, house.council_id, ballot.ballot_id, by=people[0])
    else:
        vote(house, ballot, "yes", *people)
    house.pass_time(days=4)
    assert not told(house, "ballot_reminder")
    assert not told(house, "ballot_half_time")
    skipped = entries(house, "reminder_skipped")
    assert [(data["which"], data["why"]) for data in skipped] == [("half", ending), ("last", ending)]


def test_an_extension_moves_the_last_reminder():
    house = House()
    people = house.founded(*NAMES)
    ballot = proposed(house, people[0])
    assert ballot.closes_at is not None
    later = ballot.closes_at + timedelta(hours=12)
    house.do(lambda uow: move_close(uow, ballot, later))
    house.pass_time(hours=77)
    assert not told(house, "ballot_reminder")
    house.pass_time(hours=1)
    assert len(told(house, "ballot_reminder")) == 5
    house.pass_time(days=2)
    assert len(house.screens("ballot_reminder")) == 5


def test_the_card_says_how_many_can_be_reminded_and_the_button_allows_it():
    house = House()
    people = house.founded(*NAMES)
    stranger = house.person("Finn", is_reachable=False)
    house.join(stranger)
    house.pass_time(hours=25)
    ballot = proposed(house, people[0])
    house.do(stop_reminders, house.council_id, by=people[1])
    assert "4 of 6 can be reminded privately." in house.more(ballot, people[0]).text
    assert house.do(allow_reminders, house.council_id, ballot.ballot_id, by=people[1])
    assert "5 of 6 can be reminded privately." in house.more(ballot, people[0]).text
    assert not house.do(allow_reminders, house.council_id, ballot.ballot_id, by=stranger)
    house.do(lambda uow: uow.change(stranger, is_reachable=True))
    assert house.do(allow_reminders, house.council_id, ballot.ballot_id, by=stranger, chat_id=stranger.telegram_id)
    assert "6 of 6 can be reminded privately." in house.more(ballot, people[0]).text
    assert "I will remind you here" in told(house, "reminders_on")[-1][1]
    large = replace(house.one(Ballot), electorate=5000, electors=5000)
    assert house.read(count_remindable, large) is None


def test_remind_me_is_for_those_who_are_asked():
    house = House()
    people = house.founded(*NAMES)
    ballot = proposed(house, people[0])
    with pytest.raises(NotInElectorateError):
        house.do(allow_reminders, house.council_id, ballot.ballot_id, by=house.person("Zed"))
    house.pass_time(days=4)
    with pytest.raises(BallotClosedError):
        house.do(allow_reminders, house.council_id, ballot.ballot_id, by=people[0])


def test_a_member_of_two_councils_gets_one_message_for_both():
    house = by_day()
    people = house.founded(*NAMES)
    other = house.do(ensure_council, GROUP - 1, "Choir")
    ends_at = house.now - timedelta(days=1)
    house.do(lambda uow: uow.change(other, founding_ends_at=ends_at, on_roll=len(people), zone="Asia/Tokyo"))
    places = [Member(other.council_id, one.person_id, ends_at, ends_at, ends_at) for one in people]
    house.do(lambda uow: uow.add_all(places))
    proposed(house, people[0], "Rake the leaves")
    house.do(propose, other.council_id, "Sing outside", None, by=people[0])
    house.pass_time(hours=67)
    assert len(house.screens("ballot_reminder")) == 5
    text = house.show(house.screens("ballot_reminder")[0]).text
    assert "Garden: “Rake the leaves”" in text
    assert "Choir: “Sing outside”" in text


def test_who_has_left_the_roll_is_not_reminded_of_a_vote_they_cannot_cast():
    house = House()
    anna, ben, *_ = house.founded(*NAMES)
    proposed(house, anna)
    house.do(ask_to_leave, by=ben)
    house.do(answer_confirm, ben.person_id, is_yes=True, by=ben)
    house.pass_time(days=3)
    reminded = {row.person_id for row in house.screens("ballot_reminder")}
    assert ben.person_id not in reminded
    assert len(reminded) == 4


def do_one(house, kind):
    """What is due of this kind, once; whether anything was."""
    due = [each for each in house.read(due_now) if each.kind == kind]
    if due:
        house._do_due(due[0].council_id, due[0].due_id)
    return bool(due)


@pytest.fixture
def paged(monkeypatch):
    """The last reminder of a ballot of seven is due, of whom one has voted; two are asked in each page."""
    monkeypatch.setattr(reminders, "PAGE", 2)
    house = by_day()
    people = house.founded(*NAMES, "Finn", "Gus")
    ballot = proposed(house, people[0])
    vote(house, ballot, "yes", people[0])
    last = house.read(lambda reads: deadline(reads, house.council_id, RemindLast(ballot.ballot_id)))
    assert last is not None
    house.pass_time(seconds=(last - house.now).total_seconds() - 1)
    house.now = last
    assert do_one(house, "remind_last")
    return house, people, ballot


def reminded(house):
    return [row.person_id for row in house.screens("ballot_reminder")]


def test_the_last_reminder_goes_on_in_pages_and_reminds_everybody_once(paged):
    house, people, _ = paged
    counted = [len(reminded(house))]
    while do_one(house, "remind_late"):
        counted.append(len(reminded(house)))
    assert counted == [1, 3, 5, 6]
    assert sorted(reminded(house)) == sorted(person.person_id for person in people[1:])
    assert entries(house, "voters_reminded") == [{"people": 6, "left_out": 0}]
    assert len(entries(house, "council_reminded")) == 2, "half time, and once before the end"


def test_a_kill_between_its_pages_reminds_nobody_twice_and_who_votes_meanwhile_not_at_all(paged):
    house, people, ballot = paged
    house.memory = ProcessMemory()
    vote(house, ballot, "yes", people[6])
    house.pass_time(minutes=1)
    assert sorted(reminded(house)) == sorted(person.person_id for person in people[1:6])
    assert entries(house, "voters_reminded") == [{"people": 5, "left_out": 0}]


def test_what_begins_anew_between_its_pages_has_its_own_last_reminder(paged):
    house, people, ballot = paged
    house.do(begin_anew, now(house, ballot))
    house.pass_time(minutes=1)
    assert reminded(house) == [people[1].person_id]
    house.pass_time(days=3)
    assert sorted(reminded(house)) == sorted(person.person_id for person in people)
    (twice,) = [row for row in house.screens("ballot_reminder") if row.person_id == people[1].person_id]
    assert len(twice.params["ballots"]) == 1


def test_what_is_over_between_its_pages_reminds_nobody_more(paged):
    house, people, ballot = paged
    house.do(void, now(house, ballot), WhyEnded.NOBODY_LEFT)
    house.pass_time(minutes=1)
    assert reminded(house) == [people[1].person_id]
    assert entries(house, "voters_reminded") == [{"people": 1, "left_out": 0}]


def test_by_night_reminders_wait_for_the_morning():
    house = House()
    people = house.founded(*NAMES)
    proposed(house, people[0])
    assert house.now.hour == 11, "half of the time is over at 23, the last reminder is due at 5"
    house.pass_time(hours=43, minutes=59)
    assert not house.screens("ballot_half_time")
    house.pass_time(minutes=1)
    (half,) = house.screens("ballot_half_time")
    assert half.created_at.hour == 7
    house.pass_time(hours=23, minutes=59)
    assert not house.screens("ballot_reminder")
    house.pass_time(minutes=1)
    assert {row.created_at.hour for row in house.screens("ballot_reminder")} == {7}
    assert len(house.screens("ballot_reminder")) == 5
    assert len(house.screens("ballot_half_time")) == 2


def test_a_reminder_that_could_not_wait_comes_by_night():
    house = House()
    people = house.founded(*NAMES)
    house.pass_time(hours=8)
    proposed(house, people[0], "12h: Buy a barrel")
    house.pass_time(hours=11)
    reminded = house.screens("ballot_reminder")
    assert len(reminded) == 5
    assert {row.created_at.hour for row in reminded} == {5}, "the ballot closes at 7"
