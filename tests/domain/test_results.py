"""What a ballot came to: what followed is told apart from what was counted."""

from dataclasses import replace

import pytest

from bot.domain.ballots.results import (
    Figures,
    Result,
    ResultOfElection,
    ResultOfOptions,
    ResultOfStv,
    ResultOfYesNo,
    RollSizes,
    RoundTold,
    Seating,
)
from bot.domain.ballots.stv_rounds import Action
from bot.domain.ballots.tally import Tally
from bot.domain.ground.counting import OptionsOutcome, YesNoTally
from bot.domain.ground.ids import MandateId
from bot.domain.ground.kept import NotReadableError
from bot.domain.ground.told import Fields, NotApplied
from tests.domain.test_ballot import ballot

ROLL = RollSizes(12, 1, 14)
ANSWERED = ResultOfYesNo(counts=Tally.from_kept({"yes": 3, "no": 1, "abstain": 2}), checks=())
CHOSEN = ResultOfOptions(why=OptionsOutcome.ADOPTED, voted=3, abstain=0, quorum=1, winner="0")
ELECTED = ResultOfElection(why="elected", voted=3, quorum=1, winners=("0",))


@pytest.mark.parametrize(
    ("counted", "followed"),
    [
        (CHOSEN, replace(CHOSEN, roll=ROLL)),
        (ANSWERED, replace(ANSWERED, roll=ROLL, not_applied=NotApplied("rule_conflict", Fields.of({})))),
        (ELECTED, replace(ELECTED, roll=ROLL, seating=Seating((MandateId("m"),), ("0",)))),
    ],
)
def test_a_recount_is_held_against_what_was_counted_alone(counted: Result, followed: Result):
    assert followed.as_counted() == counted


def told(votes, **fields):
    rounds = (RoundTold(Action.FIRST_PREFERENCES, (("0", votes),), "0"),)
    return ResultOfStv(why="elected", voted=3, quorum=1, winners=("0",), rounds=rounds, **fields)


def test_a_count_in_exact_fractions_agrees_with_a_recount_that_elects_the_same():
    again = told("6.33333", decimals=5)
    assert told("19/3").agrees_with(again)
    assert not told("6.3", decimals=5).agrees_with(again)
    assert not replace(told("19/3"), winners=("1",)).agrees_with(again)
    assert replace(again, roll=ROLL).agrees_with(again)
    assert not told("19/3").agrees_with(ELECTED)
    assert replace(ELECTED, roll=ROLL).agrees_with(ELECTED)


def test_figures_of_a_close_stand_as_they_were_recorded():
    assert Figures.of(None).to_kept() == {}
    assert Figures.from_kept({"yes": 1, "no": 2}) == Figures.from_kept({"no": 2, "yes": 1})
    assert Figures.of(ANSWERED).to_kept() == {"counts": {"yes": 3, "no": 1, "abstain": 2}, "checks": []}
    assert Figures.from_kept({"checks": [["approval", 8, 5, 9, True]]}) != Figures.of(ANSWERED)
    with pytest.raises(NotReadableError):
        Figures.from_kept([])


def test_answers_are_a_tally():
    assert ANSWERED.tally == YesNoTally(3, 1, 2)


def test_a_result_is_asked_for_as_what_it_is():
    assert ballot(result=ANSWERED).came_to(ResultOfYesNo) is ANSWERED
    with pytest.raises(TypeError):
        ballot(result=ANSWERED).came_to(ResultOfElection)
    with pytest.raises(TypeError):
        ballot().came_to(Result)
