"""The mandates that stand now: who holds what."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.ground.ids import CouncilId
from bot.domain.ground.person import Person
from bot.domain.mandates.mandate import Mandate
from bot.domain.mandates.messages import MandateList
from bot.domain.reports.report import ReportBackState
from bot.reads.ground.audience import Audience
from bot.reads.ground.paging import page_of
from bot.services.ground.ports import Reads
from bot.services.mandates.mandates import get_office, live_mandates
from bot.services.reports.owed import owed_report_backs


@dataclass(frozen=True, slots=True)
class ListedMandate:
    """One line of the list."""

    mandate: Mandate
    office: str
    holder: Person | None
    is_overdue: bool


def listed_mandates(reads: Reads, council_id: CouncilId) -> list[ListedMandate]:
    """The mandates that stand now, by office."""
    lines = [
        ListedMandate(
            mandate,
            get_office(reads, council_id, mandate.office_id).name,
            reads.get(Person, mandate.person_id),
            any(row.state is not ReportBackState.DUE for row in owed_report_backs(reads, mandate)),
        )
        for mandate in live_mandates(reads, council_id)
    ]
    return sorted(lines, key=lambda line: (line.office.casefold(), line.mandate.seat))


LINES_IN_LIST = 10


@dataclass(frozen=True, slots=True)
class ListView:
    """One page of the mandates that stand."""

    council_id: CouncilId
    lines: Sequence[ListedMandate]
    page: int
    pages: int
    bot_name: str


def load_list(reads: Reads, audience: Audience, message: MandateList) -> ListView:
    """The mandates of one page."""
    lines, page, pages = page_of(listed_mandates(reads, audience.council_id), message.page, LINES_IN_LIST)
    return ListView(audience.council_id, lines, page, pages, audience.bot_name)
