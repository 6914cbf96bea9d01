"""Entries of the record: what is noted of ballots."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.ballots.ballot import Outcome
from bot.domain.ballots.results import Figures
from bot.domain.ballots.subject import BallotKind
from bot.domain.ground.entry import Fact, Words
from bot.domain.ground.ids import BallotId, ElectorId


@dataclass(frozen=True, slots=True)
class Proposed(Fact):
    """A text was put to the vote, once so many others want it."""

    seconds: int
    text: Words
    options: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class BallotSeconded(Fact):
    """A member wants it put to the vote."""

    KEPT_AS: ClassVar[str] = "seconded"


@dataclass(frozen=True, slots=True)
class SecondingExtended(Fact):
    """The time for seconds was moved."""

    why: str
    seconds: int


@dataclass(frozen=True, slots=True)
class Amended(Fact):
    """The text was changed, which cleared so many votes."""

    cleared: int
    text: Words
    options: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class OptionsDropped(Fact):
    """The vote is on the whole text."""


@dataclass(frozen=True, slots=True)
class OptionAdded(Fact):
    """A member added an option, which stands at this place among the others."""

    place: int
    option: Words


@dataclass(frozen=True, slots=True)
class BallotPlanned(Fact):
    """It opens at that time; `left`: how many of its series follow."""

    opens_at: str
    left: int = 0


@dataclass(frozen=True, slots=True)
class SeriesEndProposed(Fact):
    """A ballot on ending the series that began with that one."""

    series_id: BallotId


@dataclass(frozen=True, slots=True)
class BallotQueued(Fact):
    """As many cards are open as may be: it waits."""


@dataclass(frozen=True, slots=True)
class BallotOpened(Fact):
    """The electorate is frozen, and the vote begins."""

    ballot_kind: BallotKind
    electorate: int
    quorum: int
    closes_at: str


@dataclass(frozen=True, slots=True)
class BallotExtended(Fact):
    """The close was moved."""

    why: str
    seconds: int


@dataclass(frozen=True, slots=True)
class LotPromised(Fact):
    """A lot is drawn from a seed whose digest this is."""

    commitment: str


@dataclass(frozen=True, slots=True)
class ElectorateFrozen(Fact):
    """The founding window is over: so many may vote in what opened in it."""

    electorate: int
    quorum: int


@dataclass(frozen=True, slots=True)
class BallotClosed(Fact):
    """What came of it, with the integers behind it; `number` is that of the decision."""

    outcome: Outcome
    result: Figures | None = None
    number: int | None = None
    why: str | None = None
    papers: int | None = None
    took_part: tuple[ElectorId, ...] | None = None


@dataclass(frozen=True, slots=True)
class RunOffOpened(Fact):
    """A second vote between the first ones of another."""

    KEPT_AS: ClassVar[str] = "run_off"

    of: BallotId
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Withdrawn(Fact):
    """Whoever proposed it took it back."""

    result: Figures


@dataclass(frozen=True, slots=True)
class Lapsed(Fact):
    """Too few wanted it put to the vote, or nobody could vote in it."""

    result: Figures


@dataclass(frozen=True, slots=True)
class Voted(Fact):
    """Somebody voted: of releases before papers were sealed."""


@dataclass(frozen=True, slots=True)
class PapersDestroyed(Fact):
    """The key of a closed ballot is gone, and with it what its papers said of whom."""


@dataclass(frozen=True, slots=True)
class PapersLost(Fact):
    """The key was lost while it was open: it begins anew, without so many papers."""

    papers: int


@dataclass(frozen=True, slots=True)
class VoteVoided(Fact):
    """A vote fell with whoever held it."""

    elector: str


@dataclass(frozen=True, slots=True)
class CouncilReminded(Fact):
    """The council was told that quorum is missing."""

    which: str
    voted: int
    quorum: int


@dataclass(frozen=True, slots=True)
class VotersReminded(Fact):
    """So many were reminded in private."""

    people: int
    left_out: int


@dataclass(frozen=True, slots=True)
class ReminderSkipped(Fact):
    """A reminder was not needed."""

    which: str
    why: str | None
