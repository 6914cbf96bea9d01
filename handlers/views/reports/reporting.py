"""Writing a report: the draft in private, what is asked on the way, what was sent."""

from bot.domain.ground.text import cut_utf16
from bot.reads.mandates.holders import Holder
from bot.reads.mandates.picks import PickView
from bot.reads.reports.reporting import AskTextView, DraftView, KeptView, SentView
from handlers import callbacks
from handlers.presses.reports import OnlyNothingNewPress, ReportBackPress, SendReportPress
from handlers.views.ballots.files import files_words
from handlers.views.ground.dialogs import ask_screen, cancel_row
from handlers.views.ground.screen import Button, Keyboard, Screen
from handlers.views.ground.words import Markup, Words, join
from handlers.views.mandates.picks import pick_screen
from handlers.views.reports.report_backs import bound_lines, claim_rows, nothing_new_button
from handlers.views.reports.reports import CARD_UNITS


def render_draft(view: DraftView, t: Words) -> Screen:
    """In private: the report so far."""
    draft = view.draft
    parts = [
        t("<b>Your report as {office} in {title}</b>", office=view.holder.office, title=view.title),
        bound_lines(view.instructions, draft.claims, t),
        join(cut_utf16(draft.text, CARD_UNITS - 1500)) if draft.text else "",
        files_words(draft.files, t),
        t("Write me the text as a message, send photos or files, then press [Send the report]."),
    ]
    if draft.is_doubted:
        parts[-1] = t(
            "<b>You pressed [Nothing new], but this is written already.</b> Press [Send the report] to send it, or "
            "[Only “nothing new”] to send that and leave this out. To go on writing, send me more."
        )
    return Screen(join(*parts, by="\n\n"), (*_draft_rows(view, t), cancel_row(t, draft.asked_id)))


def render_kept(view: KeptView, t: Words) -> Screen:
    """In private: the report so far is not lost."""
    said = t(
        "What you wrote for your report as {office} in {title} is kept.", office=view.holder.office, title=view.title
    )
    data = callbacks.pack(ReportBackPress(view.mandate.council_id, view.mandate.mandate_id))
    return Screen(said, ((Button(t.plain("Go on with the report"), data),),))


def _draft_rows(view: DraftView, t: Words) -> Keyboard:
    """The instructions, then what sends it; [Nothing new] stands above [Send the report], so that a slip asks back."""
    where = view.mandate.council_id, view.mandate.mandate_id
    send = (Button(t.plain("Send the report"), callbacks.pack(SendReportPress(*where))),)
    if not view.draft.is_doubted:
        return (*claim_rows(view.instructions, t), nothing_new_button(view.mandate, t), send)
    only = Button(t.plain("Only “nothing new”"), callbacks.pack(OnlyNothingNewPress(*where)))
    return (*claim_rows(view.instructions, t), send, (only,))


def render_ask_text(view: AskTextView, t: Words) -> Screen:
    """What do you report?"""
    # The link carries the mandate; it gives no right by itself.
    link = callbacks.deep_link(view.asked.bot_name, ReportBackPress(view.council_id, view.asked.question.mandate_id))
    where = Markup(f'<a href="{link}">{t("in private")}</a>')
    question = t("What do you report? Or do it {link}, with a button for each instruction.", link=where)
    return ask_screen(view.asked, t, question, t.plain("Your report"))


def render_sent(view: SentView, t: Words) -> Screen:
    """To the reporter in private; a reply with photos or files adds them."""
    met = t("It meets the report-back of {days}.", days=", ".join(t.day(day) for day in view.met)) if view.met else ""
    text = join(
        t("Your report as {office} is posted in {title}.", office=view.holder.office, title=view.title),
        met,
        t("Next report-back: by the end of {day}", day=t.day(view.owed[0].due_on)) if view.owed else "",
        t("Members accept or reject it until {when}.", when=t.time(view.until)) if view.until else "",
        t("To add photos or files, reply to this message with them."),
    )
    return Screen(text)


def render_picked(view: Holder, t: Words) -> Screen:
    """The buttons after one was pressed."""
    return Screen(t("You report as {office}.", office=view.office))


def render_report_pick(view: PickView, t: Words) -> Screen:
    """The actor holds several offices."""
    return pick_screen(view, t, t("For which office is this report?"), ReportBackPress)
