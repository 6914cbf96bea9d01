"""What is somebody's to vote on and to answer now, in all their councils: for the weekly digest."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.council.council import Council
from bot.domain.elections.office import Office
from bot.domain.ground.calendar import local_date
from bot.domain.ground.ids import PersonId
from bot.domain.ground.person import Person
from bot.domain.instructions.instruction import Instruction, is_awaited
from bot.domain.mandates.mandate import Mandate
from bot.domain.me.digest import REPORTS_WITHIN
from bot.domain.me.messages import Digest, DigestSetting
from bot.reads.ballots.card import card_link
from bot.reads.ballots.headings import Heading, heading_of
from bot.reads.ground.audience import Audience
from bot.services.ballots.decisions import has_voted
from bot.services.council.council import councils_of
from bot.services.ground.ports import Reads
from bot.services.instructions.instructions import open_instructions
from bot.services.mandates.mandates import live_mandates
from bot.services.reports.owed import owed_report_backs


@dataclass(frozen=True, slots=True)
class ToVote:
    """A ballot that they have not voted on."""

    ballot: Ballot
    heading: Heading
    link: str | None


@dataclass(frozen=True, slots=True)
class Owed:
    """What they owe as the holder of a mandate: the day of a report-back, or instructions that wait for an answer."""

    mandate: Mandate
    office: str
    report_on: date | None
    is_overdue: bool
    unanswered: tuple[Instruction, ...]


@dataclass(frozen=True, slots=True)
class InCouncil:
    """One of their councils in which there is something."""

    title: str
    to_vote: tuple[ToVote, ...]
    owed: tuple[Owed, ...]


@dataclass(frozen=True, slots=True)
class DigestView:
    """All of it."""

    reader_id: PersonId
    councils: tuple[InCouncil, ...]


def load_digest(reads: Reads, audience: Audience, _: Digest) -> DigestView | None:
    """What there is when it is sent; nothing to say, or nobody who wants it still: no message."""
    person = reads.get(Person, audience.person_id) if audience.person_id else None
    if person is None or not person.wants_digest:
        return None
    found = [_in_council(reads, council, person.person_id) for council in councils_of(reads, person)]
    councils = tuple(one for one in found if one.to_vote or one.owed)
    return DigestView(person.person_id, councils) if councils else None


def _in_council(reads: Reads, council: Council, person_id: PersonId) -> InCouncil:
    own = live_mandates(reads, council.council_id, person_id)
    owed = (_owed(reads, council, mandate) for mandate in own)
    return InCouncil(
        council.title,
        tuple(_to_vote(reads, council, person_id)),
        tuple(one for one in owed if one.report_on is not None or one.unanswered),
    )


def _to_vote(reads: Reads, council: Council, person_id: PersonId) -> Iterator[ToVote]:
    for ballot in reads.find(Ballot, order="closes_at", council_id=council.council_id, state=BallotState.OPEN):
        if has_voted(reads, ballot, person_id) is False:
            yield ToVote(ballot, heading_of(reads, ballot), card_link(reads, ballot))


def _owed(reads: Reads, council: Council, mandate: Mandate) -> Owed:
    office = reads.get(Office, council.council_id, mandate.office_id)
    today = local_date(reads.now, council.zone)
    soon = [row.due_on for row in owed_report_backs(reads, mandate) if row.due_on <= today + REPORTS_WITHIN]
    waiting = filter(is_awaited, open_instructions(reads, mandate))
    is_overdue = bool(soon) and soon[0] < today
    return Owed(mandate, office.name if office else "", soon[0] if soon else None, is_overdue, tuple(waiting))


@dataclass(frozen=True, slots=True)
class DigestSettingView:
    """Whether the reader gets it."""

    asked_id: PersonId
    is_on: bool


def load_digest_setting(reads: Reads, _: Audience, message: DigestSetting) -> DigestSettingView:
    """As it is now."""
    person = reads.get(Person, message.asked_id)
    return DigestSettingView(message.asked_id, person is not None and person.wants_digest)
