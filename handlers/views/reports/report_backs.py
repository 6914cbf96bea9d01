"""Report-backs: reminders, what is overdue, missed or due again."""

from collections.abc import Sequence
from typing import Any

from bot.domain.ground.calendar import local_date
from bot.domain.ground.ids import InstructionId
from bot.domain.ground.text import cut_utf16
from bot.domain.instructions.instruction import Instruction
from bot.domain.mandates.mandate import Mandate
from bot.domain.reports.report import Claim, ReportBackState
from bot.reads.reports.report_backs import DutyView, MissedView, RejectedView
from handlers import callbacks
from handlers.presses.mandates import MandatePress
from handlers.presses.reports import ClaimPress, NothingNewPress, ReportBackPress
from handlers.views.ground.screen import Button, Keyboard, Screen
from handlers.views.ground.words import Markup, Words, join
from handlers.views.mandates.signals import opens_line, signal_row
from handlers.views.mandates.words import mention_of
from handlers.views.reports.reports import LINE_UNITS, QUESTIONS_ON_CARD, claim_word

INSTRUCTIONS_WITH_BUTTONS = 25
"""Telegram takes 100 buttons; further instructions can be spoken of in the text. Our judgement."""


def render_reminder(view: DutyView, t: Words) -> Screen:
    """In private: what is owed until when, and everything a report in under a minute needs."""
    how = t("Press how each instruction stands. Reply to this message to add a line, or press [Nothing new].")
    if not view.instructions:
        how = t("Reply to this message with your report, or press [Nothing new].")
    text = join(_due_line(view, t), bound_lines(view.instructions, (), t), how, by="\n\n")
    mandate = view.mandate
    write = ReportBackPress(mandate.council_id, mandate.mandate_id)
    rows = (*claim_rows(view.instructions, t), nothing_new_button(mandate, t))
    return Screen(text, (*rows, (Button(t.plain("Write the report"), callbacks.pack(write)),)))


def _due_line(view: DutyView, t: Words) -> Markup:
    """How long there is, or for how long it has been owed."""
    named: dict[str, Any] = {"office": view.holder.office, "title": view.title}
    day = t.day(view.row.due_on)
    days = (view.row.due_on - local_date(view.now, view.zone)).days
    if days == 0:
        return t("<b>Your report as {office} in {title} is due today</b>, by the end of the day.", **named)
    if days > 0:
        return t.n(
            "<b>Your report as {office} in {title} is due by the end of {day}</b>, in {n} day.",
            "<b>Your report as {office} in {title} is due by the end of {day}</b>, in {n} days.",
            days,
            day=day,
            **named,
        )
    if view.row.state is ReportBackState.MISSED:
        return t(
            "<b>Your report as {office} in {title} was due on {day} and was missed.</b> It is still owed.",
            day=day,
            **named,
        )
    late = t("<b>Your report as {office} in {title} was due on {day} and is overdue.</b>", day=day, **named)
    return join(late, t("Missed from {when} on.", when=t.until(view.missed_at)), by=" ")


def bound_lines(given: Sequence[Instruction], claims: Sequence[tuple[InstructionId, Claim]], t: Words) -> Markup | str:
    """The instructions, with what the holder has said of them so far."""
    if not given:
        return ""
    lines, said = [], dict(claims)
    units = LINE_UNITS if len(given) <= QUESTIONS_ON_CARD * 3 else LINE_UNITS // 3
    for number, one in enumerate(given[:INSTRUCTIONS_WITH_BUTTONS], 1):
        text, claim = cut_utf16(one.text, units), said.get(one.instruction_id)
        if claim is None:
            lines.append(t("{n}. {text}", n=number, text=text))
        else:
            lines.append(t("{n}. {text}: <b>{claim}</b>", n=number, text=text, claim=claim_word(claim, t)))
    return join(t("Your instructions:"), *lines)


def claim_rows(given: Sequence[Instruction], t: Words) -> Keyboard:
    """[Kept] [Under way] [Not possible] for each instruction, numbered if there are several."""
    return tuple(
        tuple(
            Button(
                t.plain("{n}. {label}", n=number, label=claim_word(claim, t))
                if len(given) > 1
                else claim_word(claim, t),
                callbacks.pack(ClaimPress(one.council_id, one.instruction_id, claim.value)),
            )
            for claim in Claim
        )
        for number, one in enumerate(given[:INSTRUCTIONS_WITH_BUTTONS], 1)
    )


def nothing_new_button(mandate: Mandate, t: Words) -> tuple[Button, ...]:
    press = NothingNewPress(mandate.council_id, mandate.mandate_id)
    return (Button(t.plain("Nothing new"), callbacks.pack(press)),)


def render_overdue(view: DutyView, t: Words) -> Screen:
    """To the group, at the end of the day."""
    late = t(
        "{name} has not reported as {office} (due {day}): overdue.",
        name=mention_of(view.holder),
        office=view.holder.office,
        day=t.short_day(view.row.due_on),
    )
    missed = t("Missed from {when} on: /reportback@{bot}", when=t.until(view.missed_at), bot=view.bot_name)
    return Screen(join(late, missed, by=" "))


def render_missed(view: MissedView, t: Words) -> Screen:
    """To the group, three days later: what that means, and the two signals."""
    duty, now = view.duty, view.signals
    said = t("{name} did not report (due {day}).", name=mention_of(duty.holder), day=t.short_day(duty.row.due_on))
    text = join(said, opens_line(now, t) if now else "", by=" ")
    where = duty.mandate.council_id, duty.mandate.mandate_id
    page = (Button(t.plain("Mandate"), callbacks.pack(MandatePress(*where))),)
    if now is None or now.recall is not None or not now.shown.base:
        return Screen(text, (page,))
    return Screen(text, (signal_row(t, *where, view.tokens)[::-1], page))


def render_public_reminder(view: DutyView, t: Words) -> Screen:
    """In the group, once, for a holder who has no private chat with the bot."""
    press = ReportBackPress(view.mandate.council_id, view.mandate.mandate_id)
    text = t(
        "{name}, your report as {office} is due by the end of {day}: send /reportback@{bot}, or open the private chat.",
        name=mention_of(view.holder),
        office=view.holder.office,
        day=t.day(view.row.due_on),
        bot=view.bot_name,
    )
    button = Button(t.plain("Open the private chat"), url=callbacks.deep_link(view.bot_name, press))
    return Screen(text, ((button,),))


def render_rejected(view: RejectedView, t: Words) -> Screen:
    """What follows from a rejection, to the group and to the reporter."""
    day = t.day(view.row.due_on)
    if view.is_group:
        return Screen(
            t(
                "The report of {name}, {office}, was rejected. A new one is due by the end of {day}.",
                name=mention_of(view.holder),
                office=view.holder.office,
                day=day,
            )
        )
    return Screen(
        t(
            "Your report as {office} in {title} was rejected. A new one is due by the end of {day}: /reportback",
            office=view.holder.office,
            title=view.title,
            day=day,
        )
    )
