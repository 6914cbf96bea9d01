"""Who may be meant: the names to pick from, a page at a time."""

from dataclasses import dataclass

from bot.domain.ground.messages import Picked, PickPerson
from bot.domain.ground.names import person_name
from bot.domain.ground.person import Person
from bot.reads.ground.asked import AskedOf, load_question
from bot.reads.ground.audience import Audience
from bot.reads.ground.paging import page_of
from bot.services.ground.ports import Reads

NAMES_ON_A_PAGE = 10


@dataclass(frozen=True, slots=True)
class Picking:
    """One page of the people to pick from."""

    asked: AskedOf[PickPerson]
    people: tuple[Person, ...]
    page: int
    pages: int


def load_picking(reads: Reads, audience: Audience, message: PickPerson) -> Picking:
    """The names of one page."""
    ids, page, pages = page_of(message.fitting, message.page, NAMES_ON_A_PAGE)
    people = tuple(person for person in (reads.get(Person, person_id) for person_id in ids) if person)
    return Picking(load_question(reads, audience, message), people, page, pages)


def load_picked(reads: Reads, _: Audience, message: Picked) -> str:
    """The name that was picked, "" if nobody has it any more."""
    person = reads.get(Person, message.person_id)
    return person_name(person.name) if person else ""
