"""When a ballot closes, and how: quorum, everybody has voted, extensions, practice, numbers of decisions."""

from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState, NotInElectorateError, Outcome
from bot.domain.ballots.papers import Slot
from bot.domain.council.council import FOUNDING_FOR
from bot.domain.ground.person import Person
from bot.services.ballots.outages import end_outage
from bot.services.ballots.papers import key_of
from bot.services.ground.inbox import note_heard
from bot.services.roll.in_chat import note_chat_size
from handlers.views.ground.errors import words_for
from tests.support.council import House, words
from tests.support.proposals import charter, now, proposed, vote

NAMES = ("Anna", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hana", "Ivo", "Jan", "Kim", "Lea")


@pytest.mark.parametrize(
    ("yes", "no", "abstain", "adopted", "words"),
    [
        (2, 1, 0, True, "Adopted"),
        (1, 1, 1, False, "a tie is not adopted"),
        (0, 0, 3, False, "Everybody who voted abstained."),
        (2, 0, 0, False, "Too few voted."),
        (1, 2, 0, False, "No beats Yes."),
        (0, 0, 0, False, "Not adopted</b>: nobody voted (3 of 12 needed)."),
        (1, 0, 2, True, "Adopted"),
    ],
)
def test_quorum_ties_and_abstentions(yes, no, abstain, adopted, words):
    house = House()
    people = house.founded(*NAMES)
    ballot = proposed(house, people[0])
    for choice, voters in (("yes", people[:yes]), ("no", people[3 : 3 + no]), ("abstain", people[6 : 6 + abstain])):
        for voter in voters:
            vote(house, ballot, choice, voter)
    house.pass_time(days=4)
    assert now(house, ballot).outcome is (Outcome.ADOPTED if adopted else Outcome.NOT_ADOPTED)
    text = house.card(ballot.ballot_id).text
    assert words in text
    voted = yes + no + abstain
    assert (f"{voted} of 12 voted; 3 were needed." in text) == bool(voted)
    assert ("Yes 0 · No 0" in text) == (abstain > 0 == yes), "counts of nothing tell nothing"


def test_everybody_has_voted_it_closes_an_hour_later_and_votes_change_until_then():
    house = House()
    people = house.founded("Anna", "Ben", "Cleo")
    ballot = proposed(house, people[0])
    vote(house, ballot, "yes", *people)
    assert now(house, ballot).closes_at == house.now + timedelta(hours=1)
    assert "Everybody has voted" in house.more(ballot, people[0]).text
    (told,) = house.screens("ballot_closes_early")
    assert told.person_id is None
    assert "Everybody has voted, so this closes" in house.show(told).text
    house.pass_time(minutes=59)
    vote(house, ballot, "no", people[0])
    assert now(house, ballot).state is BallotState.OPEN
    house.pass_time(minutes=1)
    closed = now(house, ballot)
    assert (closed.state, closed.result.counts["no"]) == (BallotState.CLOSED, 1)


def test_early_close_is_the_charters_choice():
    house = House()
    people = house.founded("Anna", "Ben", "Cleo")
    charter(house, early_close="off")
    ballot = proposed(house, people[0])
    closes_at = ballot.closes_at
    vote(house, ballot, "yes", *people)
    assert now(house, ballot).closes_at == closes_at


def test_it_does_not_close_early_either_where_everybody_joined_and_founding_ended():
    """What was printed holds: nobody who relied on the time is surprised by an earlier close."""
    house = House()
    founders = house.people("Anna", "Ben", "Cleo")
    house.join(*founders[:2])
    ballot = proposed(house, founders[0], "30m: Buy a barrel")
    printed = ballot.closes_at
    house.pass_time(minutes=1)
    house.join(founders[2])
    house.do(note_chat_size, house.council_id, 4)
    vote(house, ballot, "yes", *founders[:2])
    house.pass_time(hours=2)
    assert now(house, ballot).state is BallotState.OPEN
    assert now(house, ballot).closes_at == printed
    assert "so it does not close early" in house.more(ballot, founders[0]).text


def test_an_outage_that_fell_into_a_ballot_is_told_in_one_sentence():
    house = House()
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    ballots = [proposed(house, anna, text) for text in ("Barrel", "Bench")]
    house.do(note_heard)
    house.now += timedelta(hours=3)
    house.do(end_outage)
    assert [now(house, one).closes_at - one.closes_at for one in ballots] == [timedelta(hours=3)] * 2
    (told,) = house.screens("outage_over")
    assert "the 2 open ballots close so much later" in house.show(told).text


def test_a_ballot_after_the_window_closes_when_it_says_however_late_the_end_of_the_window_is_noted():
    house = House()
    people = house.people("Anna", "Ben", "Cleo")
    house.join(*people)
    house.now += FOUNDING_FOR + timedelta(minutes=1)
    ballot = proposed(house, people[0], "1h: Buy a barrel")
    house.now += timedelta(hours=2)
    house.pass_time(seconds=1)
    assert now(house, ballot).state is BallotState.CLOSED


def test_a_ballot_of_the_founding_window_asks_all_who_joined_by_its_end_for_a_day_at_least():
    house = House()
    people = house.people("Anna", "Ben", "Cleo")
    house.join(*people)
    ends_at = house.now + FOUNDING_FOR
    ballot = proposed(house, people[0], "30m: Buy a barrel")
    assert ballot.closes_at == ends_at + timedelta(hours=24)
    late, after = house.people("Dan", "Eve")
    house.join(late)
    with pytest.raises(NotInElectorateError) as refused:
        vote(house, ballot, "no", late)
    assert "it asks you too" in words_for(refused.value, words())
    vote(house, ballot, "yes", *people)
    assert now(house, ballot).closes_at == ends_at + timedelta(hours=24)
    assert "Whoever joins before founding ends may vote here." in house.card(ballot.ballot_id).text
    assert "everybody who has joined may vote here" in house.more(ballot, people[0]).text
    house.pass_time(hours=72)
    assert now(house, ballot).electors == 4
    house.join(after)
    vote(house, ballot, "no", late)
    with pytest.raises(NotInElectorateError):
        vote(house, ballot, "no", after)
    assert house.counts(ballot.ballot_id) == {"yes": 3, "no": 1}
    house.pass_time(hours=23)
    assert now(house, ballot).state is BallotState.OPEN
    house.pass_time(hours=1)
    assert now(house, ballot).outcome is Outcome.ADOPTED


def test_three_founders_do_not_bind_the_others():
    house = House()
    people = house.people("Anna", "Ben", "Cleo")
    house.join(*people)
    ballot = proposed(house, people[0])
    vote(house, ballot, "yes", *people)
    house.join(*house.people(*(f"Late {number}" for number in range(47))))
    house.pass_time(hours=97)
    closed = now(house, ballot)
    assert (closed.electorate, closed.outcome) == (50, Outcome.NOT_ADOPTED)


def test_no_paper_tells_that_it_came_late():
    house = House()
    people = house.people("Anna", "Ben", "Cleo")
    house.join(*people)
    ballot = proposed(house, people[0])
    before = {slot.slot for slot in house.find(Slot)}
    vote(house, ballot, "yes", *people[:2])
    house.join(house.person("Dan"))
    house.pass_time(hours=73)
    after = {slot.slot for slot in house.find(Slot)}
    assert len(after) == 4
    assert not before & after
    assert house.counts(ballot.ballot_id) == {"yes": 2}


def test_a_key_that_is_lost_in_the_window_begins_it_anew_for_all():
    house = House()
    people = house.people("Anna", "Ben", "Cleo")
    house.join(*people)
    ballot = proposed(house, people[0])
    vote(house, ballot, "yes", people[0])
    house.join(house.person("Dan"))
    house.sealing.destroy_key(key_of(ballot))
    house.pass_time(hours=73)
    assert (now(house, ballot).electors, now(house, ballot).voters) == (4, 0)
    vote(house, ballot, "yes", *house.find(Person))
    assert house.counts(ballot.ballot_id) == {"yes": 4}


def test_a_ballot_opened_in_the_window_does_not_close_early_after_it_either():
    house = House()
    people = house.people("Anna", "Ben", "Cleo")
    house.join(*people)
    house.pass_time(hours=71)
    ballot = proposed(house, people[0])
    house.pass_time(hours=2)
    vote(house, ballot, "yes", *people)
    assert now(house, ballot).closes_at == ballot.closes_at


def test_a_quorum_reached_late_extends_once_and_is_told():
    house = House()
    people = house.founded(*NAMES)
    ballot = proposed(house, people[0])
    vote(house, ballot, "yes", *people[:2])
    house.pass_time(days=2, hours=12)
    vote(house, ballot, "yes", people[2])
    extended = now(house, ballot)
    assert extended.closes_at == ballot.closes_at + timedelta(hours=24)
    (told,) = house.screens("ballot_extended")
    assert "Extended once by 1 d" in house.show(told).text
    assert "Extended once" in house.more(ballot, people[0]).text
    vote(house, ballot, "no", people[3])
    assert now(house, ballot).closes_at == extended.closes_at
    house.pass_time(hours=12)
    assert now(house, ballot).state is BallotState.OPEN
    house.pass_time(hours=24)
    assert now(house, ballot).outcome is Outcome.ADOPTED


@pytest.mark.parametrize(("hours", "is_extended"), [(47, False), (48, True), (71, True)])
def test_late_is_the_last_day(hours, is_extended):
    house = House()
    people = house.founded(*NAMES)
    ballot = proposed(house, people[0])
    house.pass_time(hours=hours)
    vote(house, ballot, "yes", *people[:3])
    assert (now(house, ballot).extended_at is not None) is is_extended


def test_a_quorum_that_comes_with_the_last_presses_extends_too():
    """They are handled after the moment of the close: else whoever presses last would decide unanswered."""
    house = House()
    people = house.founded(*NAMES)
    ballot = proposed(house, people[0])
    vote(house, ballot, "yes", *people[:2])
    house.pass_time(days=2, hours=23)
    house.now = ballot.closes_at + timedelta(seconds=1)
    vote(house, ballot, "yes", people[2])
    house.pass_time(hours=23)
    assert now(house, ballot).state is BallotState.OPEN
    vote(house, ballot, "no", *people[3:7])
    house.pass_time(hours=2)
    assert now(house, ballot).outcome is Outcome.NOT_ADOPTED


def test_when_the_last_voter_brings_the_quorum_late_it_closes_instead_of_being_extended():
    house = House()
    people = house.founded("Anna", "Ben", "Cleo")
    ballot = proposed(house, people[0])
    vote(house, ballot, "yes", *people[:2])
    house.pass_time(days=2, hours=12)
    vote(house, ballot, "yes", people[2])
    assert now(house, ballot).closes_at == house.now + timedelta(hours=1)
    assert not house.screens("ballot_extended")


def test_with_fewer_than_three_it_is_practice_and_gets_no_number():
    house = House()
    anna, ben = house.founded("Anna", "Ben")
    ballot = proposed(house, anna)
    assert "This is practice: fewer than 3 may vote" in house.card(ballot.ballot_id).text
    vote(house, ballot, "yes", anna, ben)
    house.pass_time(hours=2)
    closed = now(house, ballot)
    assert (closed.outcome, closed.number) == (Outcome.ADOPTED, None)
    assert "This was practice" in house.card(ballot.ballot_id).text


def test_decisions_are_numbered_in_the_order_of_their_close():
    house = House()
    people = house.founded("Anna", "Ben", "Cleo")
    first, second = proposed(house, people[0], "5d: Slow"), proposed(house, people[1], "Fast")
    for ballot in (first, second):
        vote(house, ballot, "yes", *people[:2])
        vote(house, ballot, "abstain", people[2])
    house.pass_time(days=6)
    assert {ballot.text: ballot.number for ballot in house.find(Ballot)} == {"Slow": 1, "Fast": 2}
    assert "decision 1" in house.card(first.ballot_id).text
