"""Writing a report: the draft in private, what is asked on the way, what was sent."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.domain.ground.text import cut_utf16
from bot.domain.reports.report import Report, ReportBack
from bot.reads.ground.asked import Asked, load_asked
from bot.reads.ground.audience import Audience
from bot.services.council.council import get_council
from bot.services.ground.ports import Reads
from bot.services.mandates.mandates import get_mandate
from bot.services.reports.owed import owed_report_backs
from handlers import callbacks
from handlers.mandates.presses import (
    ReportBackPress,
    SendReportPress,
)
from handlers.views.ground.dialogs import ask_screen, cancel_row
from handlers.views.ground.screen import Button, Screen, screen
from handlers.views.ground.words import Markup, Words, join
from handlers.views.recalls.confidence import Holder, load_holder
from handlers.views.reports.report_backs import DutyView, bound_lines, claim_rows, load_duty, nothing_new_button
from handlers.views.reports.reports import CARD_UNITS, load_report


@screen("report_draft", load_duty)
def render_draft(view: DutyView, t: Words) -> Screen:
    """In private: the report so far."""
    params = view.params
    text = str(params.get("text", ""))
    files = len(params.get("files", []))
    parts = [
        t("<b>Your report as {office} in {title}</b>", office=view.holder.office, title=view.title),
        bound_lines(view.instructions, params.get("claims", {}), t),
        join(cut_utf16(text, CARD_UNITS - 1500)) if text else "",
        t.n("{n} photo or file", "{n} photos or files", files) if files else "",
        t("Write me the text as a message, send photos or files, then press [Send the report]."),
    ]
    mandate = view.mandate
    send = SendReportPress(mandate.council_id, mandate.mandate_id)
    keyboard = (
        *claim_rows(view.instructions, t),
        nothing_new_button(mandate, t),
        (Button(t.plain("Send the report"), callbacks.pack(send)),),
        cancel_row(t, params["asked_id"]),
    )
    return Screen(join(*parts, by="\n\n"), keyboard)


@dataclass(frozen=True, slots=True)
class AskTextView:
    """The question for a report's text in a group, with the way to the private chat."""

    asked: Asked
    link: str


def load_ask_text(reads: Reads, audience: Audience, params: dict[str, Any]) -> AskTextView:
    """The link carries the mandate; it gives no right by itself."""
    press = ReportBackPress(audience.council_id, params["mandate_id"])
    return AskTextView(load_asked(reads, audience, params), callbacks.deep_link(audience.bot_name, press))


@screen("ask_report_text", load_ask_text)
def render_ask_text(view: AskTextView, t: Words) -> Screen:
    """What do you report?"""
    link = Markup(f'<a href="{view.link}">{t("in private")}</a>')
    question = t("What do you report? Or do it {link}, with a button for each instruction.", link=link)
    return ask_screen(view.asked, t, question, t.plain("Your report"))


@dataclass(frozen=True, slots=True)
class SentView:
    """A report that was posted: which dates it met, and what is owed next."""

    report: Report
    holder: Holder
    title: str
    met: list[date]
    owed: list[ReportBack]


def load_sent(reads: Reads, audience: Audience, params: dict[str, Any]) -> SentView | None:
    """The report with its mandate."""
    view = load_report(reads, audience, params)
    if view is None:
        return None
    mandate = get_mandate(reads, audience.council_id, view.report.mandate_id)
    met = [date.fromisoformat(day) for day in params["met"]]
    title = get_council(reads, audience.council_id).title
    return SentView(view.report, view.holder, title, met, owed_report_backs(reads, mandate))


@screen("report_sent", load_sent)
def render_sent(view: SentView, t: Words) -> Screen:
    """To the reporter in private; a reply with photos or files adds them."""
    met = t("It meets the report-back of {days}.", days=", ".join(t.day(day) for day in view.met)) if view.met else ""
    text = join(
        t("Your report as {office} is posted in {title}.", office=view.holder.office, title=view.title),
        met,
        t("Next report-back: by the end of {day}", day=t.day(view.owed[0].due_on)) if view.owed else "",
        t("Members accept or reject it until {when}.", when=t.time(view.report.rating_ends_at)),
        t("To add photos or files, reply to this message with them."),
    )
    return Screen(text)


def load_picked(reads: Reads, audience: Audience, params: dict[str, Any]) -> Holder:
    """The office that was picked."""
    return load_holder(reads, get_mandate(reads, audience.council_id, params["mandate_id"]))


@screen("report_picked", load_picked)
def render_picked(view: Holder, t: Words) -> Screen:
    """The buttons after one was pressed."""
    return Screen(t("You report as {office}.", office=view.office))
