"""What is said about elections: their card, nominations, results, offices."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.ground.ids import BallotId, PersonId
from bot.domain.ground.message import CardMessage, Confirmation, Message, PersonQuestion, Question


@dataclass(frozen=True, slots=True)
class ElectionCard(CardMessage):
    """The card of an election."""

    KEPT_AS: ClassVar = "election"
    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class AboutElection(Message):
    """What is said about one election."""

    ballot_id: BallotId

    @property
    def offered_on(self) -> str | None:
        """See Message."""
        return self.ballot_id


@dataclass(frozen=True, slots=True)
class ElectionPrivate(AboutElection):
    """[More]: one election, whole, to one person."""

    FOR_ONE = True


@dataclass(frozen=True, slots=True)
class ElectionOpens(AboutElection):
    """The vote is open."""


@dataclass(frozen=True, slots=True)
class NominationsExtended(AboutElection):
    """Nobody accepted yet."""


@dataclass(frozen=True, slots=True)
class OfficeVacant(AboutElection):
    """Nobody stood twice over."""


@dataclass(frozen=True, slots=True)
class Nominated(AboutElection):
    """To the person nominated, in private."""


@dataclass(frozen=True, slots=True)
class NomineeNoted(AboutElection):
    """The answer to /nominate; `state`: of the nomination. "left": who stood is struck from the paper."""

    person_id: PersonId
    state: str


@dataclass(frozen=True, slots=True)
class OwnIntroduction(AboutElection):
    """To a candidate: what they say of themselves, and how to say something or nothing."""

    FOR_ONE = True


@dataclass(frozen=True, slots=True)
class Candidates(AboutElection):
    """Who stands, with what they say of themselves: a page of it."""

    FOR_ONE = True

    page: int


@dataclass(frozen=True, slots=True)
class AskIntroduction(Question):
    """What a candidate says of themself."""

    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class PickElection(Message):
    """For which office is somebody nominated, where several elections take nominations?"""

    FOR_ONE = True

    person_id: PersonId
    ballot_ids: tuple[BallotId, ...]


@dataclass(frozen=True, slots=True)
class CountRounds(AboutElection):
    """The count, round by round; a page of it."""

    page: int


@dataclass(frozen=True, slots=True)
class Offices(Message):
    """A page of the offices: who holds what, what is vacant."""

    FOR_ONE = True
    IS_PAGE = True

    page: int


@dataclass(frozen=True, slots=True)
class AskOffice(Question):
    """/elect alone."""


@dataclass(frozen=True, slots=True)
class Nominate(PersonQuestion):
    """/nominate: who is meant; `rest` names the office."""

    PURPOSE = "nominate"
    IS_ACT = True

    office: str = ""

    @property
    def for_office(self) -> str:
        """Of the only election that it can be."""
        return self.office


@dataclass(frozen=True, slots=True)
class NominateOnCard(PersonQuestion):
    """[Nominate] on the card of this election: whom?"""

    PURPOSE = "nominate"
    ballot_id: BallotId
    office: str = ""

    @property
    def for_office(self) -> str:
        """Of that election."""
        return self.office


@dataclass(frozen=True, slots=True)
class ConfirmElect(Confirmation):
    """What will happen if an election is called. `asked_duration`: the command said how long the vote runs."""

    office: str
    seats: int
    seconds: int
    nominations_s: int
    duration_s: int
    asked_duration: bool
