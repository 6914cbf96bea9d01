"""Mandates: begun by an election, ended by their date, a resignation, a recall or the roll; then the next one acts.

What hangs on a mandate stands in the registers: `mandate_starts`, `mandate_ends` (report-backs, signals, recalls),
`vacancies` (the replacement election), `standing_changes` (the threshold of signals), `checks_due` (the confidence
check). This file knows none of them.
"""

from datetime import datetime, timedelta
from typing import Any

from bot.domain.council.council import Council
from bot.domain.elections.office import Office
from bot.domain.ground.ids import BallotId, CouncilId, MandateId, OfficeId, PersonId
from bot.domain.ground.person import Person
from bot.domain.mandates import entries as mandates_entries
from bot.domain.mandates.duties import EndMandate, NextElection
from bot.domain.mandates.mandate import (
    BARRING,
    Alternate,
    EndReason,
    Mandate,
    MandateNotFoundError,
    MandateOverError,
    NoMandateError,
    NotHolderError,
    Successor,
)
from bot.domain.mandates.messages import MandateCard, MandateEnded, MandateGiven
from bot.services.ballots.offers import end_offers
from bot.services.council.council import charter_in_force, get_council
from bot.services.ground.outbox import open_card, tell_council, tell_person
from bot.services.ground.persons import actor_id
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import record
from bot.services.ground.schedule import call_off, plan, postpone
from bot.services.mandates.eligible import may_hold

DECIDED_SOON = timedelta(minutes=1)
"""So much later a term ends where what is decided on it then is being counted still."""


def standing_changed(uow: Uow, mandate: Mandate) -> None:
    """Draw the card anew, and let thresholds be looked at."""
    uow.raise_version(mandate.council_id, mandate.mandate_id)
    for use in uow.registers.standing_changes:
        use(uow, mandate)


def check_is_due(uow: Uow, mandate: Mandate, why: str) -> None:
    """Two missed in a row or two rejected (SPEC section 3, "confidence check")."""
    record(uow, mandate.council_id, mandates_entries.CheckDue(why=why), mandate.mandate_id)
    for use in uow.registers.checks_due:
        use(uow, mandate, why)


def start_mandate(
    uow: Uow,
    council: Council,
    office: Office,
    person_id: PersonId,
    seat: int,
    source_ballot_id: BallotId,
    ends_at: datetime,
    *,
    is_alternate: bool = False,
    terms_in_a_row: int = 1,
    starts_at: datetime | None = None,
) -> Mandate:
    """Somebody holds a seat of an office from now until `ends_at`; plans its report-backs and its end, opens its card.

    With `starts_at` in the future, while the seat is still held, it begins when the holder's mandate ends, on its date
    or earlier. `terms_in_a_row` counts this one: see `terms_so_far` and `counted_terms`.
    """
    mandate_id = MandateId(uow.new_id())
    coming = Mandate(
        council.council_id, mandate_id, office.office_id, person_id, seat, source_ballot_id,
        starts_at or uow.now, ends_at, is_alternate, terms_in_a_row,
    )  # fmt: skip
    holder = holder_of(uow, council.council_id, office.office_id, seat)
    if holder is not None and not holder.is_alternate and coming.started_at > uow.now:
        _await_turn(uow, coming)
        return coming
    if holder is not None:
        end_mandate(uow, holder, EndReason.REPLACED)
    return _begin(uow, council, office, coming)


def _await_turn(uow: Uow, coming: Mandate) -> None:
    uow.add(
        Successor(
            coming.council_id, coming.mandate_id, coming.office_id, coming.person_id, coming.seat,
            coming.source_ballot_id, coming.started_at, coming.ends_at, coming.terms_in_a_row,
        )
    )  # fmt: skip
    record(
        uow,
        coming.council_id,
        mandates_entries.SuccessorElected(
            office_id=coming.office_id, person_id=coming.person_id, starts_at=coming.started_at.isoformat()
        ),
        coming.mandate_id,
    )


def _begin(uow: Uow, council: Council, office: Office, coming: Mandate) -> Mandate:
    mandate = Mandate(
        coming.council_id, coming.mandate_id, coming.office_id, coming.person_id, coming.seat,
        coming.source_ballot_id, uow.now, coming.ends_at, coming.is_alternate, coming.terms_in_a_row,
    )  # fmt: skip
    uow.add(mandate)
    record(
        uow,
        council.council_id,
        mandates_entries.MandateStarted(
            office_id=office.office_id,
            person_id=mandate.person_id,
            seat=mandate.seat,
            ballot_id=mandate.source_ballot_id,
            ends_at=mandate.ends_at.isoformat(),
            is_alternate=mandate.is_alternate,
        ),
        mandate.mandate_id,
    )
    plan(uow, council.council_id, EndMandate(mandate.mandate_id), mandate.ends_at)
    if not mandate.is_alternate:
        ahead = charter_in_force(council).span("election_before_end")
        plan(uow, council.council_id, NextElection(mandate.mandate_id), max(uow.now, mandate.ends_at - ahead))
    open_card(uow, council.council_id, MandateCard(mandate.mandate_id))
    tell_person(
        uow,
        mandate.person_id,
        MandateGiven(mandate.mandate_id),
        once=f"mandate_given:{mandate.mandate_id}",
        council_id=council.council_id,
    )
    for use in uow.registers.mandate_starts:
        use(uow, mandate)
    return get_mandate(uow, council.council_id, mandate.mandate_id)


def end_mandate(uow: Uow, mandate: Mandate, reason: EndReason) -> Mandate:
    """End it at once, with all that hangs on it; whoever comes next takes over. Ended already: nothing happens.

    An elected successor begins at once. Otherwise the alternate of the election it came from acts, and the replacement
    election opens, in which somebody recalled, or resigned facing a recall, may not stand.
    """
    mandate = get_mandate(uow, mandate.council_id, mandate.mandate_id)
    if not mandate.is_live:
        return mandate
    ended = uow.change(mandate, ended_at=uow.now, end_reason=reason)
    call_off(uow, mandate.council_id, EndMandate(mandate.mandate_id), NextElection(mandate.mandate_id))
    record(
        uow,
        mandate.council_id,
        mandates_entries.MandateEnded(reason=reason, person_id=mandate.person_id),
        mandate.mandate_id,
    )
    uow.raise_version(mandate.council_id, mandate.mandate_id, is_final=True)
    end_offers(uow, mandate.council_id, mandate.mandate_id)
    for use in uow.registers.mandate_ends:
        use(uow, ended)
    if reason is not EndReason.REPLACED:
        tell_council(
            uow, mandate.council_id, MandateEnded(mandate.mandate_id), once=f"mandate_ended:{mandate.mandate_id}"
        )
        _fill(uow, ended, reason)
    return get_mandate(uow, mandate.council_id, mandate.mandate_id)


def _fill(uow: Uow, ended: Mandate, reason: EndReason) -> None:
    """Who comes next: the elected successor, else the alternate until the replacement election has filled the seat."""
    council = get_council(uow, ended.council_id)
    office = get_office(uow, ended.council_id, ended.office_id)
    if _start_successor(uow, council, office, ended, is_early=reason is not EndReason.TERM):
        return
    if reason is not EndReason.TERM:
        _start_alternate(uow, council, office, ended)
    barred = (ended.person_id,) if reason in BARRING else ()
    for use in uow.registers.vacancies:
        use(uow, council, office, ended, barred)


def _start_successor(uow: Uow, council: Council, office: Office, ended: Mandate, *, is_early: bool) -> bool:
    """Whoever was elected again, and then ended early, does not begin the next term instead."""
    started = False
    for row in uow.find(Successor, council_id=ended.council_id, office_id=ended.office_id, seat=ended.seat):
        uow.remove(row)
        is_own = is_early and row.person_id == ended.person_id
        if started or is_own or not may_hold(uow, council, office, row.person_id, (ended.seat,)):
            record(uow, council.council_id, mandates_entries.SuccessorLapsed(person_id=row.person_id), row.mandate_id)
            continue
        coming = Mandate(
            row.council_id, row.mandate_id, row.office_id, row.person_id, row.seat, row.source_ballot_id,
            row.starts_at, row.ends_at, terms_in_a_row=row.terms_in_a_row,
        )  # fmt: skip
        _begin(uow, council, office, coming)
        started = True
    return started


def _start_alternate(uow: Uow, council: Council, office: Office, ended: Mandate) -> None:
    """The next in the count who can; at most so many days, and never past the term that the council gave."""
    days = timedelta(days=charter_in_force(council).count("alternate_days"))
    ends_at = min(uow.now + days, ended.ends_at)
    if ended.is_alternate:
        ends_at = ended.ends_at
    person_id = next_alternate(uow, council, office, ended)
    if person_id is not None and ends_at > uow.now:
        coming = Mandate(
            council.council_id, MandateId(uow.new_id()), office.office_id, person_id, ended.seat,
            ended.source_ballot_id, uow.now, ends_at, is_alternate=True,
        )  # fmt: skip
        _begin(uow, council, office, coming)


def next_alternate(reads: Reads, council: Council, office: Office, ended: Mandate) -> PersonId | None:
    """The first in the count who may hold it and has held no mandate from this election."""
    used = {
        mandate.person_id
        for mandate in reads.find(Mandate, council_id=council.council_id, office_id=office.office_id)
        if mandate.source_ballot_id == ended.source_ballot_id or mandate.is_live
    }
    rows = reads.find(
        Alternate, order="rank", council_id=council.council_id, ballot_id=ended.source_ballot_id,
        office_id=office.office_id,
    )  # fmt: skip
    for row in rows:
        if row.person_id not in used and may_hold(reads, council, office, row.person_id, (ended.seat,)):
            return row.person_id
    return None


def end_on_its_date(uow: Uow, council_id: CouncilId, duty: EndMandate) -> None:
    """A mandate ends on its date, successor or not (SPEC section 5); by what is decided on it then, if that ends it."""
    mandate = uow.get(Mandate, council_id, duty.mandate_id)
    if mandate is not None and mandate.is_live:
        if any(decide(uow, mandate) for decide in uow.registers.term_ends):
            postpone(uow, council_id, duty, uow.now + DECIDED_SOON)
            return
        end_mandate(uow, mandate, EndReason.TERM)


def open_next_election(uow: Uow, council_id: CouncilId, duty: NextElection) -> None:
    """The next election starts 14 days before the mandate ends."""
    mandate = uow.get(Mandate, council_id, duty.mandate_id)
    if mandate is None or not mandate.is_live:
        return
    council, office = get_council(uow, council_id), get_office(uow, council_id, mandate.office_id)
    for use in uow.registers.vacancies:
        use(uow, council, office, mandate, ())


def live_mandates(reads: Reads, council_id: CouncilId, person_id: PersonId | None = None) -> list[Mandate]:
    """The mandates that stand now, oldest first; of one person if given."""
    whose: dict[str, Any] = {} if person_id is None else {"person_id": person_id}
    return reads.find(Mandate, council_id=council_id, ended_at=None, **whose)


def holder_of(reads: Reads, council_id: CouncilId, office_id: OfficeId, seat: int) -> Mandate | None:
    """Who holds this seat now: at most one (SPEC section 16, 3)."""
    found = reads.find(Mandate, council_id=council_id, office_id=office_id, seat=seat, ended_at=None)
    return found[0] if found else None


def get_mandate(reads: Reads, council_id: CouncilId, mandate_id: str) -> Mandate:
    """The mandate, or MandateNotFoundError."""
    mandate = reads.get(Mandate, council_id, mandate_id)
    if mandate is None:
        raise MandateNotFoundError
    return mandate


def get_office(reads: Reads, council_id: CouncilId, office_id: OfficeId) -> Office:
    """The office with this id, which exists. Raises LookupError."""
    office = reads.get(Office, council_id, office_id)
    if office is None:
        raise LookupError(office_id)
    return office


def ensure_live(mandate: Mandate) -> Mandate:
    """Raise MandateOverError if it has ended."""
    if mandate.ended_at is not None:
        raise MandateOverError(ended_at=mandate.ended_at)
    return mandate


def ensure_holder(uow: Uow, mandate: Mandate) -> Mandate:
    """The actor's own live mandate; raises MandateOverError or NotHolderError."""
    ensure_live(mandate)
    if mandate.person_id != actor_id(uow):
        holder = uow.get(Person, mandate.person_id)
        raise NotHolderError(name=holder.name if holder else "")
    return mandate


def own_mandates(uow: Uow, council_id: CouncilId | None = None) -> list[Mandate]:
    """The actor's live mandates, in one council or (in private) in all; raises NoMandateError."""
    found = uow.find(Mandate, person_id=actor_id(uow), ended_at=None)
    found = [mandate for mandate in found if council_id in {None, mandate.council_id}]
    if not found:
        raise NoMandateError(name=None)
    return found
