"""Who holds what, by name."""

from dataclasses import dataclass

from bot.domain.elections.office import Office
from bot.domain.ground.ids import CouncilId, PersonId
from bot.domain.ground.person import Person
from bot.domain.mandates.mandate import Mandate
from bot.services.ground.persons import name_here
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
    name = name_here(reads, mandate.council_id, person)
    return Holder(name or "?", office.name if office else "?", person.telegram_id if person else 0)


def names_of(reads: Reads, council_id: CouncilId, ids: list[PersonId]) -> dict[PersonId, str]:
    """Names by id; whoever is not known any more has none."""
    found = (reads.get(Person, person_id) for person_id in dict.fromkeys(ids))
    return {person.person_id: name_here(reads, council_id, person) for person in found if person is not None}
