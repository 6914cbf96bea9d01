"""Whom something is read for."""

from dataclasses import dataclass

from bot.domain.ground.ids import CouncilId, PersonId


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a screen is drawn for: a council's group (person_id None), or one person in private.

    `reader_id`: who alone sees it in the group, if only one person does.
    """

    council_id: CouncilId
    person_id: PersonId | None
    bot_name: str
    reader_id: PersonId | None = None

    @property
    def only_reader_id(self) -> PersonId | None:
        """Who alone sees it, wherever that is."""
        return self.person_id or self.reader_id
