"""Something sealed is not what was sealed: found by what failed because of it, and begun anew by itself."""

from collections.abc import Iterator

from bot.domain.ballots.ballot import Ballot
from bot.domain.ballots.duties import MendPapers
from bot.domain.ground.due import Duty
from bot.domain.ground.ids import CouncilId
from bot.domain.mandates.mandate import Mandate
from bot.domain.recalls.duties import MendSignals
from bot.domain.reports.duties import MendRatings
from bot.domain.reports.report import Report, Verdict
from bot.services.ballots.anew import VOTED_ON, is_damaged
from bot.services.ground.looks import plan_parts
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.voices import are_whole


def look_for_damage(uow: Uow, council_id: CouncilId) -> None:
    """Every ballot, all signals and all ratings of one council of which anything cannot be opened are mended at once.

    It opens all of them, so it is asked for only once something failed.
    """
    plan_parts(uow, ((council_id, duty) for duty in _mendings(uow, council_id)))


def _mendings(reads: Reads, council_id: CouncilId) -> Iterator[Duty]:
    for ballot in reads.find(Ballot, council_id=council_id, state=VOTED_ON):
        if is_damaged(reads, ballot):
            yield MendPapers(ballot.ballot_id)
    for mandate in reads.find(Mandate, council_id=council_id, ended_at=None):
        if not are_whole(reads, council_id, mandate.mandate_id):
            yield MendSignals(mandate.mandate_id)
    for report in reads.find(Report, council_id=council_id, verdict=Verdict.OPEN):
        if not are_whole(reads, council_id, report.report_id):
            yield MendRatings(report.report_id)
