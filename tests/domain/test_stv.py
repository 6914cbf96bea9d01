"""Scottish STV as the law counts it, with Reopen nominations in the race."""

import random
from itertools import permutations

import pytest

from bot.domain.ballots.stv import count_stv, stv_in_parts
from bot.domain.ballots.stv_rounds import UNIT, Action, StvOutcome, TieBreak
from bot.domain.ground.counting import ABSTAIN, REOPEN
from bot.domain.ground.pauses import run_through

ABCD = ("A", "B", "C", "D")


def cast(text):
    """Papers from "5 AB, 3 Cr, 1 x": a number and a ranking each; "r" is Reopen, "x" abstains, "_" is empty."""
    words = {"r": REOPEN, "x": ABSTAIN}
    pairs = (part.split() for part in text.split(","))
    return [(tuple(words.get(name, name) for name in names if name != "_"), int(number)) for number, names in pairs]


def test_a_surplus_moves_from_all_papers_at_its_share():
    result = count_stv(ABCD, cast("12 AB, 4 AC, 1 B, 3 C, 4 D"), 2, has_reopen=False)
    assert (result.quota, result.winners, result.papers) == (9, ("A", "B"), 24)
    first, surplus = result.rounds[:2]
    assert (first.action, first.elected, surplus.action, surplus.subject) == (
        Action.FIRST_PREFERENCES,
        ("A",),
        Action.SURPLUS,
        "A",
    )
    assert surplus.factor == 43_750
    assert dict(surplus.tallies) == {"A": 900_000, "B": 625_000, "C": 475_000, "D": 400_000}
    assert [(r.action, r.subject) for r in result.rounds[2:]] == [
        (Action.EXCLUSION, "D"),
        (Action.EXCLUSION, "C"),
        (Action.LAST_VACANCIES, None),
    ]
    assert result.rounds[3].exhausted == 875_000


def test_values_are_cut_to_five_decimals_and_what_is_lost_goes_to_nobody():
    result = count_stv(("A", "B", "C"), cast("7 AB, 1 C, 1 B"), 2, has_reopen=False)
    surplus = result.rounds[1]
    assert surplus.factor == 42_857  # 3/7 is 0.428571...
    assert dict(surplus.tallies)["B"] == UNIT + 7 * 42_857
    assert (surplus.exhausted, surplus.elected) == (1, ())  # 3.99999 of the 4 that are needed, as the law counts it
    assert result.winners == ("A", "B")


def test_a_value_is_cut_again_from_what_the_paper_was_worth_when_it_came():
    # A's papers come to B at 3/7, and B's surplus of 3.99997 over 8.99997 votes moves them at 0.42857 of that.
    result = count_stv(("A", "B", "C", "D"), cast("7 ABC, 5 BC, 4 D"), 2, has_reopen=False)
    assert result.quota == 6
    assert [(r.subject, r.factor) for r in result.rounds[1:2]] == [("A", 14_285)]
    result = count_stv(("A", "B", "C", "D"), cast("13 ABC, 5 BC, 3 D, 2 C"), 3, has_reopen=False)
    assert result.quota == 6
    first, second = result.rounds[1:3]
    assert (first.subject, first.factor, dict(first.tallies)["B"]) == ("A", 53_846, 5 * UNIT + 13 * 53_846)
    votes = 5 * UNIT + 13 * 53_846
    surplus = votes - 6 * UNIT
    assert (second.subject, second.factor) == ("B", surplus * UNIT // votes)
    late, early = surplus * 53_846 // votes, surplus * UNIT // votes
    assert dict(second.tallies)["C"] == 2 * UNIT + 13 * late + 5 * early


@pytest.mark.parametrize("has_reopen", [True, False])
def test_the_latest_of_several_unequal_rounds_breaks_a_tie(has_reopen):
    # A had more than C at first, then less: at the latest round in which they differed C was ahead.
    result = count_stv(ABCD, cast("2 AB, 1 DBA, 5 DCB"), 2, has_reopen=has_reopen)
    assert result.winners == ("D", "C")
    (tie,) = [r.tie for r in result.rounds if r.tie]
    assert (tie.tied, tie.chosen, tie.broken_by) == (("A", "C"), "A", TieBreak.EARLIER_ROUND)


def test_exactly_the_quota_elects_and_leaves_no_surplus():
    result = count_stv(("A", "B", "C"), cast("3 AC, 3 B, 2 C"), 2, has_reopen=False)
    assert (result.quota, result.winners) == (3, ("A", "B"))
    assert [(r.action, r.elected) for r in result.rounds] == [(Action.FIRST_PREFERENCES, ("A", "B"))]
    result = count_stv(("A", "B", "C"), cast("3 AC, 2 B, 2 C, 1 BC"), 2, has_reopen=False)
    assert (result.winners, len(result.rounds)) == (("A", "B"), 1)


def test_exactly_the_quota_moves_nothing_while_seats_are_left():
    result = count_stv(ABCD, cast("3 A, 2 BD, 1 CB, 2 D"), 2, has_reopen=False)
    assert (result.quota, result.rounds[0].elected) == (3, ("A",))
    assert [(r.action, r.subject) for r in result.rounds[1:]] == [(Action.EXCLUSION, "C")]


def test_who_is_elected_in_one_round_stands_by_votes():
    result = count_stv(("A", "B", "C"), cast("4 A, 6 B, 1 C"), 2, has_reopen=False)
    assert (result.rounds[0].elected, result.winners) == (("B", "A"), ("B", "A"))


def test_a_paper_goes_past_those_who_are_out_of_the_race():
    result = count_stv(ABCD, cast("8 ABC, 6 B, 3 C, 4 D"), 3, has_reopen=False)
    assert (result.quota, result.rounds[1].subject) == (6, "A")
    assert dict(result.rounds[1].tallies) == {"A": 6 * UNIT, "B": 6 * UNIT, "C": 5 * UNIT, "D": 4 * UNIT}


@pytest.mark.parametrize(("number", "pauses"), [(499, 0), (500, 2), (999, 2), (1000, 4)])
def test_the_count_pauses_after_every_500_papers_that_it_reads_and_that_it_moves(number, pauses):
    tails = permutations("BCDEFGH")
    papers = [(("A", *tail), 1) for tail, _ in zip(tails, range(number), strict=False)]
    parts = stv_in_parts("ABCDEFGH", papers, 1, has_reopen=False)
    assert sum(1 for _ in parts) == pauses


def test_one_unit_below_the_quota_elects_nobody_yet():
    result = count_stv(("A", "B", "C"), cast("4 AB, 2 BC, 2 C"), 2, has_reopen=False)
    assert (result.quota, result.rounds[0].elected) == (3, ("A",))
    assert (result.rounds[1].elected, dict(result.rounds[1].tallies)["B"]) == (("B",), 3 * UNIT)
    result = count_stv(("A", "B", "C"), cast("7 AB, 1 C, 1 B"), 2, has_reopen=False)
    assert dict(result.rounds[1].tallies)["B"] == 4 * UNIT - 1
    assert result.rounds[1].elected == ()


def test_no_tie_is_told_where_there_is_none():
    for names, text, seats in (
        ("ABC", "5 A, 3 B, 2 C, 1 r", 1),
        (ABCD, "9 AB, 4 B, 2 C, 1 D", 2),
        ("A", "4 A, 20 r", 3),
        (ABCD, "9 AC, 8 BD, 1 C, 1 D, 1 r", 3),  # two surpluses, one larger
    ):
        assert not [r.tie for r in count_stv(names, cast(text), seats).rounds if r.tie]


def test_like_minded_papers_and_many_seats_end():
    # Exact fractions doubled their digits with each surplus that fed the next, until Python could not print them.
    rng, names = random.Random("like-minded"), [f"n{number}" for number in range(30)]
    papers = []
    for _ in range(600):
        ranking = names.copy()
        for _ in range(4):
            one, other = rng.sample(range(30), 2)
            ranking[one], ranking[other] = ranking[other], ranking[one]
        papers.append((tuple(ranking), 1))
    result = count_stv(names, papers, 20, lot=names)
    assert len(result.winners) == 20
    parts = sum(1 for _ in stv_in_parts(names, papers, 20, lot=names))
    assert parts > 2, "the count pauses on its way"


def test_the_larger_surplus_goes_first_and_the_last_vacancy_needs_no_quota():
    result = count_stv(ABCD, cast("10 AC, 8 BC, 1 C, 1 D"), 3, has_reopen=False)
    assert result.quota == 6
    assert [(r.subject, r.elected) for r in result.rounds[1:]] == [("A", ()), ("B", ("C",))]
    result = count_stv(ABCD, cast("9 A, 8 BD, 2 C, 2 D"), 3, has_reopen=False)
    assert [(r.subject, r.elected) for r in result.rounds[1:]] == [("A", ()), ("B", ()), ("C", ()), (None, ("D",))]


def test_a_tie_goes_by_the_latest_round_that_was_unequal():
    # B leads C at first; after D's papers they are equal, and C is lower at the round before.
    result = count_stv(ABCD, cast("9 A, 5 B, 4 C, 1 DC"), 1, has_reopen=False)
    tie = result.rounds[2].tie
    assert tie is not None
    assert (tie.tied, tie.chosen, tie.broken_by) == (("B", "C"), "C", TieBreak.EARLIER_ROUND)


def test_equal_surpluses_go_by_an_earlier_round():
    # The surplus of A lifts C to the 10 votes that B had from the first.
    result = count_stv(("A", "B", "C", "D", "E"), cast("16 AC, 10 B, 2 C, 5 D, 4 E"), 4, has_reopen=False)
    assert result.quota == 8
    tie = result.rounds[2].tie
    assert tie is not None
    assert (tie.tied, tie.chosen, tie.broken_by) == (("B", "C"), "B", TieBreak.EARLIER_ROUND)


def test_a_tie_that_no_round_breaks_asks_for_the_lot_and_then_follows_it():
    ballots = cast("5 A, 3 B, 3 C")
    stopped = count_stv(("A", "B", "C"), ballots, 2, has_reopen=False)
    assert (stopped.outcome, stopped.tied, stopped.winners) == (StvOutcome.NEEDS_LOT, ("B", "C"), ("A",))
    assert (stopped.vacant, stopped.alternates) == (0, ())
    for lot, winners in (("BCA", ("A", "B")), ("ACB", ("A", "C"))):
        result = count_stv(("A", "B", "C"), ballots, 2, lot=lot, has_reopen=False)
        assert (result.outcome, result.winners) == (StvOutcome.COMPLETE, winners)
        tie = next(r.tie for r in result.rounds if r.tie)
        assert (tie.tied, tie.broken_by) == (("B", "C"), TieBreak.LOT)


def test_who_is_tied_with_votes_needs_the_lot_beside_reopen_too():
    stopped = count_stv(("A", "B", "C"), cast("5 A, 3 B, 3 C, 1 r"), 2)
    assert (stopped.outcome, stopped.tied) == (StvOutcome.NEEDS_LOT, ("B", "C"))
    assert count_stv(("A", "B", "C"), cast("5 A, 3 B, 3 C, 1 r"), 2, lot="ACB").winners == ("A", "C")


def test_a_lot_decides_whose_equal_surplus_goes_first():
    ballots = cast("5 AC, 5 BD, 1 C, 1 D")
    assert count_stv(ABCD, ballots, 3, has_reopen=False).tied == ("A", "B")
    for lot in ("ABCD", "BADC"):
        tie = count_stv(ABCD, ballots, 3, lot=lot, has_reopen=False).rounds[1].tie
        assert tie is not None
        assert (tie.chosen, tie.broken_by) == (lot[0], TieBreak.LOT)


@pytest.mark.parametrize(
    ("ballots", "seats", "winners", "reopened"),
    [
        ("6 A, 5 r", 1, ("A",), 0),
        ("5 A, 5 r", 1, (), 1),  # equalled is not beaten
        ("5 A, 6 r", 1, (), 1),
        ("20 A, 0 B, 10 r", 2, ("A",), 1),
        ("5 A, 0 B, 10 r", 3, ("A",), 2),  # in proportion: two thirds keep two of three seats open
        ("9 A, 0 B", 2, ("A",), 1),  # nobody is elected without a vote
        ("9 AB", 2, ("A", "B"), 0),
        ("4 A, 3 B, 2 r", 2, ("A", "B"), 0),
        ("4 A, 3 Br, 2 rB", 1, ("B",), 0),  # behind Reopen a name counts once Reopen is out
        ("3 x, 1 _", 2, (), 2),
        ("6 A", 3, ("A",), 2),  # fewer candidates than seats
    ],
)
def test_reopen_wins_seats_in_proportion_and_they_stay_open(ballots, seats, winners, reopened):
    result = count_stv(("A", "B"), cast(ballots), seats)
    assert (result.outcome, result.winners, result.reopened, result.vacant) == (
        StvOutcome.COMPLETE,
        winners,
        reopened,
        0,
    )


def test_without_reopen_a_seat_without_a_candidate_is_vacant():
    result = count_stv(("A",), cast("3 A"), 3, has_reopen=False)
    assert (result.winners, result.vacant, result.reopened) == (("A",), 2, 0)
    assert count_stv((), [], 2, has_reopen=False).vacant == 2


def test_members_see_one_reopen_only():
    result = count_stv(("A", "B"), cast("4 A, 3 B, 20 r, 2 x"), 3)
    assert (result.abstained, result.papers, result.reopened) == (2, 27, 3)
    assert run_through(stv_in_parts(("A", "B"), cast("4 A, 3 B, 20 r, 2 x"), 3)) == result
    names = {name for r in result.rounds for name, _ in r.tallies} | {n for r in result.rounds for n in r.elected}
    assert names <= {"A", "B", REOPEN}
    assert {r.subject for r in result.rounds} <= {"A", "B", REOPEN, None}


def test_ties_with_reopen_need_no_lot():
    result = count_stv(("A", "B", "C"), cast("4 A, 3 B, 3 r"), 1)
    found = [r.tie for r in result.rounds if r.tie]
    assert [(t.tied, t.chosen, t.broken_by) for t in found] == [(("B", REOPEN), "B", TieBreak.REOPEN)]


def test_those_without_a_vote_need_no_lot():
    result = count_stv(ABCD, cast("4 A, 3 B, 1 r"), 1)
    tie = next(r.tie for r in result.rounds if r.tie)
    assert (result.winners, tie.broken_by, tie.tied) == (("A",), TieBreak.NO_VOTES, ("C", "D"))


def test_equal_surpluses_of_reopen_and_a_person_need_no_lot():
    result = count_stv(ABCD, cast("5 AC, 5 rD, 1 C, 1 D"), 3)
    assert result.rounds[1].tie is not None
    assert (result.rounds[1].subject, result.rounds[1].tie.broken_by) == (REOPEN, TieBreak.REOPEN)


@pytest.mark.parametrize(
    ("ballots", "seats", "alternates"),
    [
        ("9 A, 5 B, 3 C, 1 r", 1, (("B",), ("C",))),  # elected in the first round: Reopen had 1
        ("20 A, 5 B, 5 C, 1 r", 1, (("B", "C"),)),
        ("9 A, 5 B, 1 C, 3 r", 1, (("B",),)),
        ("8 A, 5 B, 4 C, 1 r", 1, (("B",), ("C",))),  # Reopen goes out before C
        ("8 A, 5 B, 1 C, 4 r", 1, (("B",),)),
        ("5 A, 4 B, 9 r", 2, ()),  # Reopen won a seat
        ("9 A, 4 B, 4 r", 1, ()),  # as many as Reopen is not more
        ("9 A, 3 B, 5 C, 1 r", 1, (("C",), ("B",))),  # by their votes, not as they stand on the paper
        ("20 A, 3 B, 5 C, 1 r", 1, (("C",), ("B",))),
    ],
)
def test_alternates_are_the_next_who_beat_reopen(ballots, seats, alternates):
    assert count_stv(("A", "B", "C"), cast(ballots), seats).alternates == alternates


def test_who_has_no_more_than_reopen_at_the_end_is_no_alternate():
    result = count_stv("ABCDE", cast("6 BA, 1 CrB, 1 rEA"), 2)
    assert (result.winners, result.alternates) == (("B", "A"), ())


def test_alternates_excluded_after_reopen_follow_the_last_first():
    result = count_stv(ABCD, cast("9 A, 4 B, 3 C, 2 D, 1 r"), 1, lot=ABCD)
    assert result.winners == ("A",)
    result = count_stv(ABCD, cast("9 A, 8 B, 5 CA, 3 DA, 1 r"), 1)
    assert (result.winners, result.alternates) == (("A",), (("B",), ("C",), ("D",)))


def test_without_reopen_all_others_are_alternates():
    assert count_stv(("A", "B", "C"), cast("8 A, 5 B, 4 C"), 1, has_reopen=False).alternates == (("B",), ("C",))


@pytest.mark.parametrize(
    ("ballots", "seats", "lot"),
    [("1 AA", 1, None), ("1 E", 1, None), ("1 Ax", 1, None), ("-1 A", 1, None), ("1 A", 0, None), ("1 A", 1, "AB")],
)
def test_bad_input_is_refused(ballots, seats, lot):
    with pytest.raises(ValueError, match=r"not a valid paper|at least one seat|all candidates"):
        count_stv(("A", "B", "C"), cast(ballots), seats, lot=lot)


def test_nobody_stands_twice():
    with pytest.raises(ValueError, match="distinct"):
        count_stv(("A", "A"), cast("1 A"), 1)


def test_reopen_is_no_name_where_it_does_not_stand():
    with pytest.raises(ValueError, match="not a valid paper"):
        count_stv(("A",), cast("1 r"), 1, has_reopen=False)
