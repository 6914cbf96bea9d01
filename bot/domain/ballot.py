"""A ballot: one vote held by a council. The proposal, recall, instruction, ... it decides is its kind and subject."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from bot.domain.errors import DomainError
from bot.domain.ids import BallotId, CouncilId, MandateId, OfficeId, PersonId


class BallotKind(StrEnum):
    """What is decided."""

    PROPOSAL = "proposal"
    ELECTION = "election"
    RECALL = "recall"
    INSTRUCTION = "instruction"
    CHARTER = "charter"
    REMOVAL = "removal"
    INSTRUCTION_END = "instruction_end"
    WAIVER = "waiver"


class Method(StrEnum):
    """How it is decided: Yes or No; one choice; approval of many; a ranking by Schulze; a ranking by Scottish STV."""

    YES_NO = "yes_no"
    ONE = "one"
    MANY = "many"
    RANK = "rank"
    APPROVAL = "approval"
    STV = "stv"


class BallotState(StrEnum):
    """SECONDING and QUEUED come before a proposal, NOMINATING before an election, REPLY before a recall or removal."""

    SECONDING = "seconding"
    NOMINATING = "nominating"
    REPLY = "reply"
    QUEUED = "queued"
    OPEN = "open"
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

PERSONAL = frozenset({BallotKind.ELECTION, BallotKind.RECALL, BallotKind.REMOVAL})
"""Ballots about persons: counts hidden until the close, choices never shown (SPEC section 3, "results")."""

NEVER_WAITING = frozenset({BallotKind.RECALL, BallotKind.REMOVAL})
"""Kinds that never queue; replacement elections join them by their subject."""

BEFORE_OPENING = (BallotState.SECONDING, BallotState.NOMINATING, BallotState.REPLY, BallotState.QUEUED)
RUNNING = (*BEFORE_OPENING, BallotState.OPEN)


class BallotClosedError(DomainError):
    """The ballot is not open (any more); field `state`."""

    code = "ballot_closed"


class BallotNotFoundError(DomainError):
    """No such ballot in this council: a foreign, forged or very old button."""

    code = "ballot_not_found"


class NotInElectorateError(DomainError):
    """The voter is not among those frozen when the ballot opened; fields `why` and `from_at`."""

    code = "not_in_electorate"


class ChoiceUnknownError(DomainError):
    """The choice is not one of this ballot's."""

    code = "choice_unknown"


@dataclass(frozen=True, slots=True)
class Ballot:
    """One vote, from the proposal of its text to its result.

    `rules` is the copy of the charter's rules it opened under (bot.domain.charter, JSON form), plus what applies to its
    kind; `quorum` how many must take part by them. `counts` is the kept tally: choice -> number; for one choice each member counts once, for approvals once per
    approved option; rankings are counted at the close. `subject` is what the kind needs: see the kind's own module.
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
    subject: dict[str, Any] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)
    electorate: int = 0
    quorum: int = 0
    voted: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    opened_at: datetime | None = None
    closes_at: datetime | None = None
    closed_at: datetime | None = None
    quorum_at: datetime | None = None
    extended_at: datetime | None = None
    amended_at: datetime | None = None
    is_practice: bool = False
    outcome: Outcome | None = None
    result: dict[str, Any] = field(default_factory=dict)
    number: int | None = None
    run_off_of_id: BallotId | None = None
    lot_commitment: str | None = None
    lot_seed: str | None = None

    @property
    def choices(self) -> tuple[str, ...]:
        """The keys a single press may carry: Yes, No, Abstain, or the options by their index, None and Abstain."""
        if self.method is Method.YES_NO:
            return YES_NO_CHOICES
        return (*(str(index) for index in range(len(self.options))), NONE, ABSTAIN)


@dataclass(frozen=True, slots=True)
class Elector:
    """A member of one ballot's frozen electorate. `voted_at` tells that, never what."""

    council_id: CouncilId
    ballot_id: BallotId
    person_id: PersonId
    voted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """What a member voted: the one table that joins a person to a choice. `picks`: keys; for rankings best first."""

    council_id: CouncilId
    ballot_id: BallotId
    person_id: PersonId
    picks: tuple[str, ...]
    sequence: int
    cast_at: datetime


@dataclass(frozen=True, slots=True)
class Second:
    """A member wants this proposal put to ballot."""

    council_id: CouncilId
    ballot_id: BallotId
    person_id: PersonId
    seconded_at: datetime


def ensure_open(ballot: Ballot) -> None:
    """Raise BallotClosedError unless votes may be cast. The state decides, not the clock: the close drains intake first."""
    if ballot.state is not BallotState.OPEN:
        raise BallotClosedError(state=ballot.state, outcome=ballot.outcome)


def ensure_choice(ballot: Ballot, choice: str) -> None:
    """Raise ChoiceUnknownError unless a single press may carry this choice."""
    if choice not in ballot.choices:
        raise ChoiceUnknownError(choice=choice)


def recount(counts: dict[str, int], old: tuple[str, ...], new: tuple[str, ...]) -> dict[str, int]:
    """The kept tally after one member's picks change from `old` to `new`; zeroes are dropped."""
    changed = dict(counts)
    for pick in old:
        changed[pick] = changed.get(pick, 0) - 1
    for pick in new:
        changed[pick] = changed.get(pick, 0) + 1
    return {pick: count for pick, count in changed.items() if count}
