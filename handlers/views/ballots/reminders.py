"""Reminders of ballots, to the council and to one person."""

from datetime import datetime

from bot.domain.ballots.ballot import BallotState
from bot.domain.ballots.messages import RemindersOff, RemindersOn
from bot.reads.ballots.card import BallotView
from bot.reads.ballots.headings import Heading
from bot.reads.ballots.reminders import LacksVotes, Missed
from handlers import callbacks
from handlers.presses.ballots import RemindNoMorePress, ShowBallotPress
from handlers.views.ballots.buttons import show_button
from handlers.views.ballots.headings import short_words
from handlers.views.ballots.times import opening_line
from handlers.views.ground.screen import Button, Screen
from handlers.views.ground.words import Markup, Words, join

NAMED = 8
"""So many ballots are named in one reminder; /open has all of them. Our judgement."""

WAYS_IN_A_ROW = 2


def render_half_time(loaded: tuple[tuple[LacksVotes, ...], str], t: Words) -> Screen:
    """The council is reminded, as a reply to the card; of several ballots in one message, with a way to each."""
    lacking, which = loaded
    if len(lacking) != 1:
        return _render_several(lacking, t)
    one = lacking[0]
    first = t("Half of the time is over.") if which == "half" else t("The vote ends soon.")
    head = t("“{text}”", text=short_words(one.view.heading, t))
    return Screen(join(head, first, *_missing_lines(one, t)), ((_way(one, t),),))


def _render_several(lacking: tuple[LacksVotes, ...], t: Words) -> Screen:
    """A line for each; the deadline once, where it is the same for all that are named."""
    named, others = lacking[:NAMED], len(lacking[NAMED:])
    ends = {_closes_at(one) for one in named}
    lines = [_lacking_line(number, one, t, is_dated=len(ends) > 1) for number, one in enumerate(named, 1)]
    more = [t.n("and {n} more: /open", "and {n} more: /open", others)] if others else []
    until = [t("Vote until {when}.", when=t.time(at)) for at in ends if len(ends) == 1]
    ways = [_way(one, t, number) for number, one in enumerate(named, 1)]
    rows = tuple(tuple(ways[at : at + WAYS_IN_A_ROW]) for at in range(0, len(ways), WAYS_IN_A_ROW))
    return Screen(join(t("<b>Not enough have voted yet</b>"), *lines, *more, *until), rows)


def _lacking_line(number: int, one: LacksVotes, t: Words, *, is_dated: bool) -> Markup:
    ballot = one.view.ballot
    said = {"number": number, "text": short_words(one.view.heading, t), "voted": ballot.voted, "needed": ballot.quorum}
    if is_dated:
        return t("{number}. {text}: {voted} of {needed} needed, until {when}", **said, when=t.until(_closes_at(one)))
    return t("{number}. {text}: {voted} of {needed} needed", **said)


def _closes_at(one: LacksVotes) -> datetime:
    return one.view.ballot.closes_at or one.view.now


def _missing_lines(one: LacksVotes, t: Words) -> list[Markup]:
    ballot = one.view.ballot
    missing = max(0, ballot.quorum - ballot.voted)
    more = t.n("{n} more must vote for it to count.", "{n} more must vote for it to count.", missing)
    return [
        t("{voted} of {electorate} voted.", voted=ballot.voted, electorate=ballot.electorate),
        *([more] if missing else []),
        t("Vote until {when}.", when=t.time(_closes_at(one))),
    ]


def _way(one: LacksVotes, t: Words, number: int | None = None) -> Button:
    """To the card; where messages have no addresses into the ballot itself, in private."""
    label = t.plain("Vote") if number is None else t.plain("Vote ({number})", number=number)
    ballot = one.view.ballot
    shown = ShowBallotPress(ballot.council_id, ballot.ballot_id)
    return Button(label, url=one.link or callbacks.deep_link(one.view.bot_name, shown))


def render_papers_lost(view: BallotView, t: Words) -> Screen:
    """What was voted cannot be opened any more: everybody is asked once again, as a reply to the card."""
    lost = t("What opens the papers of this ballot was lost, so the votes so far cannot be counted: please vote again.")
    until = t("Vote on the card above until {when}.", when=t.time(view.ballot.closes_at or view.now))
    when = opening_line(t) if view.ballot.state is BallotState.OPENING else until
    return Screen(join(t("“{text}”", text=short_words(view.heading, t)), lost, when))


def render_reminder(missed: tuple[Missed, ...], t: Words) -> Screen:
    """To one person: all they have not voted on, in one message."""
    lines = [t.n("You have not voted on this yet:", "You have not voted on these {n} yet:", len(missed))]
    rows: list[tuple[Button, ...]] = []
    for number, one in enumerate(missed, 1):
        lines.append(_missed_line(one, t))
        label = t.plain("Vote") if len(missed) == 1 else t.plain("Vote ({number})", number=number)
        rows.append((show_button(one.ballot, t, label),))
    stop = RemindNoMorePress(missed[0].ballot.council_id)
    rows.append((Button(t.plain("No more reminders"), callbacks.pack(stop)),))
    return Screen(join(*lines, by="\n\n"), tuple(rows))


def render_offer_over(headings: tuple[Heading, ...], t: Words) -> Screen:
    """What is left of an offer."""
    if not headings:
        return Screen(t("You are not on the roll any more, so what stood here is not shown to you."))
    over = [t("“{text}” is over.", text=short_words(heading, t)) for heading in headings]
    return Screen(join(*over, t("/decisions shows what came of it.")))


def _missed_line(one: Missed, t: Words) -> Markup:
    when = t.time(one.ballot.closes_at) if one.ballot.closes_at else ""
    text = short_words(one.heading, t)
    if one.link is None:
        return t("{council}: “{text}”. Closes {when}", council=one.council, text=text, when=when)
    linked = Markup(f'<a href="{one.link}">{join(text)}</a>')
    return t("{council}: “{text}”. Closes {when}", council=one.council, text=linked, when=when)


def render_reminders_on(_: RemindersOn, t: Words) -> Screen:
    """The answer in private to [Remind me]."""
    return Screen(t("I will remind you here, shortly before a ballot closes in which you have not voted."))


def render_reminders_off(_: RemindersOff, t: Words) -> Screen:
    """The answer to [No more reminders]."""
    return Screen(t("I will send you no more reminders of ballots. [Remind me] on any ballot turns them on again."))
