"""Who holds an office: now, or at some time."""

from datetime import datetime

from bot.domain.elections.office import Office
from bot.domain.ground.ids import CouncilId, OfficeId
from bot.domain.ground.names import office_key
from bot.domain.mandates.mandate import Mandate, OfficeVacantError
from bot.services.ground.naming import Who, settle
from bot.services.ground.ports import Reads


def holders_of(reads: Reads, council_id: CouncilId, office_id: OfficeId) -> list[Mandate]:
    """Who holds the office now."""
    return reads.find(Mandate, council_id=council_id, office_id=office_id, ended_at=None)


def holders_at(reads: Reads, council_id: CouncilId, office_id: OfficeId, at: datetime) -> list[Mandate]:
    """Who held the office at that time."""
    held = reads.find(Mandate, council_id=council_id, office_id=office_id)
    return [mandate for mandate in held if mandate.started_at <= at and (not mandate.ended_at or mandate.ended_at > at)]


def _names_somebody(reads: Reads, council_id: CouncilId, who: Who) -> bool:
    """Whether nobody is looked for by an office in front: in a reply both may be meant, and it is asked which."""
    if who.in_front and not who.is_reply:
        return bool(settle(reads, council_id, Who(words=who.in_front))[0])
    return not who.words or bool(settle(reads, council_id, who)[0])


def ensure_held(reads: Reads, council_id: CouncilId, who: Who) -> None:
    """Raise OfficeVacantError if the words name an office that nobody holds, and nobody by that name."""
    if _names_somebody(reads, council_id, who):
        return
    words = office_key(who.words or who.in_front)
    for office in reads.find(Office, council_id=council_id):
        if words.startswith(office.key) and not holders_of(reads, council_id, office.office_id):
            raise OfficeVacantError(office=office.name)
