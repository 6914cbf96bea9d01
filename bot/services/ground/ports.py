"""What use-cases need of the world outside, as narrow protocols. storage/unit.py keeps them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from bot.domain.ballots.ballot import Ballot, Method
from bot.domain.ballots.decided import Decided
from bot.domain.ballots.messages import BallotPrivate
from bot.domain.ballots.papers import Pile
from bot.domain.ballots.subject import BallotKind, Subject
from bot.domain.council.council import Council
from bot.domain.elections.office import Office
from bot.domain.ground.broadcast import Announcement
from bot.domain.ground.dialog import Answer
from bot.domain.ground.due import Duty, Moved
from bot.domain.ground.entry import Fact
from bot.domain.ground.ids import BallotId, CouncilId, MandateId, PersonId
from bot.domain.ground.letter import Letter
from bot.domain.ground.message import Confirmation, Message, Question
from bot.domain.ground.outgoing import Outgoing
from bot.domain.ground.pauses import Pausing
from bot.domain.ground.person import Person
from bot.domain.ground.personal import Personal
from bot.domain.mandates.mandate import Mandate
from bot.services.ground.memory import Memory
from bot.services.ground.sealing import Opening, Sealing

R = TypeVar("R")
T = TypeVar("T")


class NotStoredError(Exception):
    """Storage failed (disk full, locked, connection lost): nothing of the use-case was kept."""


class KeyLostError(Exception):
    """What is sealed under this key cannot be opened by anybody: the key was destroyed, or its disk was lost."""


class SealBrokenError(Exception):
    """What was to be opened was not sealed under this key, or is about something else."""


class NotNamedError(Exception):
    """A mistake of the program: a use-case changes a row of a council that its write did not name."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What brought a use-case about: "update:17" or "due:...". chat, thread and message say where an answer belongs.

    `chat_title` is the group's name as the update carries it; None where it carries none (private chats, due work).
    `verb`: which press it was, in a group. `is_turning`: the press asks for a page of what it stands under.
    `begun_in`: the group (and topic) where a question was put that is answered in private.
    """

    name: str
    chat_id: int | None = None
    thread_id: int | None = None
    message_id: int | None = None
    chat_title: str | None = None
    verb: str | None = None
    is_turning: bool = False
    begun_in: int | None = None
    begun_thread: int | None = None


class Query(Generic[T]):
    """A question with a typed answer. Its kinds are frozen dataclasses, their SQL stands in storage/queries."""


class Reads(Protocol):
    """Rows by key or by equality. A filter value may be None (is null), a tuple (any of), AtMost or MoreThan."""

    @property
    def now(self) -> datetime:
        """The one reading of the clock for this unit of work: aware UTC."""
        ...

    @property
    def sealing(self) -> Opening:
        """Opens what is sealed."""
        ...

    @property
    def memory(self) -> Memory:
        """What must not be written down."""
        ...

    @property
    def registers(self) -> "Registers":
        """What follows from what, in this program."""
        ...

    @property
    def personal(self) -> Mapping[type, Personal]:
        """What of each kind of row concerns whom."""
        ...

    def get(self, kind: type[R], *key: object) -> R | None:
        """The row with this primary key. Raises RowNotReadableError."""
        ...

    def find(
        self,
        kind: type[R],
        /,
        *,
        order: str | None = None,
        limit: int | None = None,
        skip: int = 0,
        first_of: tuple[str, ...] = (),
        **equal: object,
    ) -> list[R]:
        """Rows by filter, in order of the primary key, or of the column `order` ("-column": falling).

        `limit` and `skip` read a page of them.
        `first_of`: of the rows that are alike in these columns only the one that comes first.
        A row that cannot be read is set aside: it stays as it is, the log names it, and the others are found without
        it. Raises RowNotReadableError where the filter names one row alone, or where they are a whole (the votes of a
        ballot).
        """
        ...

    def scan(self, kind: type[R]) -> Iterator[tuple[str, R | None]]:
        """Every row there is, by table and key; None for one that cannot be read."""
        ...

    def set_aside(self, row: object) -> None:
        """What it says is nothing that the program knows: the log names it, once."""
        ...

    def count(self, kind: type[object], /, **equal: object) -> int:
        """How many rows pass the filter."""
        ...

    def keys(self, kind: type[object], /, **equal: object) -> list[tuple[Any, ...]]:
        """The primary keys of all rows that pass the filter, in their order: also of those that cannot be read."""
        ...

    def ask(self, query: Query[T]) -> T:
        """The answer to a named query, in one statement: where `find` would read what grows with the roll."""
        ...


class Uow(Reads, Protocol):
    """One transaction. `actor` is the person behind the update, None for due work."""

    cause: Cause
    actor: Person | None

    @property
    def sealing(self) -> Sealing:
        """Opens and seals, makes and destroys keys."""
        ...

    def add(self, row: object) -> None:
        """Insert one row."""
        ...

    def add_all(self, rows: Iterable[object]) -> None:
        """Insert rows of one kind."""
        ...

    def change(self, row: R, **changes: object) -> R:
        """Write the changed columns of a row that was read here, and return it as it now is."""
        ...

    def remove(self, row: object) -> None:
        """Delete one row."""
        ...

    def remove_all(self, kind: type[object], /, **equal: object) -> None:
        """Delete the rows that pass the filter."""
        ...

    def erase(self, kind: type[object], names: tuple[str, ...], /, **equal: object) -> None:
        """Empty these columns of the rows that pass the filter, also of those that cannot be read; None stays None."""
        ...

    def raise_version(self, council_id: str, subject_id: str, *, is_final: bool = False) -> None:
        """Every card of this subject must be drawn again."""
        ...

    def new_id(self) -> str:
        """A new UUIDv7 as 32 hexadecimal digits, later than every one before it in this process."""
        ...

    def truncate_log(self) -> None:
        """Once this is committed, SQLite's log is cut: what was erased now, or before, stands in no older frame."""
        ...

    def new_secret(self) -> str:
        """32 unguessable bytes in hexadecimal: seeds of lots, salts of digests."""
        ...


Work = Callable[[Uow, CouncilId, Any], None]
"""A due use-case: (uow, council_id, duty). It looks first: what it was planned for may have changed."""

WhenMoved = Callable[[Uow, Moved, Any], None]
"""What follows when the time of a duty was moved: (uow, moved, duty)."""

WhenShown = Callable[[Uow, Outgoing, int], None]
"""Called with the message and its id in the chat, once it stands there."""

Heard = Callable[[Uow, CouncilId, Any, str], None]
"""What one council does that hears a broadcast: (uow, council_id, announcement, key to tell it under)."""

Receive = Callable[[Uow, CouncilId, CouncilId, Any], None]
"""What a letter does where it arrives: (uow, council_id, sender_id, letter). It changes rows of `council_id` alone."""

Begin = Callable[[Uow, Ballot], Ballot]
Opened = Callable[[Uow, Ballot], None]
Close = Callable[[Uow, Council, Ballot], None]
Decide = Callable[[Ballot, Pile, str], Pausing[Decided]]
"""What a pile of papers comes to, in parts; the text is the context of a lot, should one be needed."""

OnPutAside = Callable[[Uow, CouncilId, Any], Message | None]
OnAnswer = Callable[[Uow, CouncilId, Any, Answer], None]
"""Called with the council, the question and its answer."""
OnYes = Callable[[Uow, CouncilId, Any], None]
"""Called with the council and the question."""
OnReply = Callable[[Uow, CouncilId, Any, Answer], bool]
"""Called with the council, the message replied to and the reply; False: the reply means nothing to it."""


Check = Callable[[Reads], Iterator[str]]


@dataclass(frozen=True, slots=True)
class KindOfBallot:
    """All that makes a kind of ballot: declared once, in its own package, and named in registers/kinds.py.

    `subject`: what such a ballot is about; it also says by which rule it is decided, whom it does not ask, whether it
    is about persons, waits and may be taken back. `begins_with`: what comes before the vote, if anything. `on_open`,
    `on_close`: what follows; a close looks at the outcome itself. `on_unasked`: what follows where it does not open, as
    nobody could vote. `closes_by`: when it is decided at the latest, if there is such a date. `lasts`: the rule of the
    charter that tells how long, unless whoever called it said so. `is_written`: its text is the words of a member.
    `may_be_urgent`: it may be shorter than others, by a stricter rule. `shown_whole`: the message that shows it to one
    person. `told_as`: the one in which the council hears what it came to, besides its card.
    """

    subject: type[Subject]
    on_close: Close
    on_open: Opened | None = None
    on_unasked: Opened | None = None
    closes_by: Callable[[Reads, Ballot], datetime | None] | None = None
    begins_with: Begin | None = None
    lasts: str = "ballot_duration"
    is_written: bool = False
    may_be_urgent: bool = False
    shown_whole: Callable[[BallotId], Message] = BallotPrivate
    told_as: Callable[[BallotId], Message] | None = None

    @property
    def kind(self) -> BallotKind:
        """Its name."""
        return self.subject.KIND


@dataclass(frozen=True, slots=True)
class Registers:
    """What follows from what; bot/services/registers names all of it, and nothing registers itself.

    Modules call each other's use-cases through it where their order forbids an import.
    """

    duties: Mapping[type[Duty], Work]
    """What each kind of due work does."""
    apart: Mapping[type[Duty], Work]
    """What plans each part of a duty that failed by itself; any other is tried again later as it is."""
    moved: Mapping[type[Duty], WhenMoved]
    """What follows when lost time moved a duty, besides what follows for all."""
    kinds: Mapping[BallotKind, KindOfBallot]
    """What there is to vote on."""
    deciders: Mapping[Method, Decide]
    """How the votes of a method are counted."""
    answers: Mapping[type[Question], OnAnswer]
    """What the answer to a kind of question does; a DomainError leaves the question open."""
    put_aside: Mapping[type[Question], OnPutAside]
    """What is kept of a question whose time is over or that another takes the place of; any other is forgotten."""
    confirmations: Mapping[type[Confirmation], OnYes]
    """What [Yes] does after `confirm`."""
    replies: Mapping[type[Message], OnReply]
    """What a reply to messages or cards of this kind means, asked for or not: an answer under a report."""
    shown: Mapping[type[Message], WhenShown]
    """What notes where a new message of this kind stands, of those that wait in no row."""
    checks: Mapping[str, Check]
    """Every check of `doctor`, under the words by which it is printed."""
    announcements: Mapping[type[Announcement], Heard]
    """What each council does that hears a broadcast."""
    receivers: Mapping[type[Letter], Receive]
    """What a council does with a letter of another."""
    entries: tuple[type[Fact], ...]
    """Every kind of entry of the record."""
    hourly: Mapping[str, Callable[[Uow], None]]
    """What is looked after every hour, by name, each in a transaction of its own."""
    secret_acts: tuple[Callable[[Reads, CouncilId, PersonId], bool], ...]
    """Whether somebody has lately done what no row says: taken part in something secret that is open still."""
    unnamed_acts: tuple[Callable[["Uow", CouncilId, PersonId], bool], ...]
    """Whether the actor lately did in private what an entry of their waking would tell."""
    place_changes: tuple[Callable[[Uow, CouncilId, PersonId], None], ...]
    """What keeps somebody's place on the roll as it was, before it becomes another."""
    foundings: tuple[Callable[[Uow, Council], None], ...]
    """What follows the end of the founding window: (uow, the council as it is founded now)."""
    claims: tuple[Callable[[Uow, Council], None], ...]
    """What follows when a council goes on in another group, as its members said: (uow, the council there)."""
    base_changes: tuple[Callable[[Uow, CouncilId, Collection[PersonId] | None], None], ...]
    """What looks again after joins, leavers, resting, and the ends of waiting periods; with whose (None: anybody's)."""
    charter_changes: tuple[Callable[[Uow, Council, str, str, str], None], ...]
    """What follows a change: (uow, the council as it now is, rule, old value, new value), values as text."""
    breach_changes: tuple[Callable[[Uow, CouncilId, MandateId], None], ...]
    """What must be looked at again when a breach begins or ends."""
    mandate_starts: tuple[Callable[[Uow, Mandate], None], ...]
    """What begins with a mandate."""
    term_ends: tuple[Callable[[Uow, Mandate], bool], ...]
    """What is decided before a term is over: called with the live mandate, which may end by that; if it goes on."""
    mandate_ends: tuple[Callable[[Uow, Mandate], None], ...]
    """What lapses with a mandate: called with it as it has ended."""
    standing_changes: tuple[Callable[[Uow, Mandate], None], ...]
    """What depends on how well a holder reports: the threshold of signals."""
    vacancies: tuple[Callable[[Uow, Council, Office, Mandate, tuple[PersonId, ...]], None], ...]
    """(uow, council, office, ended mandate, barred): the election of who serves the rest of the term."""
    checks_due: tuple[Callable[[Uow, Mandate, str], None], ...]
    """(uow, mandate, "missed" or "rejected"): every member is to be asked for a signal."""
