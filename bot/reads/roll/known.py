"""A person with their place on the roll: whether they are the one who is meant."""

from bot.domain.ground.ids import CouncilId, PersonId
from bot.domain.ground.message import PersonQuestion
from bot.domain.ground.person import Person
from bot.domain.roll.member import Member
from bot.reads.ground.audience import Audience
from bot.services.ground.ports import Reads

Known = tuple[Person | None, Member | None]


def load_known(reads: Reads, council_id: CouncilId, person_id: PersonId) -> Known:
    """A person with their place on the roll, for `known_as`."""
    return reads.get(Person, person_id), reads.get(Member, council_id, person_id)


def load_person_question(reads: Reads, audience: Audience, message: PersonQuestion) -> tuple[PersonQuestion, Known]:
    """The person an act is about."""
    return message, load_known(reads, audience.council_id, message.person_id)
