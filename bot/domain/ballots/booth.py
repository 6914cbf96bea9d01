"""The private booth: a ballot paper that one person fills in, and hands in as one value (SPEC section 4).

Buttons carry the state they set, so a press that arrives twice, or from an old message, does no harm: a name is put on
the paper ("+3"), taken off ("-3"), or only the first so many names are kept ("k2").
"""

import re
from dataclasses import dataclass

from bot.domain.ballots.ballot import ABSTAIN, Ballot, ChoiceUnknownError, Method, picks_after

NAMES_ON_A_PAGE = 8
"""More names are turned by page (SPEC section 4)."""

IN_BOOTH = frozenset({Method.APPROVAL, Method.STV, Method.RANK})
RANKED = frozenset({Method.STV, Method.RANK})
"""Methods whose paper is a ranking, best first."""

SUBMIT, ABSTENTION = "submit", "abstention"
"""The ends of a paper: [Submit] and [Abstain]."""

_MARK = re.compile(r"([+-])(\d{1,2}|none|reopen)")
_KEEP = re.compile(r"k(\d{1,2})")


@dataclass(frozen=True, slots=True)
class BoothPaper:
    """What the booth shows as marked, handed in or not: as it was left, else what is recorded."""

    picks: tuple[str, ...]
    page: int


def names_on(ballot: Ballot) -> tuple[str, ...]:
    """Everything that can be marked: the names, then [Reopen nominations] or [None of these]."""
    return tuple(key for key in ballot.choices if key != ABSTAIN and key not in ballot.subject.struck)


def marks_on(ballot: Ballot) -> tuple[str, ...]:
    """Every mark that a button of the booth can carry, and the two ends."""
    names = names_on(ballot)
    signed = (f"{sign}{key}" for key in names for sign in "+-")
    return (*signed, *(f"k{kept}" for kept in range(len(names) + 1)), SUBMIT, ABSTENTION)


def marked(ballot: Ballot, picks: tuple[str, ...], mark: str) -> tuple[str, ...]:
    """Return the paper after one mark; raises ChoiceUnknownError for what is not on it."""
    kept = _KEEP.fullmatch(mark)
    if kept:
        return picks[: int(kept[1])]
    found = _MARK.fullmatch(mark)
    if found is None or found[2] not in names_on(ballot):
        raise ChoiceUnknownError
    sign, key = found.groups()
    if sign == "-":
        return tuple(pick for pick in picks if pick != key)
    if ballot.method in RANKED:
        return picks if key in picks else (*picks, key)
    return picks_after(ballot, picks, key)


def handed_in(picks: tuple[str, ...]) -> tuple[str, ...]:
    """What an empty paper counts as: an abstention."""
    return picks or (ABSTAIN,)


def filled_in(picks: tuple[str, ...]) -> tuple[str, ...]:
    """What a paper that was handed in looks like in the booth: an abstention is an empty one."""
    return tuple(pick for pick in picks if pick != ABSTAIN)


def throws_away(standing: tuple[str, ...], picks: tuple[str, ...]) -> bool:
    """Whether what would be handed in leaves nothing of a paper that names something."""
    return picks == (ABSTAIN,) and bool(filled_in(standing))
