"""What is read for /me."""

from dataclasses import dataclass
from typing import Any

from bot.domain.ground.person import Person
from bot.reads.ground.audience import Audience
from bot.reads.ground.paging import page_of
from bot.services.ground.ports import Reads
from bot.services.me.me import Kept, kept_about

LINES_ON_A_PAGE = 15


@dataclass(frozen=True, slots=True)
class MeView:
    """The person, with one page of what is kept."""

    person: Person
    lines: tuple[Kept, ...]
    page: int
    pages: int


def load_me(reads: Reads, audience: Audience, params: dict[str, Any]) -> MeView | None:
    """What is kept, for the person themself alone."""
    person = reads.get(Person, audience.person_id) if audience.person_id else None
    if person is None:
        return None
    lines, page, pages = page_of(kept_about(reads, person), params.get("page", 0), LINES_ON_A_PAGE)
    return MeView(person, tuple(lines), page, pages)


def load_elsewhere(_: Reads, audience: Audience, __: dict[str, Any]) -> str:
    """The bot's name, for the link."""
    return audience.bot_name
