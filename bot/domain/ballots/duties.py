"""What ballots wait for, and until when."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.ballots.entries import BallotExtended, SecondingExtended
from bot.domain.ground.due import HEARD, Duty, Extended, Stop
from bot.domain.ground.ids import BallotId


@dataclass(frozen=True, slots=True)
class CloseBallot(Duty):
    """The vote is over: it is decided."""

    stops: ClassVar[Stop] = HEARD
    extended: ClassVar[Extended | None] = BallotExtended

    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class CountBallot(Duty):
    """The vote is over: the next part of its count."""

    is_paged: ClassVar[bool] = True
    is_at_once: ClassVar[bool] = True

    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class OpenAhead(Duty):
    """A large ballot closes soon: the next page of its papers is opened in memory, so that the close is short."""

    stops: ClassVar[Stop] = HEARD
    is_paged: ClassVar[bool] = True

    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class RemindHalf(Duty):
    """Half of the time to vote is over."""

    stops: ClassVar[Stop] = HEARD

    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class RemindLast(Duty):
    """The time to vote is over soon: who has not voted is reminded."""

    stops: ClassVar[Stop] = HEARD

    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class RemindLate(Duty):
    """The last reminder of a large ballot goes on: the next page of its electors.

    `asked`: so many came before; `people` of them were reminded, `left_out` have not voted and were not.
    """

    stops: ClassVar[Stop] = HEARD
    is_paged: ClassVar[bool] = True

    ballot_id: BallotId
    asked: int = 0
    people: int = 0
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class EndSeconding(Duty):
    """Not enough others wanted it in time: it lapses."""

    stops: ClassVar[Stop] = HEARD
    extended: ClassVar[Extended | None] = SecondingExtended

    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class EndAmending(Duty):
    """[Amend] goes from the card."""

    stops: ClassVar[Stop] = HEARD

    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class OpenAt(Duty):
    """A ballot opens at the time that its proposer chose; while the bot is away that is told once it is back."""

    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class EndOptions(Duty):
    """A third of its time is over: no options are added any more."""

    stops: ClassVar[Stop] = HEARD

    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class TellOfOptions(Duty):
    """Who voted before options were added hears of it: the next page of electors; `asked`: so many came before."""

    is_paged: ClassVar[bool] = True

    ballot_id: BallotId
    asked: int = 0


@dataclass(frozen=True, slots=True)
class LayOut(Duty):
    """The next page of a large electorate is laid out; since when it is frozen, this one's time runs."""

    is_paged: ClassVar[bool] = True

    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class ClearPapers(Duty):
    """The papers of a large electorate are to be laid out anew: the next page of those that lie there goes."""

    is_paged: ClassVar[bool] = True

    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class MendPapers(Duty):
    """The key of an open ballot is lost: it begins anew."""

    is_at_once: ClassVar[bool] = True

    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class DestroyKey(Duty):
    """The ballot is over, and that is on disk: what opens its papers goes."""

    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class PostProposalFiles(Duty):
    """What was sent with a proposal follows its card, once that stands."""

    ballot_id: BallotId
