"""Who holds what, by name."""

from dataclasses import dataclass

from bot.domain.elections.office import Office
from bot.domain.ground.ids import PersonId
from bot.domain.ground.names import person_name
from bot.domain.ground.person import Person
from bot.domain.mandates.mandate import Mandate
from bot.services.ground.ports import Reads


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds what: for sentences about a mandate."""

    name: str
    office: str
    telegram_id: int


def load_holder(reads: Reads, mandate: Mandate) -> Holder:
    """The holder of a mandate, as people know them."""
    person = reads.get(Person, mandate.person_id)
    office = reads.get(Office, mandate.council_id, mandate.office_id)
    name = person_name(person.name) if person else ""
    return Holder(name or "?", office.name if office else "?", person.telegram_id if person else 0)


def names_of(reads: Reads, ids: list[PersonId]) -> dict[PersonId, str]:
    """Names by id; whoever is not known any more has none."""
    found = (reads.get(Person, person_id) for person_id in dict.fromkeys(ids))
    return {person.person_id: person.name for person in found if person is not None}
