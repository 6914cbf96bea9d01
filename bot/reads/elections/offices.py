"""What is read for /offices."""

from dataclasses import dataclass

from bot.domain.ballots.ballot import Ballot
from bot.domain.elections.messages import Offices
from bot.domain.elections.office import Office
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.person import Person
from bot.domain.mandates.mandate import Mandate
from bot.reads.ground.audience import Audience
from bot.reads.ground.paging import page_of
from bot.services.elections.offices import holders, running_elections
from bot.services.ground.persons import name_here
from bot.services.ground.ports import Reads

OFFICES_ON_A_PAGE = 8


@dataclass(frozen=True, slots=True)
class OfficeState:
    """An office with who holds it and what is being voted on for it."""

    office: Office
    holders: list[Mandate]
    running: list[Ballot]

    @property
    def vacant(self) -> int:
        """Seats that nobody holds, not even in the meantime."""
        return self.office.seats - len(self.holders)


@dataclass(frozen=True, slots=True)
class OfficesView:
    """One page of offices, with the names of their holders."""

    council_id: CouncilId
    offices: tuple[OfficeState, ...]
    names: dict[str, str]
    page: int
    pages: int
    bot_name: str


def load_offices(reads: Reads, audience: Audience, message: Offices) -> OfficesView:
    """The page that was asked for."""
    found, page, pages = page_of(list_offices(reads, audience.council_id), message.page, OFFICES_ON_A_PAGE)
    ids = {mandate.person_id for state in found for mandate in state.holders}
    people = (reads.get(Person, person_id) for person_id in ids)
    names = {
        str(person.person_id): name_here(reads, audience.council_id, person) for person in people if person is not None
    }
    return OfficesView(audience.council_id, tuple(found), names, page, pages, audience.bot_name)


def list_offices(reads: Reads, council_id: CouncilId) -> list[OfficeState]:
    """Every office of a council, by name."""
    offices = sorted(reads.find(Office, council_id=council_id), key=lambda office: office.name.casefold())
    return [OfficeState(office, holders(reads, office), running_elections(reads, office)) for office in offices]
