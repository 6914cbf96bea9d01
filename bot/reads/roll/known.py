"""A person with what tells them from others of their name: whether they are the one who is meant."""

from dataclasses import dataclass

from bot.domain.elections.office import Office
from bot.domain.ground.ids import CouncilId, PersonId
from bot.domain.ground.message import PersonQuestion
from bot.domain.ground.names import look_of, person_name
from bot.domain.ground.person import Person, first_name_of
from bot.domain.mandates.mandate import Mandate
from bot.domain.roll.member import Member
from bot.reads.ground.audience import Audience
from bot.services.ground.persons import is_long_ago
from bot.services.ground.ports import Reads
from bot.services.ground.queries import NamedOnRoll


@dataclass(frozen=True, slots=True)
class Known:
    """A person with their place on the roll and the offices they hold.

    `number`: which of several on the roll who bear this name, None where nobody else does. `is_stale`: they were last
    seen so long ago that their username may be another's by now.
    """

    person: Person | None
    member: Member | None
    offices: tuple[str, ...] = ()
    number: int | None = None
    is_stale: bool = False


def load_known(reads: Reads, council_id: CouncilId, person_id: PersonId) -> Known:
    """Somebody as `known_as` tells them."""
    person, member = reads.get(Person, person_id), reads.get(Member, council_id, person_id)
    if person is None:
        return Known(None, member)
    offices, number = _offices(reads, council_id, person_id), _number(reads, council_id, person)
    return Known(person, member, offices, number, is_long_ago(reads, person))


def _offices(reads: Reads, council_id: CouncilId, person_id: PersonId) -> tuple[str, ...]:
    mandates = reads.find(Mandate, council_id=council_id, person_id=person_id, ended_at=None)
    found = (reads.get(Office, council_id, mandate.office_id) for mandate in mandates)
    return tuple(office.name for office in found if office is not None)


def _number(reads: Reads, council_id: CouncilId, person: Person) -> int | None:
    """By the order in which the bot met them, which never changes."""
    alike = reads.ask(NamedOnRoll(council_id, first_name_of(person.name)))
    same = [one.person_id for one in alike if look_of(person_name(one.name)) == look_of(person_name(person.name))]
    return same.index(person.person_id) + 1 if len(same) > 1 and person.person_id in same else None


def load_person_question(reads: Reads, audience: Audience, message: PersonQuestion) -> tuple[PersonQuestion, Known]:
    """The person an act is about."""
    return message, load_known(reads, audience.council_id, message.person_id)
