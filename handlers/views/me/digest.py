"""The weekly digest, and switching it on and off."""

from bot.reads.me.digest import DigestSettingView, DigestView, InCouncil, Owed, ToVote
from handlers import callbacks
from handlers.presses.mandates import MandatePress
from handlers.presses.me import DigestPress
from handlers.presses.reports import ReportBackPress
from handlers.views.ballots.buttons import show_button
from handlers.views.ballots.headings import short_words
from handlers.views.ground.screen import Button, Screen
from handlers.views.ground.words import Markup, Words, join

MOST_LINES = 10
"""So many of each kind are named in a council; of the others it says how many."""

MOST_BUTTONS = 8


def render_digest(view: DigestView, t: Words) -> Screen:
    """Council by council: what to vote on, then what is owed."""
    parts = [_council(council, t) for council in view.councils]
    rows = [row for council in view.councils for row in _buttons(council, t)][:MOST_BUTTONS]
    off = Button(t.plain("No more digests"), callbacks.pack(DigestPress(view.reader_id, 0)))
    return Screen(join(t("<b>Your week</b>"), *parts, by="\n\n"), (*rows, (off,)))


def _council(council: InCouncil, t: Words) -> Markup:
    lines = [t("<b>{council}</b>", council=council.title)]
    lines += [_vote_line(one, t) for one in council.to_vote[:MOST_LINES]]
    if (more := len(council.to_vote) - MOST_LINES) > 0:
        lines.append(t("And {more} more that you have not voted on: /open", more=more))
    for owed in council.owed:
        lines += _owed_lines(owed, t)
    return join(*lines)


def _vote_line(one: ToVote, t: Words) -> Markup:
    text = join(short_words(one.heading, t))
    linked = Markup(f'<a href="{one.link}">{text}</a>') if one.link else text
    if one.ballot.closes_at is None:
        return t("You have not voted: “{text}”.", text=linked)
    return t("You have not voted: “{text}”, open until {when}.", text=linked, when=t.time(one.ballot.closes_at))


def _owed_lines(owed: Owed, t: Words) -> list[Markup]:
    lines = []
    if owed.report_on is not None and owed.is_overdue:
        lines.append(
            t("{office}: your report is overdue, it was due {day}.", office=owed.office, day=t.day(owed.report_on))
        )
    elif owed.report_on is not None:
        lines.append(
            t("{office}: your report is due by the end of {day}.", office=owed.office, day=t.day(owed.report_on))
        )
    if owed.unanswered:
        lines.append(
            t.n(
                "{office}: {n} instruction waits for your answer.",
                "{office}: {n} instructions wait for your answer.",
                len(owed.unanswered),
                office=owed.office,
            )
        )
    return lines


def _buttons(council: InCouncil, t: Words) -> list[tuple[Button, ...]]:
    rows: list[tuple[Button, ...]] = [(show_button(one.ballot, t),) for one in council.to_vote[:MOST_LINES]]
    for owed in council.owed:
        ids = (owed.mandate.council_id, owed.mandate.mandate_id)
        report = Button(t.plain("Report back"), callbacks.pack(ReportBackPress(*ids)))
        shown = Button(t.plain("Everything about this mandate"), callbacks.pack(MandatePress(*ids)))
        rows.append((report,) if owed.report_on is not None else ())
        rows.append((shown,) if owed.unanswered else ())
    return [row for row in rows if row]


def render_setting(view: DigestSettingView, t: Words) -> Screen:
    """Whether it is sent, with both buttons."""
    text = (
        t("The weekly digest is on: on Mondays I write to you what awaits your vote or answer.")
        if view.is_on
        else t("The weekly digest is off. If you want it, I write to you on Mondays what awaits your vote or answer.")
    )
    on, off = (callbacks.pack(DigestPress(view.asked_id, value)) for value in (1, 0))
    return Screen(text, ((Button(t.plain("On"), on), Button(t.plain("Off"), off)),))
