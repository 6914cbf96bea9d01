""" "@name" in a command: who is meant (SPEC section 1)."""

from dataclasses import dataclass

from bot.domain.errors import DomainError
from bot.domain.ids import CouncilId, PersonId
from bot.domain.mandate import Mandate
from bot.domain.member import ON_THE_ROLL, Member
from bot.domain.names import office_key
from bot.domain.office import Office
from bot.domain.person import Person
from bot.services.persons import person_by_username
from bot.services.ports import Reads


@dataclass(frozen=True, slots=True)
class Who:
    """How a person was named: by Telegram id (a reply, or a mention that carries one), by username, or by words.

    `rest` is what the command says besides the name.
    """

    telegram_id: int | None = None
    username: str | None = None
    words: str = ""
    rest: str = ""


class PersonUnknownError(DomainError):
    """Nobody here by that name, as far as the bot has seen; field `name`."""

    code = "person_unknown"


class PersonAmbiguousError(DomainError):
    """Several fit; fields `name` and `person_ids`, for buttons to pick from."""

    code = "person_ambiguous"


def find_person(reads: Reads, council_id: CouncilId, who: Who) -> Person:
    """The person meant; raises PersonUnknownError or PersonAmbiguousError. Being known is not being on the roll."""
    found = candidates(reads, council_id, who)
    if not found:
        raise PersonUnknownError(name=who.username or who.words)
    if len(found) > 1:
        raise PersonAmbiguousError(name=who.username or who.words, person_ids=[person.person_id for person in found])
    return found[0]


def candidates(reads: Reads, council_id: CouncilId, who: Who) -> list[Person]:
    """Everybody who may be meant, best first."""
    if who.telegram_id is not None:
        return reads.find(Person, telegram_id=who.telegram_id)
    if who.username is not None:
        person = person_by_username(reads, who.username)
        return [person] if person else []
    return _by_office(reads, council_id, who.words) or _by_name(reads, council_id, who.words)


def _by_office(reads: Reads, council_id: CouncilId, words: str) -> list[Person]:
    """The holders of an office of this name."""
    offices = reads.find(Office, council_id=council_id, key=office_key(words)) if words else []
    holders = [
        mandate.person_id
        for office in offices
        for mandate in reads.find(Mandate, council_id=council_id, office_id=office.office_id, ended_at=None)
    ]
    return _persons(reads, holders)


def _by_name(reads: Reads, council_id: CouncilId, words: str) -> list[Person]:
    """Members on the roll whose name begins like this."""
    wanted = words.casefold()
    roll = reads.find(Member, council_id=council_id, state=ON_THE_ROLL) if wanted else []
    return [
        person for person in _persons(reads, [m.person_id for m in roll]) if person.name.casefold().startswith(wanted)
    ]


def _persons(reads: Reads, ids: list[PersonId]) -> list[Person]:
    found = (reads.get(Person, person_id) for person_id in ids)
    return [person for person in found if person is not None]
