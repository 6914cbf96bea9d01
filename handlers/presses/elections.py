"""Elections: nominations, offices, counts."""

from dataclasses import dataclass

from bot.domain.ground.ids import BallotId, CouncilId, PersonId
from handlers.callbacks import Press


@dataclass(frozen=True, slots=True)
class StandPress(Press):
    """[Stand]."""

    VERB = "ns"

    council_id: CouncilId
    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class NominatePress(Press):
    """[Nominate]: somebody else, picked from the roll."""

    VERB = "nm"

    council_id: CouncilId
    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class AnswerNominationPress(Press):
    """[Accept] (1) or [Decline] (0), for somebody nominated."""

    VERB = "na"

    council_id: CouncilId
    ballot_id: BallotId
    is_yes: int


@dataclass(frozen=True, slots=True)
class OfficesPress(Press):
    """A page of the offices."""

    VERB = "of"

    council_id: CouncilId
    page: int


@dataclass(frozen=True, slots=True)
class ElectPress(Press):
    """[Elect somebody]: asks for the office."""

    VERB = "el"

    council_id: CouncilId


@dataclass(frozen=True, slots=True)
class ShowCountPress(Press):
    """[Show the count]: round by round; `page` -1 posts it."""

    VERB = "sc"

    council_id: CouncilId
    ballot_id: BallotId
    page: int


@dataclass(frozen=True, slots=True)
class NominateForPress(Press):
    """The election picked for somebody who is nominated, where several take nominations."""

    VERB = "ne"

    ballot_id: BallotId
    person_id: PersonId


@dataclass(frozen=True, slots=True)
class IntroducePress(Press):
    """[Introduce yourself]; in a group it leads to the private chat."""

    VERB = "ni"
    BY_LINK = True

    council_id: CouncilId
    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class NoIntroductionPress(Press):
    """[Leave it out]."""

    VERB = "nl"

    council_id: CouncilId
    ballot_id: BallotId


FROM_CARD = -1


@dataclass(frozen=True, slots=True)
class CandidatesPress(Press):
    """[About the candidates]; FROM_CARD: as a message of its own."""

    VERB = "nd"

    council_id: CouncilId
    ballot_id: BallotId
    page: int
