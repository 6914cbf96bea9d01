"""What is open (/open), one ballot in private, and the register of decisions (/decisions)."""

from enum import IntEnum
from itertools import groupby

from bot.domain.ballots.ballot import YES, Ballot, BallotState, Outcome
from bot.domain.ballots.names import Names
from bot.domain.ballots.results import ResultOfOptions
from bot.domain.ballots.tally import Tally
from bot.reads.ballots.card import BallotView
from bot.reads.ballots.decisions import Line, OpenView, RegisterView
from handlers import callbacks
from handlers.presses.ballots import DecisionsPress, FindCardPress, ShowBallotPress
from handlers.views.ballots.elected import outcome_line
from handlers.views.ballots.headings import short_words
from handlers.views.ballots.rules import counts_line, kind_name
from handlers.views.ground.paging import pager
from handlers.views.ground.screen import Button, Screen
from handlers.views.ground.words import Markup, Words, join

BEFORE_OPENING = {
    BallotState.SECONDING,
    BallotState.NOMINATING,
    BallotState.REPLY,
    BallotState.QUEUED,
    BallotState.OPENING,
}


def render_open(view: OpenView, t: Words) -> Screen:
    """The list; in private with a button for each ballot."""
    if not view.lines:
        return Screen(t("Nothing is open. Send /propose@{bot} to put something to the vote.", bot=view.bot_name))
    numbered = list(enumerate(sorted(view.lines, key=_part), 1))
    if view.is_private:
        rows = tuple((_show(number, line.ballot, t),) for number, line in numbered)
    else:
        rows = tuple((_find(number, line.ballot, t),) for number, line in numbered if _is_unlinked(line))
    return Screen(join(*_in_parts(numbered, is_private=view.is_private, t=t), by="\n\n"), rows)


class Part(IntEnum):
    """Of what is open, in the order in which it concerns the reader."""

    TO_VOTE = 1
    VOTED = 2
    OTHERS = 3
    TO_COME = 4


def _part(line: Line) -> Part:
    if line.ballot.state in BEFORE_OPENING:
        return Part.TO_COME
    if line.ballot.state is not BallotState.OPEN or line.has_voted is None:
        return Part.OTHERS
    return Part.VOTED if line.has_voted else Part.TO_VOTE


def _in_parts(numbered: list[tuple[int, Line]], *, is_private: bool, t: Words) -> list[Markup]:
    """Each part under its heading, which says how many they are."""
    headings = {
        Part.TO_VOTE: t("<b>Yours to vote on ({n})</b>", n=_count(numbered, Part.TO_VOTE)),
        Part.VOTED: t("<b>Already voted ({n})</b>", n=_count(numbered, Part.VOTED)),
        Part.OTHERS: t("<b>Others ({n})</b>", n=_count(numbered, Part.OTHERS)),
        Part.TO_COME: t("<b>To come ({n})</b>", n=_count(numbered, Part.TO_COME)),
    }
    shown: list[Markup] = []
    for part, lines in groupby(numbered, key=lambda each: _part(each[1])):
        shown += [headings[part], *(_open_line(number, line, t, is_private=is_private) for number, line in lines)]
    return shown


def _count(numbered: list[tuple[int, Line]], part: Part) -> int:
    return sum(_part(line) is part for _, line in numbered)


def _is_unlinked(line: Line) -> bool:
    """Messages of a basic group have no addresses: a button leads to the card."""
    return line.has_card and line.link is None and not line.is_moved


def _find(number: int, ballot: Ballot, t: Words) -> Button:
    data = callbacks.pack(FindCardPress(ballot.council_id, ballot.ballot_id))
    return Button(t.plain("To card {number}", number=number), data)


def _show(number: int, ballot: Ballot, t: Words) -> Button:
    data = callbacks.pack(ShowBallotPress(ballot.council_id, ballot.ballot_id))
    return Button(t.plain("Show {number}", number=number), data)


def _open_line(number: int, line: Line, t: Words, *, is_private: bool) -> Markup:
    ballot = line.ballot
    text = join(short_words(line.heading, t))
    linked = Markup(f'<a href="{line.link}">{text}</a>') if line.link and not line.is_moved else text
    values = {"number": number, "kind": kind_name(ballot, t), "text": linked}
    return join(
        t("{number}. {text}", **values) if ballot.subject.FILLS_SEATS else t("{number}. {kind}: {text}", **values),
        _state_words(line, t),
        _voted_words(line, t),
        _moved_words(t, is_private=is_private) if line.is_moved else "",
    )


def _moved_words(t: Words, *, is_private: bool) -> Markup:
    return t("Its card is posted anew in the group.") if is_private else t("Its card is posted anew below.")


def _state_words(line: Line, t: Words) -> Markup:
    ballot = line.ballot
    if ballot.state is BallotState.QUEUED and line.opens_at is not None:
        return t("opens {when}", when=t.time(line.opens_at))
    words = {
        BallotState.SECONDING: t("waits for others who want it: press [Second] on its card"),
        BallotState.NOMINATING: t("nominations are open: press [Stand] or [Nominate] on its card"),
        BallotState.REPLY: t("waits for the reply"),
        BallotState.QUEUED: t("waits in the queue"),
        BallotState.OPENING: t("opens in a moment: the ballot papers are being prepared"),
        BallotState.COUNTING: t("is being counted"),
        BallotState.SUSPENDED: t("stands still while I am not in the group"),
    }
    if ballot.state in words:
        return words[ballot.state]
    voted = t("{voted} of {electorate} voted", voted=ballot.voted, electorate=ballot.electorate)
    return join(voted, t("closes {when}", when=t.time(ballot.closes_at)), by=" · ") if ballot.closes_at else voted


def _voted_words(line: Line, t: Words) -> Markup:
    if line.ballot.state is not BallotState.OPEN:
        return Markup()
    if line.has_voted is None:
        return t("You have no vote in this one.")
    return t("✓ You have voted.") if line.has_voted else t("<b>You have not voted yet.</b>")


def render_card_here(view: BallotView, t: Words) -> Screen:
    """The answer below a card: whoever presses what it answers is led there."""
    text = short_words(view.heading, t)
    return Screen(t("This answers the card of “{text}”: press the quote above to get there.", text=text))


def render_card_moved(moved: tuple[BallotView, str | None], t: Words) -> Screen:
    """What is left of a card that was posted anew: one line, which leads there."""
    view, link = moved
    line = t("“{text}” stands further down.", text=short_words(view.heading, t))
    return Screen(Markup(f'<a href="{link}">{line}</a>') if link else line)


# The register --------------------------------------------------------------------------------------------------------


def render_decisions(view: RegisterView, t: Words) -> Screen:
    """Number, date and result of each, newest first."""
    body = [_decision_line(line, t) for line in view.lines]
    page = t("Page {page} of {pages}", page=view.page + 1, pages=view.pages) if view.pages > 1 else ""
    return Screen(join(_title(view, t), *body, page, by="\n\n"), _keyboard(view, t))


def _title(view: RegisterView, t: Words) -> Markup:
    if view.is_empty and not view.is_all:
        return t("Nothing has been decided yet. Send /propose@{bot} to put something to the vote.", bot=view.bot_name)
    if view.is_empty:
        return t("No ballot has closed yet.")
    if view.search and not view.found:
        return t("Nothing found for “{search}”.", search=view.search)
    if view.search:
        return t.n("{n} found for “{search}”:", "{n} found for “{search}”:", view.found, search=view.search)
    if view.is_all:
        return t.n("<b>{n} result</b>", "<b>{n} results</b>", view.found)
    return t.n("<b>{n} decision</b>", "<b>{n} decisions</b>", view.found)


def _decision_line(line: Line, t: Words) -> Markup:
    ballot = line.ballot
    text = join(short_words(line.heading, t))
    linked = Markup(f'<a href="{line.link}">{text}</a>') if line.link else text
    date = t.date(ballot.closed_at) if ballot.closed_at else ""
    head = t("No. {number} · {date}", number=ballot.number, date=date) if ballot.number else t("{date}", date=date)
    return join(head, linked, _result_words(ballot, t))


def _result_words(ballot: Ballot, t: Words) -> Markup:
    if ballot.outcome is Outcome.ELECTED:
        return outcome_line(Names(ballot, ballot.options), t)
    counts = ballot.result.counts if ballot.result else Tally()
    if YES in counts:
        word = t("Adopted") if ballot.outcome is Outcome.ADOPTED else t("Not adopted")
        return join(word, counts_line(counts, t), by=": ")
    winner = ballot.result.winner if isinstance(ballot.result, ResultOfOptions) else None
    if ballot.outcome is Outcome.ADOPTED and winner and ballot.options:
        return t("Adopted: {option}", option=ballot.options[int(winner)])
    words = {
        Outcome.ADOPTED: t("Adopted"),
        Outcome.RUN_OFF: t("Run-off"),
        Outcome.REOPEN: t("Nominations reopened"),
        Outcome.VACANT: t("Vacant"),
        Outcome.VOID: t("Void"),
    }
    return words.get(ballot.outcome, t("Not adopted")) if ballot.outcome else Markup()


def _keyboard(view: RegisterView, t: Words) -> tuple[tuple[Button, ...], ...]:
    def data(page: int, *, is_all: bool = view.is_all) -> str:
        return callbacks.pack(DecisionsPress(view.council_id, page, int(is_all)))

    turn = pager(t, view.page, view.pages, data)
    label = t.plain("Decisions alone") if view.is_all else t.plain("All results")
    switch = (Button(label, data(0, is_all=not view.is_all)),)
    return tuple(row for row in (turn, switch) if row)
