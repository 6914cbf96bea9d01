"""The people to pick from."""

from dataclasses import dataclass
from typing import Any

from bot.domain.ground.names import person_name
from bot.domain.ground.person import Person
from bot.reads.ground.asked import Asked, load_asked
from bot.reads.ground.audience import Audience
from bot.reads.ground.paging import page_of
from bot.services.ground.ports import Reads

NAMES_ON_A_PAGE = 10


@dataclass(frozen=True, slots=True)
class Picking:
    """One page of the people to pick from: (id, name, username)."""

    asked: Asked
    people: tuple[Person, ...]
    page: int
    pages: int


def load_picking(reads: Reads, audience: Audience, params: dict[str, Any]) -> Picking:
    """The names of one page."""
    ids, page, pages = page_of(params["fitting"], params["page"], NAMES_ON_A_PAGE)
    people = tuple(person for person in (reads.get(Person, person_id) for person_id in ids) if person)
    return Picking(load_asked(reads, audience, params), people, page, pages)


def load_picked(reads: Reads, _: Audience, params: dict[str, Any]) -> tuple[str]:
    """The name that was picked."""
    person = reads.get(Person, params["person_id"])
    return (person_name(person.name) if person else "",)
