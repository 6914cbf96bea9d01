"""Mandates: begun, shown, ended by date or by resigning; who comes next; terms in a row."""

from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import Ballot, BallotKind, BallotState
from bot.domain.elections.election import race_of
from bot.domain.elections.office import Office
from bot.domain.ground.dialog import Dialog
from bot.domain.ground.due import Due
from bot.domain.ground.ids import RecallId
from bot.domain.ground.outgoing import Card
from bot.domain.mandates.mandate import (
    Alternate,
    EndReason,
    Mandate,
    NoMandateError,
    NotHolderError,
    OfficeVacantError,
    Successor,
)
from bot.domain.recalls.recall import Recall, RecallState
from bot.domain.roll.member import Member, MemberState
from bot.services.council.council import get_council
from bot.services.council.panel import CouncilForeignError
from bot.services.ground.dialogs import answer_confirm
from bot.services.ground.naming import Who
from bot.services.mandates.mandates import end_mandate, live_mandates, start_mandate
from bot.services.mandates.pages import show_mandates, show_page
from bot.services.mandates.terms import term_end, terms_so_far
from bot.services.recalls.resigning import resign_from, start_resigning
from tests.support import offices
from tests.support.council import GROUP, House
from tests.support.offices import mandate_now

NAMES = ("Anna", "Ben", "Cleo", "Dan", "Eva", "Finn")


def seat(house, *holders, **named):
    return offices.seat(house, *holders, has_report_backs=True, **named)


@pytest.fixture
def house():
    return House()


def alternates(house, mandate, *people):
    rows = [
        Alternate(house.council_id, mandate.source_ballot_id, rank, person.person_id, mandate.office_id)
        for rank, person in enumerate(people, 1)
    ]
    house.do(lambda uow: uow.add_all(rows))


def live(house):
    return house.read(live_mandates, house.council_id)


def elections(house, *states):
    return [ballot for ballot in house.find(Ballot, kind=BallotKind.ELECTION) if ballot.state in states]


def end(house, mandate, reason):
    return house.do(lambda uow: end_mandate(uow, mandate_of(uow, mandate), reason))


def mandate_of(uow, mandate):
    return uow.get(Mandate, mandate.council_id, mandate.mandate_id)


def said(house, screen):
    return [house.show(row).text for row in house.screens(screen)]


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
    assert "Ben holds this office now." in said(house, "mandate_ended")[0]
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
    assert {due.kind for due in about} == {"end_key"}


def test_terms_in_a_row_are_counted_across_mandates(house):
    anna, *_ = house.founded(*NAMES)
    (mandate,) = seat(house, anna)
    council = house.read(get_council, house.council_id)
    assert house.read(terms_so_far, council, mandate.office_id, anna.person_id) == 1
    house.pass_time(days=185)
    seat(house, anna)
    assert house.read(terms_so_far, council, mandate.office_id, anna.person_id) == 2


def test_resigning_asks_first_and_names_what_will_happen(house):
    anna, ben, *_ = house.founded(*NAMES)
    (mandate,) = seat(house, anna)
    with pytest.raises(NoMandateError):
        house.do(start_resigning, by=ben)
    house.do(start_resigning, by=anna)
    assert "do you resign as Treasurer in Garden?" in said(house, "confirm_resign")[0]
    assert live(house)
    house.do(answer_confirm, anna.person_id, is_yes=False, by=anna)
    assert live(house)
    house.do(start_resigning, by=anna)
    house.do(answer_confirm, anna.person_id, is_yes=True, by=anna)
    assert mandate_now(house, mandate).end_reason is EndReason.RESIGNED
    (ballot,) = elections(house, BallotState.NOMINATING)
    assert race_of(ballot).barred == ()


def test_resigning_while_a_threshold_stands_is_recorded_so_with_the_same_bar(house):
    anna, *_ = house.founded(*NAMES)
    (mandate,) = seat(house, anna)
    recall = Recall(
        house.council_id, RecallId("0" * 32), mandate.mandate_id, RecallState.REACHED, house.now,
        house.now + timedelta(hours=1), 5, 2, 2, 2,
    )  # fmt: skip
    house.do(lambda uow: uow.add(recall))
    house.do(start_resigning, by=anna)
    assert "A recall is under way" not in said(house, "confirm_resign")[0]
    house.do(answer_confirm, anna.person_id, is_yes=True, by=anna)
    assert mandate_now(house, mandate).end_reason is EndReason.RESIGNED_FACING_RECALL
    (ballot,) = elections(house, BallotState.NOMINATING)
    assert race_of(ballot).barred == (anna.person_id,)


def test_with_two_offices_the_one_to_resign_from_is_picked(house):
    anna, ben, *_ = house.founded(*NAMES)
    seat(house, anna)
    (second,) = seat(house, anna, office="Secretary")
    (others,) = seat(house, ben, office="Driver")
    house.do(start_resigning, by=anna)
    (row,) = house.screens("resign_pick")
    assert [button.label for line in house.show(row).keyboard for button in line] == [
        "Treasurer",
        "Secretary",
        "Cancel",
    ]
    with pytest.raises(NotHolderError):
        house.do(resign_from, house.council_id, others.mandate_id, by=anna)
    house.do(resign_from, house.council_id, second.mandate_id, by=anna)
    house.do(answer_confirm, anna.person_id, is_yes=True, by=anna)
    assert [each.office_id for each in live(house)] != [second.office_id]
    assert mandate_now(house, second).end_reason is EndReason.RESIGNED


def test_mandate_alone_shows_ones_own_else_the_list(house):
    anna, ben, *_ = house.founded(*NAMES)
    house.do(show_mandates, Who(), by=ben)
    assert "Nobody holds an office here yet" in said(house, "mandate_list")[0]
    seat(house, anna)
    house.do(show_mandates, Who(), by=ben)
    assert "Treasurer: Anna" in said(house, "mandate_list")[1]
    house.do(show_mandates, Who(), by=anna)
    (page,) = said(house, "mandate_page")
    assert "Treasurer: " in page
    assert "Term: 5 Mar 2026 to 5 Sep 2026" in page
    assert "Instructions: none" in page
    assert "Next report-back: by the end of 4 Apr 2026" in page
    assert "In this office for 0 days in all" in page


def test_the_office_that_is_named_is_the_one_that_is_shown(house):
    anna, ben, *_ = house.founded(*NAMES)
    seat(house, anna)
    (second,) = seat(house, anna, office="Secretary")
    house.do(show_mandates, Who(words="secretary"), by=ben)
    (row,) = house.screens("mandate_page")
    assert row.params["mandate_id"] == second.mandate_id


def test_mandate_of_a_name_an_office_a_stranger_and_a_vacant_office(house):
    anna, ben, *_ = house.founded(*NAMES)
    (mandate,) = seat(house, anna)
    for words in ("Anna", "treasurer"):
        house.do(show_mandates, Who(words=words), by=ben)
    assert len(said(house, "mandate_page")) == 2
    with pytest.raises(NoMandateError) as refused:
        house.do(show_mandates, Who(words="Ben"), by=anna)
    assert refused.value.fields["name"] == "Ben"
    end(house, mandate, EndReason.RESIGNED)
    with pytest.raises(OfficeVacantError):
        house.do(show_mandates, Who(words="Treasurer"), by=ben)
    house.do(show_mandates, Who(words="Anna"), by=ben)
    assert "Ended on 5 Mar 2026: resigned" in said(house, "mandate_page")[-1]


def test_the_card_in_the_group_has_the_buttons_of_confidence(house):
    anna, *_ = house.founded(*NAMES)
    (mandate,) = seat(house, anna)
    card = house.card(mandate.mandate_id)
    labels = [button.label for line in card.keyboard for button in line]
    assert labels == ["Confidence", "No confidence", "Everything about this mandate", "Join the roll"]
    assert "threshold 2 of 5: not reached" in card.text
    assert "Next report-back: by the end of 4 Apr 2026" in card.text
    end(house, mandate, EndReason.REMOVED)
    assert not house.card(mandate.mandate_id).keyboard
    assert house.one(Card, subject_id=mandate.mandate_id).is_final


def test_a_list_of_many_mandates_has_pages(house):
    people = house.founded(*(f"P{number}" for number in range(13)))
    for number, person in enumerate(people[:12]):
        seat(house, person, office=f"Office {number:02}")
    house.do(show_mandates, Who(), by=people[12])
    (row,) = house.screens("mandate_list")
    first = house.show(row)
    assert "Office 09: P9" in first.text
    assert "Office 10" not in first.text
    assert first.keyboard[-1][0].label == "More »"


def test_an_act_in_private_concerns_the_mandates_of_every_council(house):
    anna, *_ = house.founded(*NAMES)
    seat(house, anna)
    house.do(start_resigning, by=anna, chat_id=anna.telegram_id)
    assert house.find(Dialog, chat_id=anna.telegram_id)
    assert not house.find(Dialog, chat_id=GROUP)


def test_a_press_made_elsewhere_shows_and_changes_nothing(house):
    anna, ben, *_ = house.founded(*NAMES)
    (mandate,) = seat(house, anna)
    stranger = house.person("Zed")
    elsewhere = -100_999
    for by, chat_id in ((ben, elsewhere), (stranger, stranger.telegram_id)):
        with pytest.raises(CouncilForeignError):
            house.do(show_page, house.council_id, mandate.mandate_id, 0, in_place=False, by=by, chat_id=chat_id)
    with pytest.raises(CouncilForeignError):
        house.do(show_page, "0" * 32, mandate.mandate_id, 0, in_place=False, by=ben)
    with pytest.raises(CouncilForeignError):
        house.do(resign_from, house.council_id, mandate.mandate_id, by=anna, chat_id=elsewhere)
    assert not house.screens("mandate_page")
    house.do(show_page, house.council_id, mandate.mandate_id, 0, in_place=False, by=ben, chat_id=ben.telegram_id)
    assert house.screens("mandate_page")
