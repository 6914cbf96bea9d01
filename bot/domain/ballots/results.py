"""What the count of each method comes to, as the ballot keeps it; and why a ballot ended that was never counted."""

import json
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

from bot.domain.ballots.lot import Lot
from bot.domain.ballots.stv_rounds import Action, Tie
from bot.domain.ballots.tally import Tally
from bot.domain.ground.counting import REOPEN, Check, OptionsOutcome, YesNoTally
from bot.domain.ground.ids import MandateId
from bot.domain.ground.kept import NotReadableError, OwnForm, to_json
from bot.domain.ground.told import NotApplied


class WhyEnded(StrEnum):
    """What ended a ballot without a count.

    UNSECONDED: too few wanted it in time. LEFT: whom it was about is gone. NOBODY: nobody stood. BARRED: somebody on
    the paper was recalled. NOBODY_LEFT: no mandate is left to recall. NOBODY_ASKED: nobody could vote in it.
    PROPOSER_GONE: who had planned it was not on the roll when its time came. SERIES_ENDED: the council ended
    its series.
    """

    UNSECONDED = "unseconded"
    LEFT = "left"
    NOBODY = "nobody"
    BARRED = "barred"
    NOBODY_LEFT = "nobody_left"
    NOBODY_ASKED = "nobody_asked"
    PROPOSER_GONE = "proposer_gone"
    SERIES_ENDED = "series_ended"


@dataclass(frozen=True, slots=True)
class Ended:
    """Why, and for UNSECONDED how many wanted it of those who had to."""

    why: WhyEnded
    got: int = 0
    needed: int = 0


@dataclass(frozen=True, slots=True)
class RollSizes:
    """How large the council was at the close: on the roll, resting among them, and in the chat if that is known."""

    roll: int
    resting: int
    chat: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The integers behind an outcome. `counts`: by choice, of a ranking what stands first."""

    counts: Tally = field(default_factory=Tally)
    roll: RollSizes | None = None

    def as_counted(self) -> Self:
        """What the count alone made of it: a recount comes to the same."""
        return replace(self, roll=None)

    def agrees_with(self, recount: "Result") -> bool:
        """Whether the recount came to the same."""
        return self.as_counted() == recount


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultOfYesNo(Result):
    """Each condition with its integers."""

    checks: tuple[Check, ...]
    not_applied: NotApplied | None = None

    @property
    def tally(self) -> YesNoTally:
        """The counts by name."""
        return self.counts.by_yes_no

    def as_counted(self) -> Self:
        """Without what followed."""
        return replace(self, roll=None, not_applied=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultOfOptions(Result):
    """Approvals, and what counts of options by all methods have; see Counted for the fields."""

    why: OptionsOutcome
    voted: int
    abstain: int
    quorum: int
    winner: str | None = None
    run_off: tuple[str, ...] = ()
    support: int = 0
    base: int = 0
    support_needed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultOfOne(ResultOfOptions):
    """One choice each. `choices`: what all chose together, of which the winner has `more_than` at least."""

    choices: int
    more_than: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultOfRank(ResultOfOptions):
    """Rankings by Schulze: see SchulzeResult."""

    names: tuple[str, ...]
    pairs: tuple[tuple[int, ...], ...]
    paths: tuple[tuple[int, ...], ...]
    winners: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figures(OwnForm):
    """What a count came to, or why there was none, as it was recorded: the record's own copy, in the form of its time.

    Of which class it was the ballot knows; nothing is decided by it.
    """

    text: str = "{}"

    @classmethod
    def of(cls, came_to: Result | Ended | None) -> Self:
        """As the ballot keeps it; of None an empty object."""
        return cls.from_kept(to_json(came_to) or {})

    @classmethod
    def from_kept(cls, value: object) -> Self:
        """Raises NotReadableError."""
        if type(value) is not dict:
            raise NotReadableError(cls.__name__)
        return cls(json.dumps(value, sort_keys=True))

    def to_kept(self) -> object:
        """As JSON has it."""
        return json.loads(self.text)


@dataclass(frozen=True, slots=True)
class Seating:
    """Who took the seats. Keys of the paper; `next`: who would be elected next, of those who still can."""

    mandates: tuple[MandateId, ...]
    seated: tuple[str, ...]
    passed_over: tuple[str, ...] = ()
    next: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultOfElection(Result):
    """One seat, by approval, and what all elections have. People are keys of the paper.

    `tied`: who goes to the run-off, or was drawn among. `against`: what every name had to beat.
    """

    why: str
    voted: int
    quorum: int
    abstain: int = 0
    winners: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    alternates: tuple[str, ...] = ()
    against: str = REOPEN
    lot: Lot | None = None
    seating: Seating | None = None

    def as_counted(self) -> Self:
        """Without what followed."""
        return replace(self, roll=None, seating=None)


@dataclass(frozen=True, slots=True)
class RoundTold:
    """One round of a count with numbers as text: decimals, or fractions where they were counted exactly; see Round."""

    action: Action
    tallies: tuple[tuple[str, str], ...]
    exhausted: str
    elected: tuple[str, ...] = ()
    subject: str | None = None
    factor: str | None = None
    tie: Tie | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultOfStv(ResultOfElection):
    """Several seats; without a quorum nothing was counted. `quota`: in votes, for `papers` that rank somebody.

    `decimals`: to how many the values of papers were cut; None: exact fractions, as the first release counted.
    """

    papers: int = 0
    quota: int = 0
    reopened: int = 0
    vacant: int = 0
    rounds: tuple[RoundTold, ...] = ()
    decimals: int | None = None

    def agrees_with(self, recount: Result) -> bool:
        """Of a count in exact fractions the rounds are told in other figures, and all else is the same."""
        if not isinstance(recount, ResultOfStv):
            return False
        if self.decimals is None:
            recount = replace(recount, rounds=self.rounds, decimals=None)
        return self.as_counted() == recount
