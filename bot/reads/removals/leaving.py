"""Leaving the roll, and being kept out of the chat."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.council.council import Council
from bot.domain.elections.office import Office
from bot.domain.ground.ids import PersonId
from bot.domain.ground.person import Person
from bot.domain.mandates.mandate import Mandate
from bot.domain.removals.messages import HolderLeft, HolderLeftSelf, KeptOut, KeptOutSelf
from bot.domain.removals.questions import ConfirmLeave
from bot.reads.ground.audience import Audience
from bot.services.council.council import charter_in_force, get_council
from bot.services.ground.ports import Reads
from bot.services.mandates.mandates import live_mandates
from bot.services.removals.removal import running_removal


@dataclass(frozen=True, slots=True)
class LeaveView:
    """What leaving would end. `is_charged`: a removal of theirs runs, and goes on."""

    council: Council
    offices: tuple[str, ...]
    asked_id: PersonId
    waits: timedelta
    is_charged: bool


def load_leave(reads: Reads, audience: Audience, question: ConfirmLeave) -> LeaveView:
    """The offices of the one who asks."""
    council = get_council(reads, audience.council_id)
    held = live_mandates(reads, council.council_id, question.asked_id)
    waits = charter_in_force(council).span("waiting_period")
    is_charged = running_removal(reads, council.council_id, question.asked_id) is not None
    return LeaveView(council, _offices(reads, held), question.asked_id, waits, is_charged)


def _offices(reads: Reads, held: list[Mandate]) -> tuple[str, ...]:
    offices = (reads.get(Office, mandate.council_id, mandate.office_id) for mandate in held)
    return tuple(office.name for office in offices if office)


@dataclass(frozen=True, slots=True)
class KeptOutView:
    """Whom an administrator keeps out, of which council, and how."""

    council: Council
    person: Person | None
    by: Person | None
    is_muted: bool


def load_kept_out(reads: Reads, audience: Audience, message: KeptOut | KeptOutSelf) -> KeptOutView:
    """The person and the administrator, who has no name if anonymous."""
    person_id = message.person_id if isinstance(message, KeptOut) else audience.person_id
    by = reads.get(Person, message.by_id) if message.by_id else None
    council = get_council(reads, audience.council_id)
    person = reads.get(Person, person_id) if person_id else None
    return KeptOutView(council, person, by, message.is_muted)


@dataclass(frozen=True, slots=True)
class HolderLeftView:
    """Who has left which chat, and until when they may come back."""

    title: str
    person: Person | None
    until: datetime


def load_holder_left(reads: Reads, audience: Audience, message: HolderLeft | HolderLeftSelf) -> HolderLeftView:
    """The holder, who is the reader in private."""
    person_id = message.person_id if isinstance(message, HolderLeft) else audience.person_id
    person = reads.get(Person, person_id) if person_id else None
    return HolderLeftView(get_council(reads, audience.council_id).title, person, message.until)
