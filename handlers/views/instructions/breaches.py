"""The card of a breach, and the ballot on waiving it."""

from bot.domain.ground.text import cut_utf16
from bot.reads.instructions.breaches import BreachView
from handlers import callbacks
from handlers.presses.instructions import WaiverPress
from handlers.views.ground.screen import Button, Screen
from handlers.views.ground.words import Fields, Markup, Words, join
from handlers.views.mandates.signals import signal_row
from handlers.views.mandates.words import mention_of

TEXT_UNITS = 1300
"""So much the card repeats of the instruction, and of the reasons."""


def render_breach(view: BreachView, t: Words) -> Screen:
    """Which instruction was broken, the delegate's reasons, what it means."""
    breach = view.breach
    text = join(
        t("<b>Breach: {name}, {office}, voted against an instruction</b>", name=mention_of(view.holder),
          office=view.holder.office),
        t("The instruction: {text}", text=cut_utf16(view.instruction, TEXT_UNITS)),
        t("Reasons given: {reasons}", reasons=cut_utf16(breach.reasons, TEXT_UNITS))
        if breach.reasons
        else t("No reasons were given."),
        _breach_state(view, t),
        by="\n\n",
    )  # fmt: skip
    if not view.stands:
        return Screen(text)
    waive = callbacks.pack(WaiverPress(breach.council_id, breach.breach_id))
    row = signal_row(t, breach.council_id, breach.mandate_id, view.tokens)
    return Screen(text, (row, (Button(t.plain("Vote on waiving it"), waive),)))


def _breach_state(view: BreachView, t: Words) -> Markup:
    match view.breach.ended_by:
        case "report_accepted":
            return t("It does not count any more: a report on it was accepted.")
        case "recall_failed":
            return t("It does not count any more: a recall after it did not pass.")
        case "waived":
            return t("It does not count any more: the council waived it by ballot.")
        case "mandate_ended":
            return t("It does not count any more: the mandate has ended.")
        case None if view.until is not None:
            return t(
                "Until {when} fewer signals of no confidence are enough to open a recall.",
                when=t.time(view.until),
            )
        case _:
            return t("It does not count any more: its time is over.")


def say_breach_over(_: Fields, t: Words) -> str:
    return t.plain("This breach does not count any more. Nothing was changed.")
