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
from bot.services.ground.persons import person_here
from bot.services.ground.ports import Reads
from bot.services.mandates.queries import StandingMandates
from bot.services.reports.owed import owed_report_backs


@dataclass(frozen=True, slots=True)
class ListedMandate:
    """One line of the list."""

    mandate: Mandate
    office: str
    holder: Person | None
    is_overdue: bool


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
    """The mandates of one page, by office; of these alone it is read whose they are and what they owe."""
    standing = reads.ask(StandingMandates(audience.council_id))
    by_office = sorted(standing, key=lambda one: (one[1].casefold(), one[0].seat))
    some, page, pages = page_of(by_office, message.page, LINES_IN_LIST)
    lines = [_line(reads, mandate, office) for mandate, office in some]
    return ListView(audience.council_id, lines, page, pages, audience.bot_name)


def _line(reads: Reads, mandate: Mandate, office: str) -> ListedMandate:
    is_late = any(row.state is not ReportBackState.DUE for row in owed_report_backs(reads, mandate))
    return ListedMandate(
        mandate, office, person_here(reads, mandate.council_id, reads.get(Person, mandate.person_id)), is_late
    )
