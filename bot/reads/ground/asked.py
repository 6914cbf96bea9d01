"""A question as it is drawn: to whom it is put, and where."""

from dataclasses import dataclass
from typing import Any

from bot.domain.ground.person import Person
from bot.reads.ground.audience import Audience
from bot.services.ground.ports import Reads


@dataclass(frozen=True, slots=True)
class Asked:
    """A question: to whom, whether in a group, and its parameters."""

    params: dict[str, Any]
    person: Person | None
    is_group: bool
    bot_name: str


def load_asked(reads: Reads, audience: Audience, params: dict[str, Any]) -> Asked:
    """The loader of every screen that asks (services/dialogs.py, `ask`)."""
    person = reads.get(Person, params["asked_id"])
    return Asked(params, person, audience.person_id is None, audience.bot_name)
