"""What is read for /me."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.domain.ballots.ballot import Ballot, BallotState, Second
from bot.domain.ballots.elector import Elector
from bot.domain.elections.nominee import Nominee
from bot.domain.elections.office import Office
from bot.domain.ground.dialog import Dialog
from bot.domain.ground.entry import Entry, EntryText
from bot.domain.ground.ids import BallotId, CouncilId
from bot.domain.ground.kept import name_of
from bot.domain.ground.outgoing import Outgoing
from bot.domain.ground.person import Person
from bot.domain.ground.refusal import Refusal
from bot.domain.mandates.mandate import Mandate
from bot.domain.me.messages import Me, MeElsewhere
from bot.domain.recalls.recall import RecallCall
from bot.domain.reports.report import Question, Report, Verdict
from bot.domain.roll.member import Member, Vouch
from bot.reads.ballots.headings import Heading, heading_of
from bot.reads.ground.audience import Audience
from bot.reads.ground.paging import page_of
from bot.services.ballots.decisions import took_part
from bot.services.council.council import get_council
from bot.services.ground.ports import Reads
from bot.services.ground.voices import said_by

LINES_ON_A_PAGE = 15

TOLD: Mapping[tuple[type, str], str] = {
    (Person, "person_id"): "person",
    (Member, "person_id"): "member",
    (Ballot, "proposer_id"): "proposed",
    (Nominee, "person_id"): "nominated",
    (Mandate, "person_id"): "mandate",
    (Report, "person_id"): "report",
    (RecallCall, "person_id"): "call",
    (Question, "asked_by_id"): "question",
    (Second, "person_id"): "seconded",
    (Vouch, "voucher_id"): "vouched",
    (Refusal, "person_id"): "refused",
    (Entry, "actor_id"): "entries",
    (EntryText, "person_id"): "texts",
    (Outgoing, "person_id"): "messages",
    (Outgoing, "asker_id"): "messages",
    (Dialog, "person_id"): "dialogs",
}
"""What has a name of its own. Whatever else storage/tables.py declares to be about persons is listed or counted too."""


@dataclass(frozen=True, slots=True)
class Kept:
    """One thing that is kept about a person. `kind` names it, `what` says which, `n` counts where a number is kept.

    `about`: in place of `what`, the ballot that it is about.
    """

    kind: str
    council: str = ""
    what: str = ""
    at: datetime | None = None
    n: int = 0
    about: Heading | None = None


@dataclass(frozen=True, slots=True)
class MeView:
    """The person, with one page of what is kept."""

    person: Person
    lines: tuple[Kept, ...]
    page: int
    pages: int


def load_me(reads: Reads, audience: Audience, message: Me) -> MeView | None:
    """What is kept, for the person themself alone."""
    person = reads.get(Person, audience.only_reader_id) if audience.only_reader_id else None
    if person is None:
        return None
    lines, page, pages = page_of(kept_about(reads, person), message.page, LINES_ON_A_PAGE)
    return MeView(person, tuple(lines), page, pages)


@dataclass(frozen=True, slots=True)
class ElsewhereView:
    """The first page, where the reader alone sees it; else the way there."""

    me: MeView | None
    bot_name: str


def load_elsewhere(reads: Reads, audience: Audience, _: MeElsewhere) -> ElsewhereView:
    """In a group nobody reads what is kept about another."""
    return ElsewhereView(load_me(reads, audience, Me(0)), audience.bot_name)


def kept_about(reads: Reads, person: Person) -> list[Kept]:
    """Everything the bot keeps about a person, council by council, newest first within each kind."""
    kept: list[Kept] = []
    for member in reads.find(Member, person_id=person.person_id):
        council = get_council(reads, member.council_id)
        found = [
            Kept("member", what=member.state, at=member.joined_at),
            *_acts(reads, member),
            *_counted(reads, member),
        ]
        kept += [replace(one, council=council.title) for one in found]
    personal = {"person_id": person.person_id}
    numbers = {
        "texts": reads.count(EntryText, **personal),
        "messages": reads.count(Outgoing, **personal)
        + reads.count(Outgoing, asker_id=person.person_id, person_id=None),
        "dialogs": reads.count(Dialog, **personal),
    }
    numbers |= {kind: reads.count(row, **{column: person.person_id}) for kind, row, column in _others(reads)}
    return kept + [Kept(kind, n=number) for kind, number in numbers.items() if number]


def kept_as(kind: type, column: str) -> str:
    """The `Kept.kind` under which rows are told that name a person in this column."""
    return TOLD.get((kind, column), f"{name_of(kind)}_{column}")


def _others(reads: Reads) -> Iterator[tuple[str, type, str]]:
    for kind, personal in reads.personal.items():
        for column in personal.about:
            if (kind, column) not in TOLD and (personal.listed is None or column != personal.about[0]):
                yield kept_as(kind, column), kind, column


def _acts(reads: Reads, member: Member) -> list[Kept]:
    """What stands in rows of its own."""
    own: dict[str, Any] = {"council_id": member.council_id, "person_id": member.person_id}
    council_id = member.council_id
    asked = reads.find(Elector, holder_id=member.person_id)
    mine = [elector for elector in asked if elector.council_id == council_id]
    ballots = [reads.get(Ballot, council_id, elector.ballot_id) for elector in mine]
    found = [*_listed(reads, member)]
    found += [vote for ballot in ballots if ballot is not None for vote in _vote(reads, ballot, member)]
    found += [
        Kept("nominated", what=_text(reads, council_id, one.ballot_id), at=one.nominated_at)
        for one in reads.find(Nominee, **own)
    ]
    found += [
        Kept("introduced", what=one.introduction, at=one.answered_at)
        for one in reads.find(Nominee, **own)
        if one.introduction
    ]
    for mandate in reads.find(Mandate, **own):
        office = reads.get(Office, council_id, mandate.office_id)
        found.append(Kept("mandate", what=office.name if office else "", at=mandate.started_at))
    found += _signals(reads, member)
    return sorted(found, key=lambda one: (one.kind, -(one.at.timestamp() if one.at else 0)))


def _vote(reads: Reads, ballot: Ballot, member: Member) -> Iterator[Kept]:
    """That they voted on it, or still may."""
    about = heading_of(reads, ballot)
    if took_part(reads, ballot, member.person_id):
        yield Kept("voted", at=ballot.closed_at or ballot.opened_at, about=about)
    elif ballot.state is BallotState.OPEN:
        yield Kept("may_vote", at=ballot.closes_at, about=about)


def _listed(reads: Reads, member: Member) -> Iterator[Kept]:
    """Each row of the tables that say which of their columns is shown here."""
    for kind, personal in reads.personal.items():
        if personal.listed is not None:
            what, when = personal.listed
            theirs: dict[str, Any] = {"council_id": member.council_id, personal.about[0]: member.person_id}
            rows: list[Any] = reads.find(kind, **theirs)
            for row in rows:
                yield Kept(kept_as(kind, personal.about[0]), what=getattr(row, what), at=getattr(row, when))


def _counted(reads: Reads, member: Member) -> list[Kept]:
    """What is only counted here, because a list would tell nothing more."""
    own: dict[str, Any] = {"council_id": member.council_id, "person_id": member.person_id}
    numbers = {
        "seconded": reads.count(Second, **own),
        "vouched": reads.count(Vouch, council_id=member.council_id, voucher_id=member.person_id),
        "rated": _rated(reads, member),
        "refused": reads.count(Refusal, **own),
        "entries": reads.count(Entry, council_id=member.council_id, actor_id=member.person_id),
    }
    return [Kept(kind, n=number) for kind, number in numbers.items() if number]


def _text(reads: Reads, council_id: CouncilId, ballot_id: BallotId) -> str:
    ballot = reads.get(Ballot, council_id, ballot_id)
    return ballot.text if ballot else ""


def _signals(reads: Reads, member: Member) -> Iterator[Kept]:
    """What stands now: nothing tells since when."""
    for mandate in reads.find(Mandate, council_id=member.council_id, ended_at=None):
        said = said_by(reads, member.council_id, mandate.mandate_id, member.person_id)
        if said is not None:
            holder = reads.get(Person, mandate.person_id)
            yield Kept("confidence" if said else "no_confidence", what=holder.name if holder else "")


def _rated(reads: Reads, member: Member) -> int:
    """How many reports they rate now; of those that are judged nothing tells."""
    open_now = reads.find(Report, council_id=member.council_id, verdict=Verdict.OPEN)
    return sum(said_by(reads, member.council_id, each.report_id, member.person_id) is not None for each in open_now)
