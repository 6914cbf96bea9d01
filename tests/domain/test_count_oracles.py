"""Our counts against those of pref_voting, on several hundred random profiles each, the same ones every time."""

import os
import random
from itertools import permutations

import pytest

from bot.domain.ballots.approval import count_options
from bot.domain.ballots.schulze import count_schulze
from bot.domain.ballots.stv import count_stv
from bot.domain.ballots.stv_rounds import StvOutcome
from bot.domain.ground.counting import NONE

try:
    from pref_voting.grade_methods import approval
    from pref_voting.grade_profiles import GradeProfile
    from pref_voting.margin_based_methods import beat_path
    from pref_voting.profiles_with_ties import ProfileWithTies
    from pref_voting.proportional_methods import stv_scottish
except ImportError as missing:
    REASON = f"THE COUNTS ARE NOT HELD AGAINST pref_voting: {missing}. Install it with: python3 run.py test"
    if os.environ.get("MANDATE_NO_SKIP"):
        pytest.fail(REASON, pytrace=False)
    pytest.skip(REASON, allow_module_level=True)

NAMES = ("A", "B", "C", "D", "E", "F")


def dice(text):
    """Chance that repeats itself: a failure here can be looked at again."""
    return random.Random(text)


def strict_papers(rng, names, *, is_complete):
    every = list(permutations(names))
    orders = [rng.choice(every) for _ in range(rng.randint(1, 9))]
    return [(o if is_complete else o[: rng.randint(1, len(o))], rng.randint(1, 30)) for o in orders]


def weak_papers(rng, names):
    """Tiers of equals; who is in none is left out."""
    papers = []
    for _ in range(rng.randint(1, 7)):
        places = {name: rng.randint(0, 4) for name in names}
        tiers = (tuple(name for name in names if places[name] == place) for place in range(4))
        papers.append((tuple(tier for tier in tiers if tier), rng.randint(1, 12)))
    return papers


def profile(papers, names):
    """The same papers as the oracle takes them: a rank for each name, missing names ranked last."""
    ranks = [{names.index(n): place for place, tier in enumerate(tiers) for n in tier} for tiers, _ in papers]
    made = ProfileWithTies(ranks, rcounts=[number for _, number in papers], candidates=list(range(len(names))))
    made.use_extended_strict_preference()
    return made


@pytest.mark.parametrize("is_complete", [True, False])
def test_scottish_stv_elects_whom_the_oracle_elects(is_complete):
    rng, compared = dice(f"stv {is_complete}"), 0
    for _ in range(400):
        names = NAMES[: rng.randint(3, 6)]
        seats = rng.randint(1, len(names) - 1)
        papers = strict_papers(rng, names, is_complete=is_complete)
        ours = count_stv(names, papers, seats, has_reopen=False)
        # Ties by lot are chance in the oracle; else its eleven decimals decide as our five do.
        if ours.outcome is StvOutcome.COMPLETE:
            theirs = profile([(tuple((n,) for n in ranking), number) for ranking, number in papers], names)
            assert {names.index(n) for n in ours.winners} == set(stv_scottish(theirs, num_seats=seats, decimals=11))
            compared += 1
    assert compared > 300


@pytest.mark.parametrize("kind", ["complete", "weak"])
def test_schulze_winners_are_those_of_the_oracle(kind):
    rng, options = dice(f"schulze {kind}"), NAMES[:4]
    names = (*options, NONE)
    for _ in range(300):
        if kind == "complete":
            strict = strict_papers(rng, names, is_complete=True)
            papers = [(tuple((n,) for n in ranking), number) for ranking, number in strict]
        else:
            papers = weak_papers(rng, names)
        ours = count_schulze(options, papers, 1000)
        theirs = profile(papers, names)
        # Its default is margins; on complete strict papers both must agree, else it is asked for winning votes.
        strength = None if kind == "complete" else theirs.support
        assert {names.index(n) for n in ours.winners} == set(beat_path(theirs, strength_function=strength))


def test_approval_leaders_are_those_of_the_oracle():
    rng, names = dice("approval"), NAMES
    for _ in range(300):
        papers = [rng.sample(names, rng.randint(1, 5)) for _ in range(rng.randint(3, 15))]
        ours = count_options(names, [(tuple(paper), 1) for paper in papers], 20, turnout=None)
        grades = [{names.index(n): 1 for n in paper} for paper in papers]
        theirs = approval(GradeProfile(grades, [0, 1], candidates=list(range(len(names)))))
        assert {names.index(n) for n in ours.run_off or (ours.winner,) if n} == set(theirs)
