"""Signals on a mandate: their two buttons, and the lines about the threshold."""

from collections.abc import Mapping

from bot.domain.ground.ids import CouncilId, MandateId
from bot.domain.ground.voices import NO, YES
from bot.domain.recalls.confidence import SHOWN_STEP, ShownSignals
from bot.reads.mandates.signals import ThresholdExplained
from handlers import callbacks
from handlers.presses.recalls import VoicePress
from handlers.views.ground.screen import Button, Keyboard, Style
from handlers.views.ground.words import Markup, Words, join
from handlers.views.roll.roll import join_row

Tokens = Mapping[str, str]


def signal_row(t: Words, council_id: CouncilId, mandate_id: MandateId, tokens: Tokens) -> tuple[Button, ...]:
    """[Confidence] [No confidence]."""
    yes = callbacks.pack(VoicePress(council_id, mandate_id, tokens[YES]))
    no = callbacks.pack(VoicePress(council_id, mandate_id, tokens[NO]))
    return (
        Button(t.plain("Confidence"), yes, style=Style.FOR),
        Button(t.plain("No confidence"), no, style=Style.AGAINST),
    )


def signal_keyboard(
    t: Words, council_id: CouncilId, mandate_id: MandateId, tokens: Tokens, *, may_join: bool
) -> Keyboard:
    """The two buttons of a card that is open to all, and [Join the roll] where somebody in the chat could."""
    join_it = (join_row(council_id, t),) if may_join else ()
    return (signal_row(t, council_id, mandate_id, tokens), *join_it)


def ask_line(name: str, t: Words) -> Markup:
    """What the two buttons under it ask of every member."""
    return t(
        "Do you have confidence in {name}? No member sees what you press.",
        name=name or t.plain("the holder"),
    )


def opens_line(now: ThresholdExplained, t: Words) -> Markup:
    """How many signals open a recall now, or why none do."""
    if now.recall is not None:
        return t("A recall is under way.")
    if now.is_near_end or now.cools_until_at is not None:
        return join(*blocked_lines(now, t)[-1:])
    if not now.shown.base:
        return Markup()
    return t.n(
        "{n} of {base} signals now opens a recall.",
        "{n} of {base} signals now open a recall.",
        now.shown.needed,
        base=now.shown.base,
    )


def threshold_line(shown: ShownSignals, t: Words) -> Markup:
    """The rule and whether it is met; a count only from a base of 30, in fives and of last night."""
    if not shown.base:
        return t("Nobody else may signal here now.")
    known = {"needed": shown.needed, "base": shown.base}
    if shown.is_reached:
        return t("Signals of no confidence, threshold {needed} of {base}: reached", **known)
    if shown.count is None:
        return t("Signals of no confidence, threshold {needed} of {base}: not reached", **known)
    if shown.count < SHOWN_STEP:
        return t(
            "Signals of no confidence, threshold {needed} of {base}: not reached; fewer than {step} so far "
            "(counted once a day)",
            step=SHOWN_STEP,
            **known,
        )
    if shown.count < shown.needed:
        return t(
            "Signals of no confidence, threshold {needed} of {base}: not reached; {count} or more so far "
            "(counted once a day, in steps of {step})",
            count=shown.count,
            step=SHOWN_STEP,
            **known,
        )
    return t(
        "Signals of no confidence, threshold {needed} of {base}: {count} or more so far "
        "(counted once a day, in steps of {step})",
        count=shown.count,
        step=SHOWN_STEP,
        **known,
    )


def blocked_lines(now: ThresholdExplained, t: Words) -> list[Markup]:
    """What makes the threshold lower, or keeps signals from opening anything; nothing in the usual case."""
    lines = []
    if now.is_overdue and now.needed < now.usual:
        lines.append(t("The threshold is lowered from {usual}: a report-back is overdue.", usual=now.usual))
    elif now.breaches and now.needed < now.usual:
        lines.append(t("The threshold is lowered from {usual}: an instruction was breached.", usual=now.usual))
    if now.is_near_end:
        lines.append(t("The term ends soon: no recall opens in its last days."))
    elif now.cools_until_at is not None:
        lines.append(
            t(
                "A recall did not pass: until {when} signals open no other, unless the holder breaches an "
                "instruction or misses a report-back.",
                when=t.time(now.cools_until_at),
            )
        )
    return lines
