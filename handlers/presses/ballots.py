"""Ballots: their cards, the booth, the lists."""

from dataclasses import dataclass

from bot.domain.ground.ids import BallotId, CouncilId
from handlers.callbacks import Press


@dataclass(frozen=True, slots=True)
class VotePress(Press):
    """A choice on a card of the release before tokens; `edition` of the text under which it stands."""

    VERB = "vo"
    IS_SECRET = True

    council_id: CouncilId
    ballot_id: BallotId
    choice: str
    edition: int = 0


@dataclass(frozen=True, slots=True)
class BoothPress(Press):
    """[Vote]: into the booth; as a start payload into the private one (handlers/ballots/booth.py)."""

    VERB = "bo"
    BY_LINK = True
    IS_SECRET = True

    council_id: CouncilId
    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class VoteHerePress(Press):
    """[Vote here] of the release before: a paper in the group, for those who cannot use the private chat."""

    VERB = "vh"

    council_id: CouncilId
    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class SecondPress(Press):
    """[Second] on a proposal that needs others who want it put to ballot; `edition` as in VotePress."""

    VERB = "se"

    council_id: CouncilId
    ballot_id: BallotId
    edition: int = 0


@dataclass(frozen=True, slots=True)
class AmendPress(Press):
    """[Amend], for the proposer."""

    VERB = "am"

    council_id: CouncilId
    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class AddOptionPress(Press):
    """[Add an option], for whoever may vote there; in a group it leads to the private chat."""

    VERB = "ao"
    BY_LINK = True

    council_id: CouncilId
    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class EndSeriesPress(Press):
    """[Stop repeating], on any ballot of the series."""

    VERB = "es"

    council_id: CouncilId
    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class WithdrawPress(Press):
    """[Withdraw], for the proposer."""

    VERB = "wd"

    council_id: CouncilId
    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class WholeTextPress(Press):
    """[Vote on the whole text], for the proposer."""

    VERB = "wh"

    council_id: CouncilId
    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class RemindPress(Press):
    """[Remind me]; as a start payload too."""

    VERB = "rm"
    BY_LINK = True

    council_id: CouncilId
    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class RemindNoMorePress(Press):
    """[No more reminders], in private."""

    VERB = "rn"
    FOR_ANYBODY = True

    council_id: CouncilId


@dataclass(frozen=True, slots=True)
class HowCountedPress(Press):
    """[How it is counted]; as a start payload too."""

    VERB = "hc"
    BY_LINK = True

    council_id: CouncilId
    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class FindCardPress(Press):
    """Where the card of this ballot stands, in a group whose messages have no addresses."""

    VERB = "fc"

    council_id: CouncilId
    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class ShowBallotPress(Press):
    """[More]: one ballot, whole, for the one who pressed; as a start payload too."""

    VERB = "sb"
    BY_LINK = True

    council_id: CouncilId
    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class DecisionsPress(Press):
    """A page of the register of decisions; `is_all`: 1 with what was not adopted."""

    VERB = "de"

    council_id: CouncilId
    page: int
    is_all: int


@dataclass(frozen=True, slots=True)
class BoothMarkPress(Press):
    """A mark in a booth of the release before tokens, with the state it sets: see bot/domain/ballots/booth.py."""

    VERB = "bm"
    IS_SECRET = True

    council_id: CouncilId
    ballot_id: BallotId
    mark: str
    edition: int = 0


@dataclass(frozen=True, slots=True)
class BoothPagePress(Press):
    """Other names of a long paper."""

    VERB = "bp"
    IS_SECRET = True

    council_id: CouncilId
    ballot_id: BallotId
    page: int


@dataclass(frozen=True, slots=True)
class SubmitPress(Press):
    """[Submit], or [Abstain] (1), in a booth of the release before tokens."""

    VERB = "bs"
    IS_SECRET = True

    council_id: CouncilId
    ballot_id: BallotId
    is_abstention: int
    edition: int = 0


@dataclass(frozen=True, slots=True)
class RankHerePress(Press):
    """A name on a paper in the group of the release before tokens, or "clear"."""

    VERB = "bh"
    IS_SECRET = True

    council_id: CouncilId
    ballot_id: BallotId
    key: str
    edition: int = 0


@dataclass(frozen=True, slots=True)
class ChoicePress(Press):
    """A choice on a card, or a name on an approval's paper in the group, by its token; `edition` as in VotePress."""

    VERB = "vt"
    IS_SECRET = True

    council_id: CouncilId
    ballot_id: BallotId
    token: str
    edition: int = 0


@dataclass(frozen=True, slots=True)
class RankChoicePress(Press):
    """A name on a ranking's paper in the group, or [Clear my ballot], by its token."""

    VERB = "rt"
    IS_SECRET = True

    council_id: CouncilId
    ballot_id: BallotId
    token: str
    edition: int = 0


@dataclass(frozen=True, slots=True)
class MarkPress(Press):
    """A mark on the paper in the booth, by its token."""

    VERB = "mt"
    IS_SECRET = True

    council_id: CouncilId
    ballot_id: BallotId
    token: str
    edition: int = 0


@dataclass(frozen=True, slots=True)
class HandInPress(Press):
    """[Submit] or [Abstain] in the booth, by its token."""

    VERB = "ht"
    IS_SECRET = True

    council_id: CouncilId
    ballot_id: BallotId
    token: str
    edition: int = 0
