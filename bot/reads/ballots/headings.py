"""What a ballot is about, as data: one class and one loader for each kind. Names are read when it is shown, never kept.

They stand together, and use no other room of this layer, because every list of ballots heads all kinds of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.domain.ballots.ballot import Ballot
from bot.domain.ballots.subject import BallotKind, CharterSubject, ProposalSubject, SeriesEndSubject
from bot.domain.elections.election import Race
from bot.domain.elections.office import Office
from bot.domain.ground.person import Person
from bot.domain.instructions.instruction import Breach, Instruction, InstructionState
from bot.domain.instructions.subjects import InstructionEndSubject, InstructionSubject, WaiverSubject
from bot.domain.mandates.mandate import Mandate
from bot.domain.recalls.recall import Recall, RecallCall, RecallState
from bot.domain.recalls.subject import RecallSubject
from bot.domain.removals.subject import RemovalSubject
from bot.domain.reports.report import ReportBack
from bot.domain.roll.member import Member
from bot.services.ballots.series import waiting_of
from bot.services.ground.filters import AtMost
from bot.services.ground.persons import name_here, person_here
from bot.services.ground.ports import Reads
from bot.services.mandates.holders import holders_at
from bot.services.mandates.mandates import get_mandate
from bot.services.registers.kinds import KINDS

UNKNOWN = "?"
GROUNDS_SHOWN = 3
"""So many calls are printed on a recall's ballot, newest first; the others stay on their own cards. Our judgement."""


@dataclass(frozen=True, slots=True)
class TextHeading:
    """The text that was proposed; empty once its author had it erased."""

    text: str


@dataclass(frozen=True, slots=True)
class ElectionHeading:
    """Which office is filled, and whether it is a second vote or the replacement of somebody."""

    office: str
    is_run_off: bool
    is_replacement: bool


@dataclass(frozen=True, slots=True)
class CharterHeading:
    """A change of one rule, by the text of its values."""

    rule: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RecallFacts:
    """What stands against a holder whoever called: reports missed (their dates), open instructions, the signals.

    All as of the opening of the ballot; `needed` signals were enough, `usual` are normally.
    """

    missed: tuple[date, ...]
    instructions: int
    needed: int
    usual: int
    is_overdue: bool

    @property
    def is_lowered(self) -> bool:
        """Whether fewer signals were enough than normally."""
        return self.needed < self.usual


@dataclass(frozen=True, slots=True)
class RecallPaper:
    """Of one holder: the grounds that members gave, the recall with its reply, the facts."""

    name: str
    office: str
    grounds: tuple[str, ...]
    recall: Recall
    facts: RecallFacts


@dataclass(frozen=True, slots=True)
class RecallHeading:
    """Whom a recall is about: one paper for each holder."""

    papers: tuple[RecallPaper, ...]


@dataclass(frozen=True, slots=True)
class RemovalHeading:
    """Who is to leave the roll, with their place on it, the grounds, and what they replied ("" if nothing)."""

    person: Person | None
    member: Member | None
    grounds: str
    reply: str


@dataclass(frozen=True, slots=True)
class InstructionHeading:
    """To which office, held by whom: once decided, by those who held it then."""

    office: str
    holders: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class InstructionEndHeading:
    """What is to become of which instruction: broken, or withdrawn."""

    office: str
    text: str
    is_broken: bool


@dataclass(frozen=True, slots=True)
class WaiverHeading:
    """Whose breach, and of which instruction."""

    name: str
    office: str
    text: str


@dataclass(frozen=True, slots=True)
class SeriesEndHeading:
    """Which series is to end: the text that repeats."""

    text: str


Heading = (
    TextHeading
    | ElectionHeading
    | CharterHeading
    | RecallHeading
    | RemovalHeading
    | InstructionHeading
    | InstructionEndHeading
    | WaiverHeading
    | SeriesEndHeading
)


def heading_of(reads: Reads, ballot: Ballot) -> Heading:
    """What the ballot is about."""
    return HEADINGS[ballot.kind](reads, ballot)


def load_text(_: Reads, ballot: Ballot) -> TextHeading:
    """A ballot that says itself what it is about."""
    return TextHeading(ballot.text)


def load_election(_: Reads, ballot: Ballot) -> ElectionHeading:
    """An election is about its office."""
    return ElectionHeading(ballot.text, ballot.run_off_of_id is not None, ballot.about(Race).is_replacement)


def load_charter(_: Reads, ballot: Ballot) -> CharterHeading:
    """A change of the charter."""
    subject = ballot.about(CharterSubject)
    return CharterHeading(subject.rule, subject.old, subject.value)


def load_recall(reads: Reads, ballot: Ballot) -> RecallHeading:
    """Whom it is about, the grounds of members, the reply of the holder."""
    found = (reads.get(Recall, ballot.council_id, recall_id) for recall_id in ballot.about(RecallSubject).recall_ids)
    return RecallHeading(tuple(_recall_paper(reads, recall, ballot) for recall in found if recall is not None))


def _recall_paper(reads: Reads, recall: Recall, ballot: Ballot) -> RecallPaper:
    mandate = get_mandate(reads, ballot.council_id, recall.mandate_id)
    grounds, facts = _grounds(reads, mandate, recall, ballot), _facts(reads, mandate, recall, ballot)
    return RecallPaper(*_holder(reads, mandate), grounds, recall, facts)


def _facts(reads: Reads, mandate: Mandate, recall: Recall, ballot: Ballot) -> RecallFacts:
    at = ballot.opened_at or reads.now
    rows = reads.find(
        ReportBack, order="due_on", council_id=mandate.council_id, mandate_id=mandate.mandate_id, missed_at=AtMost(at)
    )
    bound = reads.find(
        Instruction, council_id=mandate.council_id, office_id=mandate.office_id, adopted_at=AtMost(at)
    )  # fmt: skip
    return RecallFacts(
        tuple(row.due_on for row in rows if row.missed_at is not None),
        sum(each.ended_at is None or each.ended_at > at for each in bound),
        recall.needed,
        recall.usual,
        recall.is_overdue,
    )


def _grounds(reads: Reads, mandate: Mandate, recall: Recall, ballot: Ballot) -> tuple[str, ...]:
    """What members gave as grounds until the ballot opened, since the last recall on this mandate failed."""
    before = reads.find(Recall, council_id=mandate.council_id, mandate_id=mandate.mandate_id, state=RecallState.FAILED)
    since = max((each.ended_at for each in before if each.ended_at and each.acts_at < recall.acts_at), default=None)
    calls = reads.find(
        RecallCall, order="-called_at", council_id=mandate.council_id, mandate_id=mandate.mandate_id,
        called_at=AtMost(ballot.opened_at or reads.now),
    )  # fmt: skip
    texts = (call.grounds for call in calls if since is None or call.called_at > since)
    return tuple(dict.fromkeys(texts))[:GROUNDS_SHOWN]


def load_removal(reads: Reads, ballot: Ballot) -> RemovalHeading:
    """Whom it is about, and what both sides say."""
    subject = ballot.about(RemovalSubject)
    member = reads.get(Member, ballot.council_id, subject.person_id)
    return RemovalHeading(
        person_here(reads, ballot.council_id, reads.get(Person, subject.person_id)), member, ballot.text, subject.reply
    )


def load_instruction(reads: Reads, ballot: Ballot) -> InstructionHeading:
    """The instruction that is proposed."""
    at = ballot.closed_at or reads.now
    held = holders_at(reads, ballot.council_id, ballot.office_id, at) if ballot.office_id else []
    return InstructionHeading(_office(reads, ballot), tuple(_holder(reads, each)[0] for each in held), ballot.text)


def load_instruction_end(reads: Reads, ballot: Ballot) -> InstructionEndHeading:
    """The instruction that is to end."""
    is_broken = ballot.about(InstructionEndSubject).state is InstructionState.BROKEN
    return InstructionEndHeading(_office(reads, ballot), ballot.text, is_broken)


def load_series_end(reads: Reads, ballot: Ballot) -> SeriesEndHeading:
    """By what is to come of the series, whose text may be another by now; over, by its first ballot."""
    series_id = ballot.about(SeriesEndSubject).series_id
    waiting = waiting_of(reads, ballot.council_id, series_id)
    known = waiting[0] if waiting else reads.get(Ballot, ballot.council_id, series_id)
    return SeriesEndHeading(known.text if known is not None else "")


def load_waiver(reads: Reads, ballot: Ballot) -> WaiverHeading:
    """The breach that is to be waived."""
    breach = reads.get(Breach, ballot.council_id, ballot.about(WaiverSubject).breach_id)
    mandate = reads.get(Mandate, ballot.council_id, breach.mandate_id) if breach else None
    name, office = _holder(reads, mandate) if mandate else (UNKNOWN, UNKNOWN)
    return WaiverHeading(name, office, ballot.text)


def _office(reads: Reads, ballot: Ballot) -> str:
    office = reads.get(Office, ballot.council_id, ballot.office_id) if ballot.office_id else None
    return office.name if office else ""


def _holder(reads: Reads, mandate: Mandate) -> tuple[str, str]:
    """The names of the holder and of the office."""
    person = reads.get(Person, mandate.person_id)
    office = reads.get(Office, mandate.council_id, mandate.office_id)
    return name_here(reads, mandate.council_id, person) or UNKNOWN, office.name if office else UNKNOWN


HEADINGS: dict[BallotKind, Callable[[Reads, Ballot], Heading]] = {
    ProposalSubject.KIND: load_text,
    Race.KIND: load_election,
    RecallSubject.KIND: load_recall,
    InstructionSubject.KIND: load_instruction,
    CharterSubject.KIND: load_charter,
    RemovalSubject.KIND: load_removal,
    InstructionEndSubject.KIND: load_instruction_end,
    WaiverSubject.KIND: load_waiver,
    SeriesEndSubject.KIND: load_series_end,
}
assert set(HEADINGS) == set(KINDS)
