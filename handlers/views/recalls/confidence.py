"""Signals: their two buttons, the line about the threshold, the confidence check."""

from bot.domain.recalls.signal import SignalGiven
from bot.reads.recalls.checks import CheckView
from handlers.views.ground.screen import Screen
from handlers.views.ground.words import Fields, Words, join
from handlers.views.mandates.signals import ask_line, blocked_lines, signal_keyboard, threshold_line
from handlers.views.mandates.words import mention_of


def signalled(given: SignalGiven, t: Words) -> str:
    """The answer to a press: what is recorded, and how to change it."""
    if given.has_confidence:
        return t.plain("Recorded: Confidence. No member sees it. Press [No confidence] to change it at any time.")
    return t.plain("Recorded: No confidence. No member sees it. Press [Confidence] to change it at any time.")


def render_check(view: CheckView, t: Words) -> Screen:
    """Every member is asked to signal."""
    title = t("<b>Confidence check: {name}, {office}</b>", name=mention_of(view.holder), office=view.holder.office)
    if view.now is None:
        return Screen(join(title, t("This mandate has ended; all signals on it have lapsed.")))
    standing = join(threshold_line(view.now.shown, t), *blocked_lines(view.now, t))
    text = join(join(title, _why_asked(view.why, t)), join(ask_line(view.holder.name, t), standing), by="\n\n")
    where = view.mandate.council_id, view.mandate.mandate_id
    return Screen(text, signal_keyboard(t, *where, view.tokens, may_join=view.may_join))


def _why_asked(why: str, t: Words) -> str:
    match why:
        case "missed":
            return t("Report-backs were missed one after the other, so every member is asked.")
        case "rejected":
            return t("Reports were rejected, so every member is asked.")
        case "lost":
            return t("What opens the signals so far was lost, so every member is asked again.")
        case _:
            return ""


def say_own_mandate(_: Fields, t: Words) -> str:
    return t.plain("This is your own mandate: nobody signals on themselves. You can end it yourself with /resign.")


def say_signals_lost(_: Fields, t: Words) -> str:
    return t.plain(
        "Not recorded: what opens the signals on this mandate was lost, and with it what was said before. Within the "
        "hour everybody is asked again in the group: please press then."
    )
