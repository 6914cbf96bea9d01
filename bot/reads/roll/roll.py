"""The roll, and the newcomers on it."""

from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from bot.domain.council.council import Council
from bot.domain.ground.ids import CouncilId, PersonId
from bot.domain.ground.person import Person
from bot.domain.roll.joining import RollSizes
from bot.domain.roll.member import VOUCHES_COUNT_FOR, Member, Vouch
from bot.domain.roll.messages import Newcomers, RollPage
from bot.reads.ground.audience import Audience
from bot.reads.ground.paging import nearest_page
from bot.services.council.council import charter_in_force, get_council
from bot.services.ground.filters import MoreThan
from bot.services.ground.persons import person_here, persons_by_id
from bot.services.ground.ports import Reads
from bot.services.roll.joining import may_join
from bot.services.roll.queries import PageOfRoll
from bot.services.roll.roll import newcomers, roll_sizes
from bot.services.roll.seen import was_seen
from bot.services.roll.standing import places_of

NAMES_ON_A_PAGE = 25


NEWCOMERS_NAMED = 30


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who waits, with who vouches for them, and whether they were seen in the chat."""

    member: Member
    name: Person | None
    vouchers: tuple[Person, ...]
    is_seen: bool


@dataclass(frozen=True, slots=True)
class NewcomersView:
    """Who waits, how many words each needs, and whom others' words have let vote in the last days."""

    waiting: tuple[Newcomer, ...]
    admitted: tuple[Newcomer, ...]
    needed: int
    bot_name: str


def load_newcomers(reads: Reads, audience: Audience, _: Newcomers) -> NewcomersView:
    """Who waits, the newest first; then whom members have vouched for."""
    council_id = audience.council_id
    waiting = tuple(_newcomer(reads, member) for member in newcomers(reads, council_id, NEWCOMERS_NAMED))
    needed = charter_in_force(get_council(reads, council_id)).count("vouchers")
    return NewcomersView(waiting, _admitted(reads, council_id), needed, audience.bot_name)


def _admitted(reads: Reads, council_id: CouncilId) -> tuple[Newcomer, ...]:
    since = MoreThan(reads.now - VOUCHES_COUNT_FOR)
    words = reads.find(Vouch, order="-vouched_at", limit=NEWCOMERS_NAMED, council_id=council_id, vouched_at=since)
    places = places_of(reads, council_id, list(dict.fromkeys(vouch.person_id for vouch in words))) if words else []
    return tuple(_newcomer(reads, member) for member in places if not member.is_waiting(reads.now))


def _newcomer(reads: Reads, member: Member) -> Newcomer:
    council_id, person_id = member.council_id, member.person_id
    vouches = reads.find(Vouch, order="vouched_at", council_id=council_id, person_id=person_id)
    vouchers = persons_by_id(reads, [vouch.voucher_id for vouch in vouches]) if vouches else []
    is_seen = was_seen(reads, council_id, person_id)
    return Newcomer(member, person_here(reads, council_id, reads.get(Person, person_id)), tuple(vouchers), is_seen)


class OfPerson(Protocol):
    """What is said of one person."""

    @property
    def person_id(self) -> PersonId:
        """Of whom."""
        ...


P = TypeVar("P", bound=OfPerson)


def load_person(reads: Reads, audience: Audience, message: P) -> tuple[Person | None, P]:
    """A person with what is said of them."""
    return person_here(reads, audience.council_id, reads.get(Person, message.person_id)), message


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
    may_join: bool


def load_roll(reads: Reads, audience: Audience, message: RollPage) -> RollView:
    """The members in the order in which they joined; names of this page alone are read."""
    council = get_council(reads, audience.council_id)
    sizes = roll_sizes(reads, council.council_id)
    page, pages = nearest_page(sizes.roll, message.page, NAMES_ON_A_PAGE)
    before = page * NAMES_ON_A_PAGE
    some = reads.ask(PageOfRoll(council.council_id, before, NAMES_ON_A_PAGE))
    places = tuple(_place(reads, member) for member in some)
    # Who joins is asked for in the chat alone: Telegram says there that they are in it.
    offers = audience.person_id is None and may_join(reads, council, audience.only_reader_id)
    return RollView(council, sizes, places, before + 1, page, pages, offers)


def _place(reads: Reads, member: Member) -> Place:
    by = reads.get(Person, member.kept_out_by_id) if member.kept_out_by_id else None
    return Place(member, person_here(reads, member.council_id, reads.get(Person, member.person_id)), by)
