"""Terms: how long a mandate lasts, and how many of them in a row somebody has served."""

from datetime import datetime, timedelta

from bot.domain.council.council import Council
from bot.domain.ground.calendar import add_months
from bot.domain.ground.ids import OfficeId, PersonId
from bot.domain.mandates.mandate import (
    Mandate,
    counts_as_term,
    terms_running,
)
from bot.services.council.council import charter_in_force
from bot.services.ground.ports import Reads


def term_end(council: Council, started_at: datetime) -> datetime:
    """When a full term that begins then ends: so many calendar months on, in the council's zone."""
    return add_months(started_at, charter_in_force(council).count("term"), council.zone)


def terms_so_far(reads: Reads, council: Council, office_id: OfficeId, person_id: PersonId) -> int:
    """How many terms in a row the person has served in this office, the running one included as if served to its end.

    An alternate's days are no term. A replacement serves the rest; more than half of a term counts as one.
    """
    held = reads.find(Mandate, council_id=council.council_id, office_id=office_id, person_id=person_id)
    spans = [(each.started_at, each.ended_at or each.ends_at) for each in held if not each.is_alternate]
    after = max([reads.now, *(end for _, end in spans)])
    return terms_running(spans, after, _term(council, reads.now))


def counted_terms(reads: Reads, council: Council, so_far: int, starts_at: datetime, ends_at: datetime) -> int:
    """The `terms_in_a_row` of a mandate from then to then, for somebody with `so_far` terms before it."""
    return so_far + counts_as_term(ends_at - starts_at, _term(council, reads.now))


def _term(council: Council, now: datetime) -> timedelta:
    return term_end(council, now) - now
