"""Something sealed is not what was sealed: found by what failed because of it, and begun anew by itself."""

from bot.domain.ballots.ballot import Ballot
from bot.domain.ballots.duties import MendPapers
from bot.domain.ground.ids import CouncilId
from bot.domain.mandates.mandate import Mandate
from bot.domain.recalls.duties import MendSignals
from bot.domain.reports.duties import MendRatings
from bot.domain.reports.report import Report, Verdict
from bot.services.ballots.anew import VOTED_ON, is_damaged
from bot.services.ground.ports import Uow
from bot.services.ground.schedule import plan
from bot.services.ground.voices import are_whole


def look_for_damage(uow: Uow, council_id: CouncilId) -> None:
    """Every ballot, all signals and all ratings of one council of which anything cannot be opened are mended at once.

    It opens all of them, so it is asked for only once something failed.
    """
    for ballot in uow.find(Ballot, council_id=council_id, state=VOTED_ON):
        if is_damaged(uow, ballot):
            plan(uow, council_id, MendPapers(ballot.ballot_id), uow.now)
    for mandate in uow.find(Mandate, council_id=council_id, ended_at=None):
        if not are_whole(uow, council_id, mandate.mandate_id):
            plan(uow, council_id, MendSignals(mandate.mandate_id), uow.now)
    for report in uow.find(Report, council_id=council_id, verdict=Verdict.OPEN):
        if not are_whole(uow, council_id, report.report_id):
            plan(uow, council_id, MendRatings(report.report_id), uow.now)
