"""Mandates: begun, ended by date or early; who comes next; terms in a row."""

from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.elections.election import race_of
from bot.domain.elections.office import Office
from bot.domain.ground.due import Due
from bot.domain.mandates.mandate import EndReason, Successor
from bot.domain.roll.member import Member, MemberState
from bot.reads.ground.audience import Audience
from bot.services.council.council import get_council
from bot.services.mandates.mandates import start_mandate
from bot.services.mandates.terms import term_end, terms_so_far
from tests.support.council import House
from tests.support.mandates import alternates, elections, end, live, said, seat
from tests.support.offices import mandate_now

NAMES = ("Anna", "Ben", "Cleo", "Dan", "Eva", "Finn")


@pytest.fixture
def house():
    return House()


def test_a_mandate_ends_on_its_date_successor_or_not(house):
    anna, *_ = house.founded(*NAMES)
    (mandate,) = seat(house, anna)
    assert mandate.ends_at.date().isoformat() == "2026-09-05"
    house.now = mandate.ends_at - timedelta(seconds=1)
    house.pass_time(seconds=0)
    assert live(house)
    house.pass_time(seconds=2)
    assert not live(house)
    ended = mandate_now(house, mandate)
    assert (ended.end_reason, ended.ended_at) == (EndReason.TERM, mandate.ends_at)
    assert "Anna is no longer Treasurer: the term was over." in said(house, "mandate_ended")[0]
    assert "Nobody holds this office" in said(house, "mandate_ended")[0]


def test_the_next_election_opens_14_days_before_the_end(house):
    anna, *_ = house.founded(*NAMES)
    (mandate,) = seat(house, anna)
    house.now = mandate.ends_at - timedelta(days=14, minutes=1)
    assert not elections(house, BallotState.NOMINATING)
    house.pass_time(minutes=2)
    assert len(elections(house, BallotState.NOMINATING)) == 1
    assert live(house)


def test_the_alternate_acts_for_21_days_and_the_replacement_election_opens_at_once(house):
    anna, ben, *_ = house.founded(*NAMES)
    (mandate,) = seat(house, anna)
    alternates(house, mandate, ben)
    end(house, mandate, EndReason.RESIGNED_FACING_RECALL)
    (acting,) = live(house)
    assert (acting.person_id, acting.is_alternate, acting.seat) == (ben.person_id, True, 1)
    assert acting.ends_at == house.now + timedelta(days=21)
    (ballot,) = elections(house, BallotState.NOMINATING)
    assert race_of(ballot).barred == (anna.person_id,)
    card = house.card(ballot.ballot_id).text
    assert "Anna is no longer Treasurer: resigned facing recall.\nBen holds this office now." in card
    (row,) = house.screens("mandate_ended")
    model, _ = house.read(house.shown.load, Audience(house.council_id, None, "mandate_bot"), row)
    assert model is None, "the card of the replacement tells it"
    house.do(lambda uow: uow.change(uow.get(Ballot, house.council_id, ballot.ballot_id), state=BallotState.WITHDRAWN))
    house.pass_time(days=22)
    assert not live(house)


def test_an_alternate_never_acts_past_the_term_that_the_council_gave(house):
    anna, ben, *_ = house.founded(*NAMES)
    (mandate,) = seat(house, anna)
    alternates(house, mandate, ben)
    house.now = mandate.ends_at - timedelta(days=5)
    end(house, mandate, EndReason.RESIGNED)
    (acting,) = live(house)
    assert acting.ends_at == mandate.ends_at


def test_the_next_alternate_is_the_first_who_is_on_the_roll_and_free(house):
    anna, ben, cleo, dan, eva, *_ = house.founded(*NAMES)
    (mandate,) = seat(house, anna)
    seat(house, cleo, office="Secretary")
    seat(house, cleo, office="Driver")
    alternates(house, mandate, ben, cleo, dan, eva)
    house.do(lambda uow: uow.change(uow.get(Member, house.council_id, ben.person_id), state=MemberState.LEFT))
    end(house, mandate, EndReason.RESIGNED)
    acting = [each for each in live(house) if each.is_alternate]
    assert [each.person_id for each in acting] == [dan.person_id]
    end(house, acting[0], EndReason.RESIGNED)
    (second,) = [each for each in live(house) if each.is_alternate]
    assert second.person_id == eva.person_id
    assert second.ends_at == acting[0].ends_at
    assert len(elections(house, BallotState.NOMINATING)) == 1


@pytest.mark.parametrize(("office", "other"), [("Inspector", "Treasurer"), ("Treasurer", "Inspectors")])
def test_an_inspector_is_no_alternate_elsewhere_and_whoever_holds_an_office_is_none_for_the_inspector(
    house, office, other
):
    anna, ben, cleo, *_ = house.founded(*NAMES)
    (mandate,) = seat(house, anna, office=office)
    seat(house, ben, office=other)
    alternates(house, mandate, ben, cleo)
    end(house, mandate, EndReason.RESIGNED)
    assert [each.person_id for each in live(house) if each.is_alternate] == [cleo.person_id]


def test_somebody_elected_early_begins_when_the_holder_ends(house):
    anna, ben, *_ = house.founded(*NAMES)
    (mandate,) = seat(house, anna)
    house.now = mandate.ends_at - timedelta(days=7)

    def elect(uow):
        council = get_council(uow, house.council_id)
        office = uow.get(Office, house.council_id, mandate.office_id)
        until = term_end(council, mandate.ends_at)
        return start_mandate(
            uow, council, office, ben.person_id, 1, mandate.source_ballot_id, until, starts_at=mandate.ends_at
        )

    house.do(elect)
    assert [each.person_id for each in live(house)] == [anna.person_id]
    assert "Elected to follow: Ben" in house.card(mandate.mandate_id).text
    house.pass_time(days=8)
    (now,) = live(house)
    assert (now.person_id, now.started_at) == (ben.person_id, mandate.ends_at)
    assert not house.find(Successor)


@pytest.mark.parametrize("reason", [EndReason.RECALLED, EndReason.RESIGNED])
def test_whoever_is_recalled_or_resigns_does_not_follow_themself(house, reason):
    anna, *_ = house.founded(*NAMES)
    (mandate,) = seat(house, anna)
    house.now = mandate.ends_at - timedelta(days=7)
    row = Successor(
        house.council_id, mandate.mandate_id, mandate.office_id, anna.person_id, 1, mandate.source_ballot_id,
        mandate.ends_at, mandate.ends_at + timedelta(days=180), 2,
    )  # fmt: skip
    house.do(lambda uow: uow.add(row.__class__(**{**_fields(row), "mandate_id": "0" * 32})))
    end(house, mandate, reason)
    assert not live(house)
    assert not house.find(Successor)


def _fields(row):
    return {name: getattr(row, name) for name in row.__slots__}


def test_an_elected_holder_takes_over_from_the_alternate(house):
    anna, ben, cleo, *_ = house.founded(*NAMES)
    (mandate,) = seat(house, anna)
    alternates(house, mandate, ben)
    end(house, mandate, EndReason.RESIGNED)
    (acting,) = live(house)
    seat(house, cleo)
    assert [each.person_id for each in live(house)] == [cleo.person_id]
    assert mandate_now(house, acting).end_reason is EndReason.REPLACED


def test_ending_twice_does_nothing_more_and_no_due_work_is_left(house):
    anna, *_ = house.founded(*NAMES)
    (mandate,) = seat(house, anna)
    first = end(house, mandate, EndReason.LEFT)
    house.now += timedelta(days=1)
    assert end(house, mandate, EndReason.RECALLED) == first
    left = house.find(Due, council_id=house.council_id, done_at=None)
    about = [due for due in left if mandate.mandate_id in due.key or due.kind.startswith(("report", "remind_of"))]
    assert {due.kind for due in about} == {"end_key", "end_offers"}, "what takes away a key, and old buttons"


def test_terms_in_a_row_are_counted_across_mandates(house):
    anna, *_ = house.founded(*NAMES)
    (mandate,) = seat(house, anna)
    council = house.read(get_council, house.council_id)
    assert house.read(terms_so_far, council, mandate.office_id, anna.person_id) == 1
    house.pass_time(days=185)
    seat(house, anna)
    assert house.read(terms_so_far, council, mandate.office_id, anna.person_id) == 2
