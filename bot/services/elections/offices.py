"""Offices: what there is to fill, who fills it, and who may."""

from bot.domain.ballots.ballot import RUNNING, Ballot
from bot.domain.council.council import Council
from bot.domain.elections import entries as elections_entries
from bot.domain.elections.election import Race, race_of, rest_or_full
from bot.domain.elections.office import Office, OfficeKind, TermsInARowError
from bot.domain.ground.ids import CouncilId, OfficeId, PersonId
from bot.domain.ground.names import office_key
from bot.domain.mandates.mandate import Mandate
from bot.services.council.council import charter_in_force
from bot.services.ground.persons import actor_id
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import record
from bot.services.mandates.terms import counted_terms, term_end, terms_so_far


def find_office(reads: Reads, council_id: CouncilId, name: str) -> Office | None:
    """The office of this name, or of one that looks like it."""
    found = reads.find(Office, council_id=council_id, key=office_key(name))
    return found[0] if found else None


def make_office(uow: Uow, council_id: CouncilId, name: str, seats: int) -> Office:
    """A new office; kept from then on, whether it is filled or not."""
    office = Office(
        council_id,
        OfficeId(uow.new_id()),
        name,
        office_key(name),
        OfficeKind.FUNCTION,
        seats,
        uow.now,
        actor_id(uow) if uow.actor else None,
    )
    uow.add(office)
    record(uow, council_id, elections_entries.OfficeMade(name=name, seats=seats), office.office_id)
    return office


def widen_office(uow: Uow, office: Office, seats: int) -> Office:
    """An election fills more seats than the office had."""
    if seats <= office.seats:
        return office
    record(uow, office.council_id, elections_entries.OfficeWidened(seats=seats), office.office_id)
    return uow.change(office, seats=seats)


def holders(reads: Reads, office: Office) -> list[Mandate]:
    """Who holds the seats of an office now, by seat; alternates who act among them."""
    found = reads.find(Mandate, council_id=office.council_id, office_id=office.office_id, ended_at=None)
    return sorted(found, key=lambda mandate: mandate.seat)


def cut_short(reads: Reads, office: Office, seat: int) -> Mandate | None:
    """The last mandate of this seat, if it ended before its term did, and that term still runs."""
    found = reads.find(
        Mandate, order="-started_at", limit=1, council_id=office.council_id, office_id=office.office_id,
        seat=seat, is_alternate=False,
    )  # fmt: skip
    last = found[0] if found else None
    return last if last is not None and not last.is_live and last.ends_at > reads.now else None


def open_seats(reads: Reads, office: Office, seats: int) -> tuple[int, ...]:
    """The seats up to `seats` that nobody holds, or only an alternate, and that no running election fills."""
    held = {mandate.seat for mandate in holders(reads, office) if not mandate.is_alternate}
    taken = held.union(*(race_of(ballot).seats for ballot in running_elections(reads, office)))
    return tuple(seat for seat in range(1, seats + 1) if seat not in taken)


def running_elections(reads: Reads, office: Office) -> list[Ballot]:
    """The elections for an office that have no result yet."""
    return reads.find(Ballot, council_id=office.council_id, office_id=office.office_id, kind=Race.KIND, state=RUNNING)


def ensure_another_term(reads: Reads, council: Council, office: Office, person_id: PersonId, ballot: Ballot) -> None:
    """Raise TermsInARowError if this would be one term in a row too many in this office."""
    charter = charter_in_force(council)
    limit, shortest = charter.count("terms_in_a_row"), charter.span("election_before_end")
    ends_at = rest_or_full(race_of(ballot), reads.now, shortest) or term_end(council, reads.now)
    so_far = terms_so_far(reads, council, office.office_id, person_id)
    if counted_terms(reads, council, so_far, reads.now, ends_at) > limit:
        raise TermsInARowError(limit=limit, office=office.name)
