"""The time to rate a report: what an outage or the bot's absence takes from it is given back."""

from datetime import datetime

from bot.domain.ground.ids import CouncilId
from bot.domain.ground.lost_time import lost_time
from bot.domain.reports.report import Report, Verdict
from bot.services.council.absence import is_away
from bot.services.ground.ports import Uow
from bot.services.ground.schedule import hold, plan


def hold_ratings(uow: Uow, council_id: CouncilId) -> None:
    """Reports are rated in the group: nobody can while the bot is out of it."""
    for report in uow.find(Report, council_id=council_id, verdict=Verdict.OPEN):
        hold(uow, council_id, report.report_id, "judge_report")


def give_back_here(uow: Uow, council_id: CouncilId, away_from: datetime) -> None:
    """The ratings go on, and last longer by the absence."""
    for report in uow.find(Report, council_id=council_id, verdict=Verdict.OPEN):
        _give_back(uow, report, away_from, uow.now)


def give_back_all(uow: Uow, down_from: datetime, down_until: datetime) -> None:
    """The same while the bot was deaf."""
    for report in uow.find(Report, verdict=Verdict.OPEN):
        if report.rating_ends_at > down_from and not is_away(uow, report.council_id):
            _give_back(uow, report, down_from, down_until)


def _give_back(uow: Uow, report: Report, lost_from: datetime, lost_until: datetime) -> None:
    ends_at = report.rating_ends_at + lost_time(report.posted_at, lost_from, lost_until)
    uow.change(report, rating_ends_at=ends_at)
    plan(uow, report.council_id, "judge_report", report.report_id, ends_at)
    uow.raise_version(report.council_id, report.report_id)
