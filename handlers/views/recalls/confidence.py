"""Signals: their two buttons, the line about the threshold, the confidence check."""

from dataclasses import dataclass
from typing import Any

from bot.domain.elections.office import Office
from bot.domain.ground.entry import Entry
from bot.domain.ground.ids import CouncilId, MandateId
from bot.domain.ground.names import person_name
from bot.domain.ground.person import Person
from bot.domain.mandates.mandate import Mandate
from bot.domain.recalls.confidence import SHOWN_STEP, ShownSignals
from bot.reads.ground.audience import Audience
from bot.services.ground.ports import Reads
from bot.services.recalls.confidence import SignalGiven, ThresholdExplained, explain_threshold
from handlers import callbacks
from handlers.views.ground.errors import says
from handlers.views.ground.screen import Button, Keyboard, Screen, screen
from handlers.views.ground.words import Markup, Words, join, mention
from handlers.views.roll.roll import join_row


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds what: for sentences about a mandate."""

    name: str
    office: str
    telegram_id: int

    @property
    def mention(self) -> Markup:
        """The name that leads to them, so that Telegram tells them of the message."""
        return mention(self.name, self.telegram_id)


def load_holder(reads: Reads, mandate: Mandate) -> Holder:
    """The holder of a mandate, as people know them."""
    person = reads.get(Person, mandate.person_id)
    office = reads.get(Office, mandate.council_id, mandate.office_id)
    name = person_name(person.name) if person else ""
    return Holder(name or "?", office.name if office else "?", person.telegram_id if person else 0)


def signal_row(t: Words, council_id: CouncilId, mandate_id: MandateId) -> tuple[Button, ...]:
    """[Confidence] [No confidence]."""
    yes = callbacks.pack(callbacks.SignalPress(council_id, mandate_id, 1))
    no = callbacks.pack(callbacks.SignalPress(council_id, mandate_id, 0))
    return (Button(t.plain("Confidence"), yes), Button(t.plain("No confidence"), no))


def signal_keyboard(t: Words, council_id: CouncilId, mandate_id: MandateId) -> Keyboard:
    """The two buttons of a card that is open to all, and [Join the roll] for those who cannot press them yet."""
    return (signal_row(t, council_id, mandate_id), join_row(council_id, t))


def ask_line(name: str, t: Words) -> Markup:
    """What the two buttons under it ask of every member."""
    return t(
        "Do you have confidence in {name}? Press a button; no member sees which, and you can change it at any time.",
        name=name or t.plain("the holder"),
    )


def threshold_line(shown: ShownSignals, t: Words) -> Markup:
    """The rule and whether it is met; a count only from a base of 30, in fives and of last night."""
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


def signalled(given: SignalGiven, t: Words) -> str:
    """The answer to a press: what is recorded, and how to change it."""
    if given.has_confidence:
        return t.plain("Recorded: Confidence. No member sees it. Press [No confidence] to change it at any time.")
    return t.plain("Recorded: No confidence. No member sees it. Press [Confidence] to change it at any time.")


@dataclass(frozen=True, slots=True)
class CheckView:
    """What the card of a confidence check shows."""

    mandate: Mandate
    holder: Holder
    why: str
    now: ThresholdExplained | None


def load_check(reads: Reads, audience: Audience, params: dict[str, Any]) -> CheckView | None:
    """The mandate, and why its check was asked for: the newest entry of the record about it says so."""
    mandate = reads.get(Mandate, audience.council_id, params["subject_id"])
    if mandate is None:
        return None
    entries = reads.find(Entry, order="-sequence", council_id=mandate.council_id, subject_id=mandate.mandate_id)
    whys = [entry.data.get("why", "") for entry in entries if entry.kind == "confidence_asked"]
    now = explain_threshold(reads, mandate) if mandate.is_live else None
    return CheckView(mandate, load_holder(reads, mandate), whys[0] if whys else "", now)


@screen("confidence_check", load_check)
def render_check(view: CheckView, t: Words) -> Screen:
    """Every member is asked to signal."""
    title = t("<b>Confidence check: {name}, {office}</b>", name=view.holder.mention, office=view.holder.office)
    if view.now is None:
        return Screen(join(title, t("This mandate has ended; all signals on it have lapsed.")))
    asked = join(ask_line(view.holder.name, t), follows_line(view.holder.name, t))
    standing = join(threshold_line(view.now.shown, t), *blocked_lines(view.now, t))
    text = join(join(title, _why_asked(view.why, t)), asked, standing, by="\n\n")
    return Screen(text, signal_keyboard(t, view.mandate.council_id, view.mandate.mandate_id))


def follows_line(name: str, t: Words) -> Markup:
    """What signals lead to."""
    return t("If the threshold is reached, {name} may reply; then the council votes on the recall.", name=name)


def _why_asked(why: str, t: Words) -> str:
    match why:
        case "missed":
            return t("Report-backs were missed one after the other, so every member is asked.")
        case "rejected":
            return t("Reports were rejected, so every member is asked.")
        case _:
            return ""


@says("own_mandate")
def _own_mandate(_: dict[str, Any], t: Words) -> str:
    return t.plain("This is your own mandate: nobody signals on themselves. You can end it yourself with /resign.")
