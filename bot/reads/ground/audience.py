"""Whom something is read for."""

from dataclasses import dataclass

from bot.domain.ground.ids import CouncilId, PersonId


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a screen is drawn for: a council's group (person_id None), or one person in private."""

    council_id: CouncilId
    person_id: PersonId | None
    bot_name: str
