"""The roll, and the newcomers on it."""

from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from bot.domain.council.council import Council
from bot.domain.ground.ids import PersonId
from bot.domain.ground.person import Person
from bot.domain.roll.joining import RollSizes
from bot.domain.roll.member import Member, Vouch
from bot.domain.roll.messages import Newcomers, RollPage
from bot.reads.ground.audience import Audience
from bot.reads.ground.paging import nearest_page
from bot.services.council.council import charter_in_force, get_council
from bot.services.ground.ports import Reads
from bot.services.roll.queries import PageOfRoll
from bot.services.roll.roll import newcomers, roll_sizes

NAMES_ON_A_PAGE = 25


NEWCOMERS_NAMED = 30


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who waits, with how many vouch for them."""

    member: Member
    name: Person | None
    vouches: int


@dataclass(frozen=True, slots=True)
class NewcomersView:
    """Who waits, and how many words each needs."""

    waiting: tuple[Newcomer, ...]
    needed: int
    bot_name: str


def load_newcomers(reads: Reads, audience: Audience, _: Newcomers) -> NewcomersView:
    """Who waits, the newest first."""
    council_id = audience.council_id
    waiting = tuple(
        Newcomer(
            member,
            reads.get(Person, member.person_id),
            reads.count(Vouch, council_id=council_id, person_id=member.person_id),
        )
        for member in newcomers(reads, council_id, NEWCOMERS_NAMED)
    )
    needed = charter_in_force(get_council(reads, council_id)).count("vouchers")
    return NewcomersView(waiting, needed, audience.bot_name)


class OfPerson(Protocol):
    """What is said of one person."""

    @property
    def person_id(self) -> PersonId:
        """Of whom."""
        ...


P = TypeVar("P", bound=OfPerson)


def load_person(reads: Reads, _: Audience, message: P) -> tuple[Person | None, P]:
    """A person with what is said of them."""
    return reads.get(Person, message.person_id), message


def load_person_old(reads: Reads, _: Audience, params: dict[str, Any]) -> tuple[Person | None, dict[str, Any]]:
    """The same by its parameters."""
    return reads.get(Person, params["person_id"]), params


@dataclass(frozen=True, slots=True)
class Place:
    """One line of the roll."""

    member: Member
    person: Person | None
    kept_out_by: Person | None


@dataclass(frozen=True, slots=True)
class RollView:
    """One page of the roll."""

    council: Council
    sizes: RollSizes
    places: tuple[Place, ...]
    first: int
    page: int
    pages: int
    is_group: bool


def load_roll(reads: Reads, audience: Audience, message: RollPage) -> RollView:
    """The members in the order in which they joined; names of this page alone are read."""
    council = get_council(reads, audience.council_id)
    sizes = roll_sizes(reads, council.council_id)
    page, pages = nearest_page(sizes.roll, message.page, NAMES_ON_A_PAGE)
    before = page * NAMES_ON_A_PAGE
    some = reads.ask(PageOfRoll(council.council_id, before, NAMES_ON_A_PAGE))
    places = tuple(_place(reads, member) for member in some)
    return RollView(council, sizes, places, before + 1, page, pages, audience.person_id is None)


def _place(reads: Reads, member: Member) -> Place:
    by = reads.get(Person, member.kept_out_by_id) if member.kept_out_by_id else None
    return Place(member, reads.get(Person, member.person_id), by)
