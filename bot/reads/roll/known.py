"""A person with what tells them from others of their name: whether they are the one who is meant."""

from dataclasses import dataclass

from bot.domain.elections.office import Office
from bot.domain.ground.ids import CouncilId, PersonId
from bot.domain.ground.message import PersonQuestion
from bot.domain.ground.person import Person
from bot.domain.mandates.mandate import Mandate
from bot.domain.roll.member import Member
from bot.reads.ground.audience import Audience
from bot.services.ground.persons import is_long_ago, number_of_name
from bot.services.ground.ports import Reads


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
    offices, number = _offices(reads, council_id, person_id), number_of_name(reads, council_id, person)
    return Known(person, member, offices, number, is_long_ago(reads, person))


def _offices(reads: Reads, council_id: CouncilId, person_id: PersonId) -> tuple[str, ...]:
    mandates = reads.find(Mandate, council_id=council_id, person_id=person_id, ended_at=None)
    found = (reads.get(Office, council_id, mandate.office_id) for mandate in mandates)
    return tuple(office.name for office in found if office is not None)


def load_person_question(reads: Reads, audience: Audience, message: PersonQuestion) -> tuple[PersonQuestion, Known]:
    """The person an act is about."""
    return message, load_known(reads, audience.council_id, message.person_id)
