"""A ballot: one vote held by a council. The proposal, recall, instruction, ... it decides is its kind and subject."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from bot.domain.ballots.results import Ended, Result
from bot.domain.ballots.subject import BallotKind, Subject
from bot.domain.ballots.tally import Tally
from bot.domain.charter.charter import Charter
from bot.domain.ground.dialog import Files
from bot.domain.ground.errors import DomainError
from bot.domain.ground.ids import BallotId, CouncilId, MandateId, OfficeId, PersonId

S = TypeVar("S", bound=Subject)
R = TypeVar("R", bound=Result)


class Method(StrEnum):
    """How it is decided: Yes or No; one choice; approval of many; a ranking by Schulze; a ranking by Scottish STV."""

    YES_NO = "yes_no"
    ONE = "one"
    MANY = "many"
    RANK = "rank"
    APPROVAL = "approval"
    STV = "stv"


class BallotState(StrEnum):
    """SECONDING and QUEUED come before a proposal, NOMINATING before an election, REPLY before a recall or removal.

    OPENING: who may vote is frozen, and their papers are laid out; then it opens.
    SUSPENDED: it was open when the bot was removed from the group; open again, and extended, once it is back.
    COUNTING: its time is over, and its papers are being counted: no votes are taken any more.
    """

    SECONDING = "seconding"
    NOMINATING = "nominating"
    REPLY = "reply"
    QUEUED = "queued"
    OPENING = "opening"
    OPEN = "open"
    SUSPENDED = "suspended"
    COUNTING = "counting"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Outcome(StrEnum):
    """What a closed ballot came to. RUN_OFF and LOT name what followed; REOPEN: nominations are opened again."""

    ADOPTED = "adopted"
    NOT_ADOPTED = "not_adopted"
    RUN_OFF = "run_off"
    ELECTED = "elected"
    REOPEN = "reopen"
    VACANT = "vacant"
    VOID = "void"


YES, NO, ABSTAIN, NONE = "yes", "no", "abstain", "none"
REOPEN = "reopen"
YES_NO_CHOICES = (YES, NO, ABSTAIN)

COUNTED_AT_CLOSE = frozenset({Method.RANK, Method.STV})
"""Methods without running counts: their papers are counted when the ballot closes."""

CLEAR = "clear"
"""What [Clear my ballot] carries: no choice, but an act on the whole paper."""

UNSECONDED_AFTER = timedelta(days=7)
"""A proposal without its seconds lapses after this span. Our judgement."""

AMENDABLE_FOR = timedelta(minutes=10)
AMENDABLE_BELOW = 3
"""Amending: for 10 minutes, or until 3 others voted if that is sooner (SPEC section 4)."""

BEFORE_OPENING = (
    BallotState.SECONDING, BallotState.NOMINATING, BallotState.REPLY, BallotState.QUEUED, BallotState.OPENING,
)  # fmt: skip
NOT_OVER = (*BEFORE_OPENING, BallotState.OPEN, BallotState.SUSPENDED)
RUNNING = (*NOT_OVER, BallotState.COUNTING)


class BallotClosedError(DomainError):
    """The ballot is not open (any more); field `state`."""

    code = "ballot_closed"


class BallotNotFoundError(DomainError):
    """No such ballot in this council: a foreign, forged or very old button."""

    code = "ballot_not_found"


class BallotAmendedError(DomainError):
    """The button belongs to an earlier text of the proposal; field `is_paper`: it stands on a paper, not on a card."""

    code = "ballot_amended"


class NotInElectorateError(DomainError):
    """The voter is not among those frozen when the ballot opened; fields `why` and `from_at`."""

    code = "not_in_electorate"


class ChoiceUnknownError(DomainError):
    """The choice is not one of this ballot's. Which it was is not said: refusals are kept with the person's name."""

    code = "choice_unknown"


class PapersLostError(DomainError):
    """The button belongs to papers that nobody can open any more: the ballot has begun anew."""

    code = "papers_lost"


class NotProposerError(DomainError):
    """Only the member who proposed it may do this; field `act`: amend, withdraw or whole_text."""

    code = "not_proposer"


class OwnSecondError(DomainError):
    """The proposer's own word is no second."""

    code = "own_second"


class AlreadySecondedError(DomainError):
    """One second for each member; fields `got` and `needed`."""

    code = "already_seconded"


class TooManyProposalsError(DomainError):
    """As many ballots of one member wait as the charter allows to be open; field `limit`.

    Field `are_open`: they are open, and what is asked for cannot wait.
    """

    code = "too_many_proposals"


class QueueFullError(DomainError):
    """As much waits to be opened as may wait; field `limit`."""

    code = "queue_full"


class NothingToAmendError(DomainError):
    """The command replies to no card, and no single proposal of the actor fits; fields `act` and `fitting`."""

    code = "nothing_to_amend"


class TooLateToAmendError(DomainError):
    """10 minutes have passed, 3 others voted, or another added an option."""

    code = "too_late_to_amend"


class TooLateToSwitchError(DomainError):
    """Somebody has voted on the options or added one, or there are none."""

    code = "too_late_to_switch"


class TooLateToWithdrawError(DomainError):
    """Somebody else has voted or added an option."""

    code = "too_late_to_withdraw"


@dataclass(frozen=True, slots=True)
class Ballot:
    """One vote, from the proposal of its text to its result.

    `rules` is the charter as it was when it opened. `electorate`, `quorum` (how much must take part), `voted` and
    `counts` are weights; `electors` and `voters` say how many they are. `counts` is the kept tally: for one choice each
    elector counts once, for approvals once per approved option; rankings are counted at the close. `subject` is what
    the kind decides on, `files` what was sent with its text. `result`: what was counted, as its method has it;
    `ended`: why nothing was. Neither while it runs. `early_by_s`: by how much the close was brought forward because
    everybody has voted.
    `is_widened`: it opened in the founding window, and was asked of all who had joined by its end; each paper lies in a
    slot of another name since. `closes_at` repeats the deadline of its CloseBallot, by which it moves: votes need it.
    """

    council_id: CouncilId
    ballot_id: BallotId
    kind: BallotKind
    method: Method
    state: BallotState
    text: str
    created_at: datetime
    duration_s: int
    proposer_id: PersonId | None = None
    options: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    is_urgent: bool = False
    thread_id: int | None = None
    office_id: OfficeId | None = None
    mandate_id: MandateId | None = None
    subject: Subject = field(default_factory=Subject)
    rules: Charter = field(default_factory=Charter)
    electorate: int = 0
    electors: int = 0
    quorum: int = 0
    voted: int = 0
    voters: int = 0
    counts: Tally = field(default_factory=Tally)
    opened_at: datetime | None = None
    closes_at: datetime | None = None
    closed_at: datetime | None = None
    queued_at: datetime | None = None
    quorum_at: datetime | None = None
    extended_at: datetime | None = None
    early_by_s: int | None = None
    amended_at: datetime | None = None
    is_practice: bool = False
    outcome: Outcome | None = None
    result: Result | None = None
    ended: Ended | None = None
    number: int | None = None
    run_off_of_id: BallotId | None = None
    lot_commitment: str | None = None
    lot_seed: str | None = None
    is_widened: bool = False
    files: Files = ()

    @property
    def edition(self) -> int:
        """How often its text was replaced: buttons carry it, so that no press counts for a text nobody read."""
        return self.subject.edition

    def about(self, kind: type[S]) -> S:
        """What it is about, as a ballot of that kind has it. TypeError for a ballot of another."""
        if not isinstance(self.subject, kind):
            raise TypeError(f"{self.ballot_id} is about a {type(self.subject).__name__}")
        return self.subject

    def came_to(self, kind: type[R]) -> R:
        """What was counted, as its method has it. TypeError for a ballot of another, or one that was not counted."""
        if not isinstance(self.result, kind):
            raise TypeError(f"{self.ballot_id} came to a {type(self.result).__name__}")
        return self.result

    @property
    def without(self) -> tuple[PersonId, ...]:
        """Whom it is about, and so does not ask: nobody is a judge in their own cause."""
        return self.subject.without

    @property
    def choices(self) -> tuple[str, ...]:
        """The keys of the ballot paper: Yes, No, Abstain; or the options by their index, None (Reopen) and Abstain."""
        if self.method is Method.YES_NO:
            return YES_NO_CHOICES
        against = REOPEN if self.method in {Method.APPROVAL, Method.STV} else NONE
        return (*(str(index) for index in range(len(self.options))), against, ABSTAIN)


@dataclass(frozen=True, slots=True)
class Second:
    """A member wants this proposal put to ballot."""

    council_id: CouncilId
    ballot_id: BallotId
    person_id: PersonId
    seconded_at: datetime


def paper_context(ballot: Ballot) -> str:
    """For what the lot draws the order of the names on its paper."""
    return f"{ballot.ballot_id}:paper"


def was_counted(ballot: Ballot) -> bool:
    """Whether votes decided it: it may have become void, and an election without nominees was never opened."""
    return ballot.state is BallotState.CLOSED and ballot.opened_at is not None and ballot.outcome is not Outcome.VOID


def ensure_open(ballot: Ballot) -> None:
    """Raise BallotClosedError unless votes may be cast.

    The state decides, not the clock: a close drains intake first.
    """
    if ballot.state is not BallotState.OPEN:
        raise BallotClosedError(state=ballot.state, outcome=ballot.outcome)


def ensure_edition(ballot: Ballot, edition: int, *, is_paper: bool = False) -> None:
    """Raise BallotAmendedError for a button of an earlier text while votes or seconds are given."""
    if ballot.state in {BallotState.OPEN, BallotState.SECONDING} and edition != ballot.edition:
        raise BallotAmendedError(is_paper=is_paper)


def ensure_choice(ballot: Ballot, choice: str) -> None:
    """Raise ChoiceUnknownError unless a single press may carry this choice."""
    is_there = choice in ballot.choices and choice not in ballot.subject.struck
    if not is_there or ballot.method in {Method.RANK, Method.STV}:
        raise ChoiceUnknownError


def never_waits(ballot: Ballot) -> bool:
    """Whether it opens at once however many cards are open: recalls, removals, replacement elections, run-offs."""
    return ballot.subject.never_waits or ballot.run_off_of_id is not None


def picks_after(ballot: Ballot, known: tuple[str, ...], choice: str) -> tuple[str, ...]:
    """Return what the paper holds after a press: it sets, and never toggles.

    An approval is added to those that stand, in the ballot's order; None of these and Abstain take the place of all.
    Everywhere else one choice takes the place of the other.
    """
    if ballot.method not in {Method.MANY, Method.APPROVAL} or choice in {NONE, ABSTAIN, REOPEN}:
        return (choice,)
    marked = {choice, *known} - {NONE, ABSTAIN, REOPEN, *ballot.subject.struck}
    return tuple(name for name in ballot.choices if name in marked)


def others_voted(ballot: Ballot, *, has_proposer_voted: bool) -> int:
    """How many voted besides the proposer."""
    return ballot.voters - has_proposer_voted


def ensure_amendable(ballot: Ballot, until: datetime | None, now: datetime, *, has_proposer_voted: bool) -> None:
    """Raise BallotClosedError or TooLateToAmendError. Before it opens a proposal can be amended at any time.

    `until`: the deadline of its EndAmending, None once that is over.
    """
    if ballot.state not in NOT_OVER:
        raise BallotClosedError(state=ballot.state, outcome=ballot.outcome)
    if ballot.opened_at is None:
        return
    others = others_voted(ballot, has_proposer_voted=has_proposer_voted)
    if others >= AMENDABLE_BELOW or ballot.subject.others_added or until is None or now >= until:
        raise TooLateToAmendError(minutes=AMENDABLE_FOR // timedelta(minutes=1), others=AMENDABLE_BELOW)


def ensure_withdrawable(ballot: Ballot, *, has_proposer_voted: bool) -> None:
    """Raise BallotClosedError or TooLateToWithdrawError: until another votes, or adds an option."""
    if ballot.state not in NOT_OVER:
        raise BallotClosedError(state=ballot.state, outcome=ballot.outcome)
    if ballot.subject.others_added or others_voted(ballot, has_proposer_voted=has_proposer_voted):
        raise TooLateToWithdrawError
