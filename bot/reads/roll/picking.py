"""Who may be meant: the names to pick from, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.ground.ids import PersonId
from bot.domain.ground.messages import Picked, PickPerson
from bot.domain.ground.person import Person
from bot.reads.ground.asked import AskedOf, load_question
from bot.reads.ground.audience import Audience
from bot.reads.ground.paging import nearest_page, page_of
from bot.reads.roll.known import Known, load_known
from bot.services.council.council import get_council
from bot.services.ground.persons import name_here
from bot.services.ground.ports import Reads
from bot.services.roll.queries import PageOfRoll

NAMES_ON_A_PAGE = 10


@dataclass(frozen=True, slots=True)
class Picking:
    """One page of the people to pick from."""

    asked: AskedOf[PickPerson]
    people: tuple[Known, ...]
    page: int
    pages: int


def load_picking(reads: Reads, audience: Audience, message: PickPerson) -> Picking:
    """The names of one page."""
    ids, page, pages = _fitting(reads, audience, message)
    people = tuple(load_known(reads, audience.council_id, person_id) for person_id in ids)
    return Picking(load_question(reads, audience, message), people, page, pages)


def _fitting(reads: Reads, audience: Audience, message: PickPerson) -> tuple[Sequence[PersonId], int, int]:
    if message.fitting:
        return page_of(message.fitting, message.page, NAMES_ON_A_PAGE)
    council = get_council(reads, audience.council_id)
    page, pages = nearest_page(council.on_roll, message.page, NAMES_ON_A_PAGE)
    some = reads.ask(PageOfRoll(council.council_id, page * NAMES_ON_A_PAGE, NAMES_ON_A_PAGE))
    return [member.person_id for member in some], page, pages


def load_picked(reads: Reads, audience: Audience, message: Picked) -> str:
    """The name that was picked, "" if nobody has it any more."""
    return name_here(reads, audience.council_id, reads.get(Person, message.person_id))
