"""One choice among options: more than half, else one run-off."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.ballots.plurality import count_plurality
from bot.domain.ground.counting import ABSTAIN, NONE, OptionsOutcome

# The same cases on every machine, however slow.
STEADY = settings(derandomize=True, deadline=None)
ABC = ("A", "B", "C")
BALLOTS = st.lists(st.sampled_from([*ABC, NONE, ABSTAIN]), max_size=30)


def cast(text):
    """Ballots from "AAB-x", each of weight 1: "-" is None of these, "x" abstains."""
    return each({"-": NONE, "x": ABSTAIN}.get(letter, letter) for letter in text)


def each(ballots):
    return [(ballot, 1) for ballot in ballots]


@pytest.mark.parametrize(
    ("ballots", "outcome", "winner", "run_off"),
    [
        ("AAAB-", OptionsOutcome.ADOPTED, "A", ()),
        ("AABB", OptionsOutcome.RUN_OFF, None, ("A", "B")),
        ("AAABBC", OptionsOutcome.RUN_OFF, None, ("A", "B")),  # half is not more than half
        ("AAABBCC", OptionsOutcome.RUN_OFF, None, ("A", "B", "C")),  # a tie at the border
        ("AABBCC", OptionsOutcome.RUN_OFF, None, ("A", "B", "C")),
        ("AA--", OptionsOutcome.RUN_OFF, None, ("A",)),  # nobody chose B or C
        ("CB---", OptionsOutcome.NONE_CHOSEN, None, ()),
        ("CCBB----", OptionsOutcome.RUN_OFF, None, ("B", "C")),
        ("AAxxxx", OptionsOutcome.ADOPTED, "A", ()),  # abstentions are no choices
        ("xxxx", OptionsOutcome.TIE, None, ()),
        ("AA", OptionsOutcome.NO_QUORUM, None, ()),
        ("", OptionsOutcome.NO_QUORUM, None, ()),
    ],
)
def test_the_first_round(ballots, outcome, winner, run_off):
    result = count_plurality(ABC, cast(ballots), 12)
    assert (result.outcome, result.winner, result.run_off) == (outcome, winner, run_off)


@pytest.mark.parametrize(
    ("ballots", "run_off"),
    [
        ("DDDDCCCBBA", ("C", "D")),  # the first two of four, as they stand on the paper
        ("AAAABBCCCD", ("A", "C")),
        ("AAAABBCCD", ("A", "B", "C")),  # alike in second place
        ("AABBCCD--", ("A", "B", "C")),
        ("AAABBC--", ("A", "B")),
    ],
)
def test_the_first_two_of_four_go_to_the_run_off_with_whoever_is_second_too(ballots, run_off):
    assert count_plurality("ABCD", cast(ballots), 12).run_off == run_off


@pytest.mark.parametrize(
    ("ballots", "outcome", "winner"),
    [
        ("AAB-x", OptionsOutcome.ADOPTED, "A"),
        ("AABB-", OptionsOutcome.TIE, None),
        ("AA--B", OptionsOutcome.TIE, None),
        ("A--B", OptionsOutcome.NONE_CHOSEN, None),
        ("xxx", OptionsOutcome.TIE, None),
    ],
)
def test_in_the_run_off_the_most_leads(ballots, outcome, winner):
    result = count_plurality(("A", "B"), cast(ballots), 12, is_run_off=True)
    assert (result.outcome, result.winner, result.run_off) == (outcome, winner, ())


def test_the_integers_behind_it():
    result = count_plurality(ABC, cast("AAB-xx"), 50, turnout=None)
    assert result.counts == (("A", 2), ("B", 1), ("C", 0), (NONE, 1))
    assert (result.choices, result.abstained, result.electorate, result.quorum) == (4, 2, 50, 3)


def test_a_single_option_goes_to_the_run_off_alone():
    assert count_plurality(("A",), cast("A-"), 2).run_off == ("A",)


def test_both_of_two_options_go_to_the_run_off_though_one_leads():
    assert count_plurality(("A", "B"), cast("AAB--"), 12).run_off == ("A", "B")


@STEADY
@given(BALLOTS, st.randoms(use_true_random=False))
def test_the_order_of_ballots_does_not_matter_and_the_tally_is_their_sum(ballots, random):
    shuffled = random.sample(ballots, len(ballots))
    result = count_plurality(ABC, each(ballots), 40)
    assert result == count_plurality(ABC, each(shuffled), 40)
    assert dict(result.counts) == {name: Counter(ballots)[name] for name in (*ABC, NONE)}
    assert sum(number for _, number in result.counts) + result.abstained == len(ballots)


@STEADY
@given(BALLOTS, st.booleans())
def test_one_more_choice_never_takes_the_adoption_away(ballots, is_run_off):
    before = count_plurality(ABC, each(ballots), 40, is_run_off=is_run_off)
    if before.winner:
        after = count_plurality(ABC, each([*ballots, before.winner]), 40, is_run_off=is_run_off)
        assert after.winner == before.winner


@pytest.mark.parametrize(("options", "ballots"), [(ABC, ["D"]), ((), []), (("A", "A"), []), (("none",), [])])
def test_what_is_not_on_the_ballot_is_refused(options, ballots):
    with pytest.raises(ValueError, match=r"not on this ballot|distinct"):
        count_plurality(options, each(ballots), 5)
