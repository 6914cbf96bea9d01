"""What a report says of instructions, once it is judged: that one is kept or not possible ends it, or does not."""

from bot.domain.reports.messages import ClaimsJudged
from bot.domain.reports.report import SETTLES, Report, Verdict, is_settling
from bot.services.ground.outbox import tell_under
from bot.services.ground.ports import Uow
from bot.services.instructions.instructions import settle_claim


def settle_claims(uow: Uow, report: Report) -> None:
    """Of a report that was accepted the group hears which instructions end by it, or that too few accepted."""
    claims = {each: claim for each, claim in report.claims.items() if claim in SETTLES}
    if not claims or report.verdict is not Verdict.ACCEPTED:
        return
    if is_settling(report):
        for instruction_id, claim in claims.items():
            settle_claim(uow, report.council_id, instruction_id, claim)
    once = f"claims_judged:{report.report_id}"
    tell_under(uow, report.council_id, report.report_id, ClaimsJudged(report.report_id), once=once)
