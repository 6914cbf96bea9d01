"""What becomes of the instructions that a report speaks of."""

from bot.domain.ground.text import cut_utf16
from bot.domain.reports.report import SETTLES, accepts_needed, is_settling
from bot.reads.reports.reports import ReportView
from handlers.views.ground.screen import Screen
from handlers.views.ground.words import Words, join
from handlers.views.reports.reports import claim_word

TEXT_UNITS = 200


def render_claims(view: ReportView, t: Words) -> Screen:
    """Said under a report that was accepted: they end by it, or bind on as too few accepted it."""
    report, bar = view.report, view.report.result
    values = {"accepts": report.accepts, "members": bar.members, "needed": accepts_needed(bar)}
    if is_settling(report):
        head = t("Accepted by {accepts} of {members}. So these instructions are done with:", **values)
    else:
        head = t(
            "Accepted by {accepts} of {members}, and {needed} had to accept for an instruction to end by it. "
            "These bind on:",
            **values,
        )
    lines = (
        t("• “{text}”: {claim}", text=cut_utf16(one.text, TEXT_UNITS), claim=claim_word(claim, t))
        for one, claim in view.claims
        if claim in SETTLES
    )
    return Screen(join(head, *lines))
