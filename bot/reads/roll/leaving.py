"""Leaving the roll, and being kept out of the chat."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.domain.council.council import Council
from bot.domain.elections.office import Office
from bot.domain.ground.ids import PersonId
from bot.domain.ground.person import Person
from bot.domain.mandates.mandate import Mandate
from bot.reads.ground.audience import Audience
from bot.services.council.council import charter_in_force, get_council
from bot.services.ground.ports import Reads
from bot.services.mandates.mandates import live_mandates


@dataclass(frozen=True, slots=True)
class LeaveView:
    """What leaving would end."""

    council: Council
    offices: tuple[str, ...]
    asked_id: PersonId
    waits: timedelta


def load_leave(reads: Reads, audience: Audience, params: dict[str, Any]) -> LeaveView:
    """The offices of the one who asks."""
    council = get_council(reads, audience.council_id)
    held = live_mandates(reads, council.council_id, params["asked_id"])
    waits = charter_in_force(council).span("waiting_period")
    return LeaveView(council, _offices(reads, held), params["asked_id"], waits)


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


def load_kept_out(reads: Reads, audience: Audience, params: dict[str, Any]) -> KeptOutView:
    """The person and the administrator, who has no name if anonymous."""
    person_id = params.get("person_id") or audience.person_id
    by = reads.get(Person, params["by_id"]) if params["by_id"] else None
    council = get_council(reads, audience.council_id)
    return KeptOutView(council, reads.get(Person, person_id), by, params["is_muted"])
