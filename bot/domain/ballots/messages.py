"""What is said about ballots: their cards and papers, what happened to them, lists of them."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from bot.domain.ground.dialog import Files
from bot.domain.ground.ids import BallotId, CouncilId, PersonId
from bot.domain.ground.message import CardMessage, Confirmation, Message, Question


@dataclass(frozen=True, slots=True)
class BallotCard(CardMessage):
    """The card of a ballot that is no election, from its proposal to its result."""

    KEPT_AS: ClassVar = "ballot"
    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class AboutBallot(Message):
    """What is said about one ballot."""

    ballot_id: BallotId

    @property
    def offered_on(self) -> str | None:
        """See Message."""
        return self.ballot_id


@dataclass(frozen=True, slots=True)
class BallotPrivate(AboutBallot):
    """[More]: one ballot, whole, to one person."""

    FOR_ONE = True


@dataclass(frozen=True, slots=True)
class HowCounted(AboutBallot):
    """[How it is counted]: the method, and the seal of the lot."""

    FOR_ONE = True


@dataclass(frozen=True, slots=True)
class PressToVote(AboutBallot):
    """To somebody who wrote their vote under a card."""


@dataclass(frozen=True, slots=True)
class CardHere(AboutBallot):
    """The way to a card in a group whose messages have no addresses: an answer below it."""

    FOR_ONE = True


@dataclass(frozen=True, slots=True)
class CardMoved(AboutBallot):
    """What is left of a card that was posted anew."""


@dataclass(frozen=True, slots=True)
class ProposalFile(AboutBallot):
    """A photo or file that was sent with a proposal."""

    index: int


@dataclass(frozen=True, slots=True)
class PaperInBooth(AboutBallot):
    """The paper of one person, in private."""

    FOR_ONE = True
    KEPT_AS: ClassVar = "booth"


@dataclass(frozen=True, slots=True)
class PaperHere(AboutBallot):
    """The paper in the group, for those who cannot use the private chat."""

    IS_FOR_ALL = True


@dataclass(frozen=True, slots=True)
class Proposed(AboutBallot):
    """The answer to /propose in private: the card stands in the group."""


@dataclass(frozen=True, slots=True)
class BallotQueued(AboutBallot):
    """As many cards are open as the charter allows."""


@dataclass(frozen=True, slots=True)
class BallotPlanned(AboutBallot):
    """It opens at the time that its proposer chose."""


@dataclass(frozen=True, slots=True)
class PlanLapsed(AboutBallot):
    """It did not open at its time: its proposer is not on the roll any more."""


@dataclass(frozen=True, slots=True)
class Unseconded(AboutBallot):
    """A proposal lapsed."""


@dataclass(frozen=True, slots=True)
class BallotUnasked(AboutBallot):
    """It did not open, as nobody could vote in it."""


@dataclass(frozen=True, slots=True)
class BallotExtended(AboutBallot):
    """Enough had voted only towards the end: `seconds` more."""

    seconds: int


@dataclass(frozen=True, slots=True)
class BallotClosesEarly(AboutBallot):
    """Everybody has voted: it closes before its time."""


@dataclass(frozen=True, slots=True)
class PapersLost(AboutBallot):
    """The keys to the papers are gone, so everybody votes again."""


@dataclass(frozen=True, slots=True)
class Amended(AboutBallot):
    """To the group: a proposal has a new text. `cleared`: whose votes (`is_vote`) or seconds that cleared.

    Who voted is sealed until the close: of them only those stand there whom no private message reaches, and of the
    others their number, `unnamed`.
    """

    cleared: tuple[PersonId, ...]
    is_vote: bool
    unnamed: int = 0


@dataclass(frozen=True, slots=True)
class VoteCleared(AboutBallot):
    """The same to one of them."""

    is_vote: bool


@dataclass(frozen=True, slots=True)
class BallotHalfTime(AboutBallot):
    """The council is reminded: at "half" time, or shortly before the end ("last"); and of `others` on that day."""

    IS_FOR_ALL = True

    which: str
    others: tuple[BallotId, ...] = ()

    @property
    def ballots(self) -> tuple[BallotId, ...]:
        """All that it is about."""
        return (self.ballot_id, *self.others)


@dataclass(frozen=True, slots=True)
class BallotReminder(Message):
    """To one person: all they have not voted on, in one message."""

    ballots: tuple[tuple[CouncilId, BallotId], ...]

    @property
    def offered_on(self) -> str | None:
        """The first of them; whoever is told of several reads of the others with its end."""
        return self.ballots[0][1] if self.ballots else None


@dataclass(frozen=True, slots=True)
class OfferOver(Message):
    """What is left of an offer to vote once these ballots are over; without any, to who is not on the roll any more."""

    ballots: tuple[tuple[CouncilId, BallotId], ...] = ()


@dataclass(frozen=True, slots=True)
class RemindersOn(AboutBallot):
    """The answer in private to [Remind me]."""


@dataclass(frozen=True, slots=True)
class RemindersOff(Message):
    """The answer to [No more reminders]."""


@dataclass(frozen=True, slots=True)
class OpenBallots(Message):
    """What is open, and whether whoever asked has voted. `moved`: whose cards were posted anew."""

    FOR_ONE = True
    IS_PAGE = True

    asked_id: PersonId | None
    moved: tuple[BallotId, ...] = ()


@dataclass(frozen=True, slots=True)
class Decisions(Message):
    """A page of the register of decisions, or of all results."""

    FOR_ONE = True
    IS_PAGE = True

    search: str
    page: int
    is_all: bool


@dataclass(frozen=True, slots=True)
class OwnProposals(Message):
    """One's own proposals, to pick the one to amend or withdraw (`act`)."""

    FOR_ONE = True

    act: str
    ballots: tuple[BallotId, ...]


@dataclass(frozen=True, slots=True)
class AskProposal(Question):
    """/propose alone. `thread_id`: the topic it was sent in. `files`: the photo or file it was sent under."""

    thread_id: int | None
    files: Files = ()


@dataclass(frozen=True, slots=True)
class ConfirmWhen(Confirmation):
    """A proposal that begins with a day and hour: does its vote open then, or now, with them in its text?

    `planned`: the text with "on" in front, or with "times" in it: `opens_at` is None where it only repeats. The rest is
    what came with it, as `Author` and `Sent` have it.
    """

    text: str
    planned: str
    opens_at: datetime | None
    thread_id: int | None
    author_id: PersonId | None = None
    author: str | None = None
    files: Files = ()
    is_shown: bool = False
    is_now: bool = False

    def widened(self) -> "ConfirmWhen":
        """[Now]."""
        return replace(self, is_now=True)


@dataclass(frozen=True, slots=True)
class AskAmendment(Question):
    """/amend alone, or [Amend]. `files`: see AskProposal."""

    ballot_id: BallotId
    files: Files = ()


@dataclass(frozen=True, slots=True)
class AskOption(Question):
    """[Add an option]."""

    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class OptionTaken(AboutBallot):
    """To whoever added it: the option at this place stands on the card."""

    FOR_ONE = True

    place: int


@dataclass(frozen=True, slots=True)
class OptionsNew(AboutBallot):
    """In private, to who had voted before the last of them was added."""


@dataclass(frozen=True, slots=True)
class ConfirmWithdraw(Confirmation):
    """Asked before a proposal is withdrawn. `is_whole`: with it what is to come of its series."""

    ballot_id: BallotId
    is_whole: bool = False

    def widened(self) -> "ConfirmWithdraw":
        """[The whole series]."""
        return replace(self, is_whole=True)


@dataclass(frozen=True, slots=True)
class ConfirmSeriesEnd(Confirmation):
    """Asked before a series ends by its proposer, or that is put to the vote by others."""

    ballot_id: BallotId
