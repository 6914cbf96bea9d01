"""The last refusal each person met in each council, kept so that /why can explain it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.domain.ground.ids import CouncilId, PersonId


@dataclass(frozen=True, slots=True)
class Refusal:
    """`code` and `fields` are those of the domain error; `act` is the use-case that refused."""

    council_id: CouncilId
    person_id: PersonId
    act: str
    code: str
    refused_at: datetime
    fields: dict[str, Any] = field(default_factory=dict)
