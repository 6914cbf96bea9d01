"""Who may hold an office: asked by every way into one, so that no way leads round a bar.

Standing, the opening of the vote and of a run-off, the seats of the elected, whoever was elected for a later day, and
the alternate who acts.
"""

from bot.domain.council.council import Council
from bot.domain.elections.nominee import NomineeBarredError
from bot.domain.elections.office import HoldsSeatError, Office, ensure_free_for
from bot.domain.ground.errors import DomainError
from bot.domain.ground.ids import OfficeId, PersonId
from bot.domain.mandates.mandate import BARRING, EndReason, Mandate, Successor
from bot.domain.roll.member import ON_THE_ROLL, Member
from bot.services.council.council import charter_in_force
from bot.services.ground.ports import Reads


def may_hold(reads: Reads, council: Council, office: Office, person_id: PersonId, seats: tuple[int, ...]) -> bool:
    """Whether the person is on the roll and may hold one of these seats beside what they hold."""
    member = reads.get(Member, council.council_id, person_id)
    if member is None or member.state not in ON_THE_ROLL:
        return False
    try:
        ensure_may_hold(reads, council, office, person_id, seats)
    except DomainError:
        return False
    return True


def ensure_may_hold(
    reads: Reads, council: Council, office: Office, person_id: PersonId, seats: tuple[int, ...]
) -> None:
    """Raise unless the person may hold one of these seats beside what they hold.

    NomineeBarredError, TooManyOfficesError, InspectorAloneError, or HoldsSeatError: whoever holds a seat of an office
    may hold that one again, and no other of it.
    """
    if person_id in barred_from(reads, office):
        raise NomineeBarredError(name=None, office=office.name, has_resigned=has_resigned(reads, office, person_id))
    live = reads.find(Mandate, council_id=council.council_id, ended_at=None, person_id=person_id)
    coming = reads.find(Successor, council_id=council.council_id, person_id=person_id)
    own = {mandate.seat for mandate in live if mandate.office_id == office.office_id and not mandate.is_alternate}
    own |= {row.seat for row in coming if row.office_id == office.office_id}
    if own - set(seats):
        raise HoldsSeatError(office=office.name)
    ids = {mandate.office_id for mandate in live} | {row.office_id for row in coming}
    ensure_free_for(office.name, _names(reads, council, ids), charter_in_force(council).count("offices_per_person"))


def _names(reads: Reads, council: Council, ids: set[OfficeId]) -> tuple[str, ...]:
    found = (reads.get(Office, council.council_id, office_id) for office_id in ids)
    return tuple(sorted(office.name for office in found if office is not None))


def barred_from(reads: Reads, office: Office) -> tuple[PersonId, ...]:
    """Who may not hold it now: recalled from it, or resigned facing recall, whichever seat it was.

    Until the term that they were given would have ended (SPEC section 3, "after it passes").
    """
    reasons = tuple(BARRING)
    cut_short = reads.find(Mandate, council_id=office.council_id, office_id=office.office_id, end_reason=reasons)
    return tuple(dict.fromkeys(mandate.person_id for mandate in cut_short if mandate.ends_at > reads.now))


def has_resigned(reads: Reads, office: Office, person_id: PersonId) -> bool:
    """Whether what bars them is that they resigned facing recall: then nobody says that they were recalled."""
    found = reads.find(
        Mandate, order="-ended_at", limit=1, council_id=office.council_id, office_id=office.office_id,
        person_id=person_id, end_reason=tuple(BARRING),
    )  # fmt: skip
    return bool(found) and found[0].end_reason is EndReason.RESIGNED_FACING_RECALL
