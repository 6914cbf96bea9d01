"""Who took part in a ballot that is over has acted on the day of its end: noted in pages, once, and never too late."""

from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import BallotState
from bot.domain.ballots.elector import Elector
from bot.domain.ground.calendar import day_of
from bot.domain.ground.entry import Entry
from bot.domain.mandates.mandate import EndReason, Mandate
from bot.domain.roll.duties import LetRest, LookForResting
from bot.domain.roll.member import Member, MemberState
from bot.services.ballots import parts
from bot.services.ballots.amending import amend, withdraw
from bot.services.ground.schedule import deadline, due_now, plan
from bot.services.mandates.mandates import end_mandate
from storage.memory import ProcessMemory
from tests.support.council import House
from tests.support.proposals import charter, now, proposed, vote
from tests.support.recalls import council_of, to_ballot

NAMES = ("Anna", "Ben", "Cleo", "Dora", "Emil", "Finn", "Gus")


@pytest.fixture(autouse=True)
def _paged(monkeypatch):
    monkeypatch.setattr(parts, "PAGE", 2)


def member(house, person):
    return house.one(Member, council_id=house.council_id, person_id=person.person_id)


def write(house, person, **changes):
    known = member(house, person)
    house.do(lambda uow: uow.change(known, **changes))


def noted(house, ballot):
    """How many have acted on the day of its end."""
    day = day_of(now(house, ballot).closed_at)
    return sum(each.last_act_at == day for each in house.find(Member, council_id=house.council_id))


def do_one(house, kind):
    """What is due of this kind, once; whether anything was."""
    due = [each for each in house.read(due_now) if each.kind == kind]
    if due:
        house._do_due(due[0].council_id, due[0].due_id)
    return bool(due)


def close(house, ballot):
    house.now = now(house, ballot).closes_at
    assert do_one(house, "close_ballot")
    assert now(house, ballot).state is BallotState.CLOSED


@pytest.fixture
def closed():
    """Five of seven have voted; it is closed, and nobody is noted yet."""
    house = House()
    people = house.founded(*NAMES)
    ballot = proposed(house, people[0], "14d: Buy a barrel")
    vote(house, ballot, "yes", *people[:5])
    close(house, ballot)
    return house, people, now(house, ballot)


def test_after_a_close_they_are_noted_a_page_in_each_transaction(closed):
    house, people, ballot = closed
    counted = [noted(house, ballot)]
    while do_one(house, "note_part"):
        counted.append(noted(house, ballot))
    assert counted == [0, 2, 4, 5]
    assert [member(house, person).last_act_at == day_of(ballot.closed_at) for person in people] == [True] * 5 + [
        False
    ] * 2


def test_a_page_done_days_later_says_the_day_of_the_close_and_takes_back_no_later_act(closed):
    house, people, ballot = closed
    house.now += timedelta(days=3)
    later = proposed(house, people[0])
    while do_one(house, "note_part"):
        pass
    assert member(house, people[0]).last_act_at == day_of(later.opened_at)
    assert {member(house, person).last_act_at for person in people[1:5]} == {day_of(ballot.closed_at)}


def test_a_kill_between_pages_leaves_out_nobody_and_repeats_nothing(closed):
    house, _, ballot = closed
    assert do_one(house, "note_part")
    house.memory = ProcessMemory()
    pages = 0
    while do_one(house, "note_part"):
        pages += 1
    assert (noted(house, ballot), pages) == (5, 2)
    assert not house.memory.recall(f"parts:{ballot.ballot_id}")


def test_nobody_is_put_to_rest_before_they_are_noted(closed):
    house, people, _ = closed
    asked_at = house.now - timedelta(days=14)
    for person in people[4:6]:
        write(house, person, resting_asked_at=asked_at)
    house.do(lambda uow: plan(uow, house.council_id, LetRest(asked_at), uow.now))
    assert do_one(house, "let_rest")
    assert [member(house, person).state for person in people[4:6]] == [MemberState.ACTIVE] * 2
    house.pass_time(minutes=1)
    assert [member(house, person).state for person in people[4:6]] == [MemberState.ACTIVE, MemberState.RESTING]


def test_nobody_is_asked_whether_they_are_there_before_they_are_noted(closed):
    house, people, _ = closed
    long_ago = house.now - timedelta(days=90)
    for person in people:
        write(house, person, last_act_at=long_ago)
    house.do(lambda uow: plan(uow, house.council_id, LookForResting(house.council_id), uow.now))
    assert do_one(house, "look_for_resting")
    assert not house.screens("still_here")
    house.pass_time(minutes=1)
    assert {row.person_id for row in house.screens("still_here")} == {person.person_id for person in people[5:]}
    again = house.read(lambda reads: deadline(reads, house.council_id, LookForResting(house.council_id)))
    assert again - house.now > timedelta(hours=23)


def test_who_rested_is_awake_for_what_the_close_itself_opens(closed):
    house, people, _ = closed
    house.pass_time(minutes=1)
    charter(house, open_cards="1")
    ballot, waiting = proposed(house, people[0], "Barrel"), proposed(house, people[0], "Bench")
    vote(house, ballot, "yes", *people[:4])
    for person in people[3:5]:
        write(house, person, state=MemberState.RESTING)
    close(house, ballot)
    asked = {elector.holder_id for elector in house.find(Elector, ballot_id=waiting.ballot_id)}
    assert asked == {person.person_id for person in people if person is not people[4]}
    assert [entry.subject_id for entry in house.find(Entry, kind="woke")] == [people[3].person_id]


def test_who_voted_on_what_became_void_has_acted_too():
    house, mandate, _, others = council_of(7)
    ballot = to_ballot(house, mandate, others)
    vote(house, ballot, "yes", *others[:3])
    house.now += timedelta(hours=30)
    house.do(lambda uow: end_mandate(uow, uow.get(Mandate, house.council_id, mandate.mandate_id), EndReason.LEFT))
    ended = now(house, ballot)
    assert ended.state is BallotState.CLOSED
    assert noted(house, ballot) == 0
    house.pass_time(seconds=1)
    acted = {each.person_id for each in house.find(Member) if each.last_act_at == day_of(ended.closed_at)}
    assert acted == {person.person_id for person in others[:3]}
    said = house.find(Entry, kind="ballot_closed", subject_id=ballot.ballot_id)[-1]
    assert said.data["took_part"] == sorted(acted)


def test_who_voted_on_a_text_since_amended_or_withdrawn_has_acted_too():
    house = House()
    people = house.founded(*NAMES)
    house.pass_time(days=20)
    ballot = proposed(house, people[0])
    vote(house, ballot, "yes", *people[:3])
    house.do(amend, house.council_id, ballot.ballot_id, "Buy two barrels", by=people[0])
    assert [member(house, person).last_act_at == day_of(house.now) for person in people[:4]] == [True] * 3 + [False]
    vote(house, ballot, "yes", people[0])
    house.now += timedelta(days=1)
    house.do(withdraw, house.council_id, ballot.ballot_id, by=people[0])
    assert member(house, people[0]).last_act_at == day_of(house.now)
