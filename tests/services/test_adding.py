"""Members add options to a ballot whose proposer allowed it: what that changes for whom."""

from datetime import timedelta

import pytest

from bot.domain.ballots.added import AddedEnoughError, AddedOption, OptionsFixedError
from bot.domain.ballots.ballot import (
    Ballot,
    BallotClosedError,
    NotInElectorateError,
    Outcome,
    TooLateToAmendError,
    TooLateToSwitchError,
    TooLateToWithdrawError,
)
from bot.domain.ballots.drafts import DuplicateOptionError, ReservedOptionError
from bot.domain.ballots.duties import CloseBallot, EndOptions
from bot.domain.ballots.papers import Slot
from bot.domain.ground.dialog import Answer
from bot.domain.ground.outgoing import Outgoing
from bot.domain.ground.text import TextTooLongError, TooManyOptionsError
from bot.domain.roll.member import StillWaitingError
from bot.services.ballots.adding import add_option, press_add_option
from bot.services.ballots.amending import amend, vote_on_whole_text, withdraw
from bot.services.ballots.ballots import find_ballot
from bot.services.ballots.voting import cast_picks, cast_vote
from bot.services.ground.answering import answer_dialog
from bot.services.ground.schedule import deadline
from bot.services.me.forget import forget
from bot.services.record.doctor import examine
from handlers.views.ground.errors import words_for
from handlers.views.ground.words import bare
from tests.support.council import House, words
from tests.support.lost_time import away
from tests.support.proposals import labels, now, proposed

NAMES = ("Anna", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hana", "Ivo", "Jan", "Kim", "Lea")
WHERE = "open:\nWhere do we go?\n- Sea\n- Hills"


@pytest.fixture
def council():
    house = House()
    return house, house.founded(*NAMES)


def add(house, ballot, text, by):
    return house.do(add_option, house.council_id, ballot.ballot_id, text, by=by)


def vote(house, ballot, choice, *voters):
    for voter in voters:
        house.do(cast_vote, house.council_id, ballot.ballot_id, choice, by=voter)


def rank(house, ballot, picks, voter):
    house.do(lambda uow: cast_picks(uow, find_ballot(uow, house.council_id, ballot.ballot_id), picks), by=voter)


def card(house, ballot):
    return bare(house.card(ballot.ballot_id).text)


def test_an_added_option_stands_behind_the_others_and_can_win(council):
    house, people = council
    ballot = proposed(house, people[0], WHERE)
    vote(house, ballot, "0", people[1])
    vote(house, ballot, "none", people[2])
    add(house, ballot, " - Lake ", people[3])
    assert "3. Lake" in card(house, ballot)
    vote(house, ballot, "2", *people[3:8])
    house.pass_time(days=4)
    closed = now(house, ballot)
    assert (closed.outcome, closed.options[int(closed.result.winner)]) == (Outcome.ADOPTED, "Lake")
    assert dict(closed.result.counts) == {"0": 1, "1": 0, "2": 5, "none": 1}
    assert house.read(examine) == []


FIRST: dict[str, tuple[str, ...]] = {"": ("0",), "many ": ("0", "1"), "rank ": ("1", "none", "0")}


@pytest.mark.parametrize("kind", FIRST)
def test_papers_that_were_handed_in_before_say_what_they_said(council, kind):
    house, people = council
    ballot = proposed(house, people[0], f"{kind}open: Where?\n- Sea\n- Hills")
    before = [FIRST[kind], ("none",), ("abstain",)]
    for picks, voter in zip(before, people[1:], strict=False):
        rank(house, ballot, picks, voter)
    lengths = {len(slot.sealed) for slot in house.find(Slot, ballot_id=ballot.ballot_id)}
    for number in range(18):
        add(house, ballot, f"Place {number}", people[number // 2])
    assert [house.papers(ballot.ballot_id)[voter.person_id].picks for voter in people[1:4]] == before
    rank(house, ballot, ("19",), people[4])
    assert {len(slot.sealed) for slot in house.find(Slot, ballot_id=ballot.ballot_id)} == lengths
    with pytest.raises(TooManyOptionsError):
        add(house, ballot, "One more", people[10])


def test_only_the_first_third_of_the_time_and_only_where_the_proposer_allowed_it(council):
    house, people = council
    ballot, fixed = proposed(house, people[0], WHERE), proposed(house, people[1], "Which?\n- A\n- B")
    with pytest.raises(OptionsFixedError):
        add(house, fixed, "C", people[0])
    assert "Add an option" in labels(house.card(ballot.ballot_id))
    assert "Add an option" not in labels(house.card(fixed.ballot_id))
    house.pass_time(hours=23, minutes=59)
    add(house, ballot, "Lake", people[2])
    house.pass_time(minutes=1)
    with pytest.raises(OptionsFixedError):
        add(house, ballot, "River", people[2])
    assert "Add an option" not in labels(house.card(ballot.ballot_id))
    house.pass_time(days=3)
    with pytest.raises(BallotClosedError):
        add(house, ballot, "River", people[2])


def test_what_is_refused_to_the_proposer_is_refused_here(council):
    house, people = council
    ballot = proposed(house, people[0], WHERE)
    for text in ("Abstain", "None of these", "reopen nominations", "Ни один из этих"):
        with pytest.raises(ReservedOptionError):
            add(house, ballot, text, people[1])
    for text in ("sea", "\uff33ea", "\u0405ea"):
        with pytest.raises(DuplicateOptionError) as refused:
            add(house, ballot, text, people[1])
        assert words_for(refused.value, words()) == f"“{text}” is there already: 1. Sea. Nothing was stored."
    long = proposed(house, people[1], f"open: {'x' * 2900}\n- Sea\n- Hills")
    with pytest.raises(TextTooLongError):
        add(house, long, "y" * 95, people[1])


def test_two_of_each_member(council):
    house, people = council
    ballot = proposed(house, people[0], WHERE)
    add(house, ballot, "Lake", people[1])
    add(house, ballot, "River", people[1])
    with pytest.raises(AddedEnoughError):
        add(house, ballot, "Pond", people[1])
    add(house, ballot, "Pond", people[2])


def test_who_waits_or_is_not_asked_adds_nothing(council):
    house, people = council
    ballot = proposed(house, people[0], WHERE)
    (late,) = house.people("Zoe")
    house.join(late)
    with pytest.raises(StillWaitingError):
        house.do(press_add_option, house.council_id, ballot.ballot_id, by=late)
    house.do(lambda uow: uow.change(uow.get(Ballot, house.council_id, ballot.ballot_id), duration_s=1))
    long = proposed(house, people[1], "6d:\n" + WHERE)
    house.pass_time(hours=25)
    with pytest.raises(NotInElectorateError):
        add(house, long, "Lake", late)


def test_it_is_asked_for_by_a_button_and_the_card_names_nobody(council):
    house, people = council
    ballot = proposed(house, people[0], WHERE)
    house.do(press_add_option, house.council_id, ballot.ballot_id, by=people[1], chat_id=people[1].telegram_id)
    assert "without your name" in bare(house.show(house.screens("ask_option")[-1]).text)
    house.do(answer_dialog, Answer("Lake"), is_group=False, by=people[1], chat_id=people[1].telegram_id)
    assert "Added: “Lake”" in bare(house.show(house.screens("option_taken")[-1]).text)
    assert "3. Lake" in card(house, ballot)
    assert "Ben" not in card(house, ballot)


def test_who_voted_before_hears_of_it_once_and_no_row_names_them(council):
    house, people = council
    ballot = proposed(house, people[0], "many open: Where?\n- Sea\n- Hills")
    vote(house, ballot, "0", people[1], people[2])
    unreachable = house.person("Una", is_reachable=False)
    add(house, ballot, "Lake", people[3])
    vote(house, ballot, "2", people[3])
    vote(house, ballot, "1", people[2])
    add(house, ballot, "River", people[4])
    house.pass_time(days=1)
    told = house.screens("options_new")
    assert {row.person_id for row in told} == {person.person_id for person in people[1:4]}
    assert house.find(Outgoing, screen="options_new") == []
    assert "Your vote stands" in bare(house.show(told[0]).text)
    assert unreachable.person_id not in {row.person_id for row in told}
    house.pass_time(days=1)
    assert len(house.screens("options_new")) == len(told)


def test_nobody_is_told_where_nothing_was_added(council):
    house, people = council
    ballot = proposed(house, people[0], WHERE)
    vote(house, ballot, "0", people[1])
    house.pass_time(days=2)
    assert house.screens("options_new") == []


def test_the_third_moves_with_the_time_that_was_lost(council):
    house, people = council
    ballot = proposed(house, people[0], WHERE)
    away(house, hours=30)
    until = house.read(deadline, house.council_id, EndOptions(ballot.ballot_id))
    closes_at = house.read(deadline, house.council_id, CloseBallot(ballot.ballot_id))
    assert (until - house.now, closes_at - until) == (timedelta(hours=24), timedelta(hours=48))
    add(house, ballot, "Lake", people[1])


def test_a_vote_of_all_does_not_close_before_an_option_could_still_come(council):
    house, people = council
    ballot = proposed(house, people[0], WHERE)
    vote(house, ballot, "0", *people)
    assert now(house, ballot).closes_at == now(house, ballot).opened_at + timedelta(hours=25)


def test_what_others_added_is_not_taken_back_by_the_proposer(council):
    house, people = council
    ballot = proposed(house, people[0], WHERE)
    add(house, ballot, "Lake", people[0])
    assert {"Amend", "Withdraw"} <= set(labels(house.more(ballot, people[0])))
    add(house, ballot, "River", people[1])
    assert not {"Amend", "Withdraw", "Vote on the whole text"} & set(labels(house.more(ballot, people[0])))
    for act, error in (
        (lambda: house.do(amend, house.council_id, ballot.ballot_id, "x", by=people[0]), TooLateToAmendError),
        (lambda: house.do(withdraw, house.council_id, ballot.ballot_id, by=people[0]), TooLateToWithdrawError),
        (
            lambda: house.do(vote_on_whole_text, house.council_id, ballot.ballot_id, by=people[0]),
            TooLateToSwitchError,
        ),
    ):
        with pytest.raises(error):
            act()


def test_an_amended_text_says_anew_whether_options_may_be_added(council):
    house, people = council
    ballot = proposed(house, people[0], WHERE)
    add(house, ballot, "Lake", people[0])
    house.do(amend, house.council_id, ballot.ballot_id, "Which?\n- A\n- B", by=people[0])
    assert house.find(AddedOption) == []
    with pytest.raises(OptionsFixedError):
        add(house, ballot, "C", people[1])
    house.do(amend, house.council_id, ballot.ballot_id, "open: Which?\n- A\n- B", by=people[0])
    add(house, ballot, "C", people[1])
    assert house.read(examine) == []


def test_a_run_off_is_over_what_the_first_round_left(council):
    house, people = council
    ballot = proposed(house, people[0], WHERE)
    add(house, ballot, "Lake", people[1])
    for choice, voter in zip("001122", people, strict=False):
        vote(house, ballot, choice, voter)
    vote(house, ballot, "2", people[6])
    house.pass_time(days=3)
    (second,) = house.find(Ballot, run_off_of_id=ballot.ballot_id)
    assert "Lake" in second.options
    with pytest.raises(OptionsFixedError):
        add(house, second, "River", people[1])
    assert house.read(examine) == []


def test_forgotten_is_the_option_too_once_it_was_not_adopted(council):
    house, people = council
    ballot = proposed(house, people[0], WHERE)
    add(house, ballot, "Bens own words", people[1])
    house.do(forget, by=people[1])
    assert "Bens own words" in card(house, ballot)
    house.pass_time(days=5)
    assert "Bens own words" not in card(house, ballot)
    assert b"Bens own words" not in house.dump()
    assert house.read(examine) == []


def test_doctor_finds_an_option_that_nobody_added(council):
    house, people = council
    ballot = proposed(house, people[0], WHERE)
    add(house, ballot, "Lake", people[1])
    assert house.read(examine) == []
    house.do(lambda uow: uow.change(uow.get(Ballot, house.council_id, ballot.ballot_id), options=("Sea", "Hills", "X")))
    assert any("does not read as it was put" in finding.what for finding in house.read(examine))


def test_doctor_finds_a_forged_limit_and_a_third_that_never_ends(council):
    house, people = council
    ballot = proposed(house, people[0], WHERE)
    add(house, ballot, "Lake", people[1])
    house.do(lambda uow: uow.remove_all(AddedOption, council_id=house.council_id))
    house.write_raw("DELETE FROM due WHERE kind = 'end_options'")
    said = " ".join(finding.what for finding in house.read(examine))
    assert "noted as added" in said
    assert "nothing is planned that would end that" in said
