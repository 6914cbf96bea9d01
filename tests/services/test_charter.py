from dataclasses import replace

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState, Outcome
from bot.domain.charter.charter import RuleConflictError, RuleUnknownError, RuleValueError
from bot.domain.council.council import Council
from bot.domain.ground.calendar import ZoneUnknownError
from bot.domain.ground.entry import Entry
from bot.domain.roll.member import NotOnRollError
from bot.services.ballots.proposals import propose
from bot.services.ballots.seconds import second
from bot.services.ballots.voting import cast_vote
from bot.services.charter.charter import (
    ChangeRunningError,
    CharterFoundingError,
    RuleSameError,
    change_charter,
    draft_change,
)
from bot.services.council.council import charter_in_force
from handlers.views.ground.errors import words_for
from handlers.views.ground.words import bare
from tests.support.council import House, words


@pytest.fixture
def house():
    return House()


def put(house, rule, value, by, yes=()):
    ballot = house.do(change_charter, house.council_id, rule, value, by=by)
    for voter in yes:
        house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=voter)
    return ballot


def in_force(house):
    return charter_in_force(house.one(Council))


def test_an_adopted_change_applies_by_machine_with_old_and_new_in_the_record(house):
    people = house.founded("Anna", "Ben", "Cleo", "Dan")
    ballot = put(house, "ballot_duration", "5 days", people[0], yes=people[:3])
    assert "Usual time for a ballot</b>: 3 d → <b>5 d" in house.card(ballot.ballot_id).text
    house.pass_time(days=3)
    assert in_force(house).text("ballot_duration") == "5d"
    entry = house.one(Entry, kind="charter_changed")
    assert entry.subject_id == ballot.ballot_id
    assert entry.data == {"rule": "ballot_duration", "old": "3d", "new": "5d"}
    told = bare(house.card(ballot.ballot_id).text)
    assert "Usual time for a ballot: 3 d → 5 d" in told
    assert "Adopted" in told
    assert not house.screens("charter_changed")


@pytest.mark.parametrize(("yes", "no", "applies"), [(2, 1, True), (3, 2, False), (1, 0, False), (4, 2, True)])
def test_a_charter_change_needs_two_thirds_and_half_of_all(house, yes, no, applies):
    people = house.founded(*(f"P{n}" for n in range(6)))
    ballot = put(house, "term", "12 months", people[0], yes=people[:yes])
    for voter in people[yes : yes + no]:
        house.do(cast_vote, house.council_id, ballot.ballot_id, "no", by=voter)
    house.pass_time(days=4)
    assert in_force(house).count("term") == (12 if applies else 6)


def test_language_zone_and_topic_need_only_an_ordinary_vote_and_the_council_follows(house):
    people = house.founded(*(f"P{n}" for n in range(9)))
    for rule, value in (("zone", "berlin"), ("language", "qps"), ("topic", "77")):
        ballot = put(house, rule, value, people[0], yes=people[:2])
        house.do(cast_vote, house.council_id, ballot.ballot_id, "no", by=people[3])
    house.pass_time(days=4)
    council = house.one(Council)
    assert (council.zone, council.language, council.thread_id) == ("Europe/Berlin", "qps", 77)


def test_in_the_founding_window_only_those_three_and_any_founder_sets_them_at_once(house):
    anna, _, _ = people = house.people("Anna", "Ben", "Cleo")
    house.join(*people)
    with pytest.raises(CharterFoundingError):
        house.do(change_charter, house.council_id, "term", "12", by=anna)
    assert house.do(change_charter, house.council_id, "zone", "Asia/Tokyo", by=anna) is None
    assert house.one(Council).zone == "Asia/Tokyo"
    assert not house.find(Ballot)
    with pytest.raises(NotOnRollError):
        house.do(change_charter, house.council_id, "zone", "UTC", by=house.person("Zed"))


def test_a_running_ballot_keeps_the_rules_it_opened_under(house):
    people = house.founded("Anna", "Ben", "Cleo")
    put(house, "adoption_turnout", "1/2", people[0], yes=people)
    running = house.do(propose, house.council_id, "14d: Buy a barrel", None, by=people[0])
    house.pass_time(days=4)
    assert in_force(house).text("adoption_turnout") == "1/2"
    kept = house.one(Ballot, ballot_id=running.ballot_id)
    assert kept.rules.text("adoption_turnout") == "1/4"


def test_what_conflicts_with_other_rules_by_then_is_not_applied_and_that_is_said(house):
    people = house.founded("Anna", "Ben", "Cleo")
    first = put(house, "ballot_duration", "7d", people[0], yes=people)
    second = put(house, "ballot_longest", "5d", people[0], yes=people)
    house.pass_time(days=4)
    assert in_force(house).to_json() == {"ballot_duration": "7d"}
    closed = house.one(Ballot, ballot_id=second.ballot_id)
    assert closed.outcome is Outcome.ADOPTED
    assert closed.result.not_applied.code == "rule_conflict"
    told = house.show(house.screens("charter_not_applied")[-1]).text
    assert "Nothing changed" in told
    assert "at least “Usual time for a ballot”, which is 7 d" in told
    assert house.one(Ballot, ballot_id=first.ballot_id).outcome is Outcome.ADOPTED


def test_a_rejected_change_changes_nothing(house):
    people = house.founded("Anna", "Ben", "Cleo")
    put(house, "term", "12", people[0])
    house.pass_time(days=4)
    assert in_force(house).to_json() == {}


def test_practice_changes_nothing(house):
    people = house.founded("Anna", "Ben")
    put(house, "term", "12", people[0], yes=people)
    house.pass_time(days=4)
    assert house.one(Ballot).outcome is Outcome.ADOPTED
    assert in_force(house).to_json() == {}


@pytest.mark.parametrize(
    ("rule", "value", "error"),
    [
        ("quorum", "3", RuleUnknownError),
        ("term", "99", RuleValueError),
        ("term", "soon", RuleValueError),
        ("language", "tlh", RuleValueError),
        ("zone", "Atlantis", ZoneUnknownError),
        ("ballot_shortest", "5d", RuleConflictError),
        ("term", "6", RuleSameError),
        ("signals_fraction", "1/2", RuleValueError),
    ],
)
def test_refusals(house, rule, value, error):
    house.founded("Anna", "Ben", "Cleo")
    with pytest.raises(error):
        house.read(draft_change, house.council_id, rule, value)


def test_the_same_change_is_not_voted_on_twice_at_a_time(house):
    people = house.founded("Anna", "Ben", "Cleo")
    put(house, "term", "12", people[0])
    with pytest.raises(ChangeRunningError):
        house.do(change_charter, house.council_id, "term", "12 months", by=people[1])


def test_others_hear_of_a_change(house):
    heard = []
    hear = (lambda _, council, *change: heard.append((council.charter, *change)),)
    house.registers = replace(house.registers, charter_changes=hear)
    people = house.founded("Anna", "Ben", "Cleo")
    put(house, "term", "12", people[0], yes=people)
    house.pass_time(days=4)
    assert heard == [({"term": "12"}, "term", "6", "12")]


def test_in_a_larger_council_others_must_want_a_change_first(house):
    people = house.founded(*(f"P{n}" for n in range(21)))
    ballot = house.do(change_charter, house.council_id, "term", "12", by=people[0])
    assert ballot.state is BallotState.SECONDING
    for member in people[1:3]:
        house.do(second, house.council_id, ballot.ballot_id, by=member)
    assert house.one(Ballot).state is BallotState.OPEN


@pytest.mark.parametrize("name", ["ru", "RU", "Russian", "русский", " Русский "])
def test_a_language_is_named_by_its_code_or_its_name(house, name):
    house.founded("Anna", "Ben", "Cleo")
    assert house.read(draft_change, house.council_id, "language", name).new == "ru"


@pytest.mark.parametrize("name", ["Klingon", "tlh", "pt-br", "12"])
def test_a_language_that_the_bot_does_not_speak_is_answered_with_those_it_does(house, name):
    house.founded("Anna", "Ben", "Cleo")
    with pytest.raises(RuleValueError) as refused:
        house.read(draft_change, house.council_id, "language", name)
    said = words_for(refused.value, words("en"))
    assert said == f"I do not speak “{name}” yet. I speak: en (English), ru (Русский). Example: /charter language ru"
