"""What a count by single transferable vote says of itself: its rounds, ties and result (bot/domain/ballots/stv.py)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

UNIT: Final = 100_000
"""One vote. Values of papers are cut to five decimals, so whole numbers of these count everything."""

Tallies = tuple[tuple[str, int], ...]
"""The votes of every candidate in the ballot's order, then of Reopen, in units: what the elected keep is among them."""


class StvOutcome(StrEnum):
    """COMPLETE, or stopped at a tie that only a lot can break: count again with `lot`."""

    COMPLETE = "complete"
    NEEDS_LOT = "needs_lot"


class Action(StrEnum):
    """What a round did."""

    FIRST_PREFERENCES = "first_preferences"
    SURPLUS = "surplus"
    EXCLUSION = "exclusion"
    LAST_VACANCIES = "last_vacancies"


class TieBreak(StrEnum):
    """How a tie was broken; NO_VOTES: it is without effect who of those without a vote goes first."""

    EARLIER_ROUND = "earlier_round"
    REOPEN = "reopen"
    NO_VOTES = "no_votes"
    LOT = "lot"


@dataclass(frozen=True, slots=True)
class Tie:
    """Who was tied, who was chosen (for the transfer or the exclusion), and how."""

    tied: tuple[str, ...]
    chosen: str
    broken_by: TieBreak


@dataclass(frozen=True, slots=True)
class Round:
    """One stage of the count, as it stood at its end; tallies and `exhausted` always add up to the papers.

    All in units of a vote. `exhausted`: what went to nobody, on papers that name nobody left and by cutting.
    `subject`: whose surplus or papers moved. `factor`: what a paper of one vote was worth afterwards. `elected`: who
    reached the quota (or the last seats) now, REOPEN once for each seat it won.
    """

    number: int
    action: Action
    tallies: Tallies
    exhausted: int
    elected: tuple[str, ...] = ()
    subject: str | None = None
    factor: int | None = None
    tie: Tie | None = None


@dataclass(frozen=True, slots=True)
class StvResult:
    """The count, round by round.

    `papers`: the weight of those that rank somebody. `winners`: in the order elected, of one round by votes.
    `reopened`: seats won by Reopen. `vacant`: seats for which nobody stood. `alternates`: tiers of equals, see
    `count_stv`. `tied`: who needs a lot.
    """

    outcome: StvOutcome
    seats: int
    papers: int
    abstained: int
    quota: int
    rounds: tuple[Round, ...]
    winners: tuple[str, ...]
    reopened: int
    vacant: int
    alternates: tuple[tuple[str, ...], ...]
    tied: tuple[str, ...] = ()
