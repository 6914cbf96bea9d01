"""The card of an election through its life: seconds, nominations, the vote, the result; and what is told beside it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.domain.ballots.ballot import UNSECONDED_AFTER, BallotState
from bot.domain.elections.messages import AskOffice, ConfirmElect
from bot.domain.elections.nominee import NOMINEES_LIMIT, NomineeState
from bot.domain.ground.names import person_name
from bot.reads.elections.card import ElectionView, Standing
from bot.reads.ground.asked import AskedOf
from handlers import callbacks
from handlers.presses.ballots import SecondPress
from handlers.presses.elections import NominatePress, StandPress
from handlers.views.ballots.elected import nobody_line
from handlers.views.ballots.headings import heading_words
from handlers.views.ballots.outcomes import alike_line
from handlers.views.ballots.papers import key_words
from handlers.views.ballots.times import counting_line, opening_line
from handlers.views.elections.ballot import (
    is_one_recalled,
    paper_head,
    paper_lines,
    places,
    render_details,
    render_vote,
    seats_line,
    term_line,
    why_lines,
)
from handlers.views.elections.buttons import booth_url, nominee_rows
from handlers.views.elections.results import result_keyboard, result_parts
from handlers.views.ground.dialogs import ask_screen, confirm_keyboard
from handlers.views.ground.errors import moment
from handlers.views.ground.screen import Button, Keyboard, Screen
from handlers.views.ground.words import Fields, Markup, Words, join
from handlers.views.roll.roll import join_row

# the card -------------------------------------------------------------------------------------------------------------


def render_election(view: ElectionView, t: Words) -> Screen:
    """The card; in private without what works in the group alone."""
    card = CARDS.get(view.ballot.state, render_vote)(view, t)
    return _in_private(card, t) if view.is_private else card


def render_election_private(view: ElectionView, t: Words) -> Screen:
    """[More]: one election, whole, to one person."""
    return render_details(view, t) if view.ballot.state is BallotState.OPEN else render_election(view, t)


def _render_opening(view: ElectionView, t: Words) -> Screen:
    seats = join(seats_line(view, t), term_line(view, t), by=" ")
    paper = join(paper_head(view.ballot, t), *paper_lines(view, t))
    why = why_lines(view, t) if view.first is not None else ""
    text = _paragraphs(heading_words(view.heading, t), why, seats, paper, opening_line(t))
    return Screen(text, _join_rows(view, t))


def _render_counting(view: ElectionView, t: Words) -> Screen:
    paper = join(paper_head(view.ballot, t), *paper_lines(view, t))
    return Screen(_paragraphs(heading_words(view.heading, t), paper, counting_line(t)), _join_rows(view, t))


def _render_withdrawn(view: ElectionView, t: Words) -> Screen:
    return Screen(
        _paragraphs(
            heading_words(view.heading, t), t("This election does not take place: too few members seconded it.")
        )
    )


def _join_rows(view: ElectionView, t: Words) -> Keyboard:
    """[Join the roll], where somebody in the chat could."""
    return (join_row(view.ballot.council_id, t),) if view.may_join else ()


def _in_private(card: Screen, t: Words) -> Screen:
    group_only = t.plain("Join the roll")
    rows = (tuple(button for button in row if button.label != group_only) for row in card.keyboard)
    return replace(card, keyboard=tuple(row for row in rows if row))


def _render_closed(view: ElectionView, t: Words) -> Screen:
    parts = (*result_parts(view.names, view.terms, t), alike_line(view.ballot, t, tells=view.tells))
    return Screen(_paragraphs(heading_words(view.heading, t), *parts), result_keyboard(view.ballot, t))


def _paragraphs(*parts: str) -> Markup:
    return join(*parts, by="\n\n")


def _render_seconding(view: ElectionView, t: Words) -> Screen:
    text = _paragraphs(
        heading_words(view.heading, t),
        t(
            "{name} proposes a new office. If you want it too, press [Second].",
            name=view.proposer or t.plain("A member"),
        ),
        t.n(
            "When {n} other has seconded it ({got} so far), nominations open. Otherwise it lapses {when}.",
            "When {n} others have seconded it ({got} so far), nominations open. Otherwise it lapses {when}.",
            view.seconds_needed,
            got=view.seconds,
            when=t.time(view.ballot.created_at + UNSECONDED_AFTER),
        ),
    )
    press = SecondPress(view.ballot.council_id, view.ballot.ballot_id)
    return Screen(text, ((Button(t.plain("Second"), callbacks.pack(press)),), *_join_rows(view, t)))


def _render_queued(view: ElectionView, t: Words) -> Screen:
    waits = t("It waits in the queue: nominations open when an open ballot closes.")
    return Screen(_paragraphs(heading_words(view.heading, t), waits), _join_rows(view, t))


def _render_nominating(view: ElectionView, t: Words) -> Screen:
    ballot = view.ballot
    text = _paragraphs(
        join(heading_words(view.heading, t), _until_line(view, t)),
        why_lines(view, t),
        join(seats_line(view, t), term_line(view, t), _barred_line(view, t), by=" "),
        join(_nominee_lines(view, t), _asked_line(view, t)),
        join(
            t("To stand yourself press [Stand]."),
            t("To put somebody else forward press [Nominate], or send /nominate@{bot} @name", bot=view.bot_name),
        ),
    )
    data = (ballot.council_id, ballot.ballot_id)
    rows: Keyboard = (
        (
            Button(t.plain("Stand"), callbacks.pack(StandPress(*data))),
            Button(t.plain("Nominate"), callbacks.pack(NominatePress(*data))),
        ),
    )
    return Screen(text, (*rows, *nominee_rows(view, t), *_join_rows(view, t)))


def _barred_line(view: ElectionView, t: Words) -> Markup:
    if not view.race.barred or is_one_recalled(view):
        return Markup("")
    return t("Whoever lost this office by recall, or resigned facing one, may not stand this time.")


def _nominee_lines(view: ElectionView, t: Words) -> Markup:
    if not view.nominees:
        return t("Nobody stands yet.")
    lines = [_nominee_line(nominee, t) for nominee in _shown(view.nominees)]
    more = len(view.nominees) - len(lines)
    return join(*lines, t.n("and {n} more", "and {n} more", more) if more else Markup(""))


def _shown(nominees: tuple[Standing, ...]) -> tuple[Standing, ...]:
    """Everybody who stands; of the others as many as the card bears."""
    others = [nominee for nominee in nominees if nominee.state is not NomineeState.ACCEPTED]
    room = max(0, NOMINEES_LIMIT - len(nominees) + len(others))
    left_out = {id(nominee) for nominee in others[room:]}
    return tuple(nominee for nominee in nominees if id(nominee) not in left_out)


def _asked_line(view: ElectionView, t: Words) -> Markup:
    if all(nominee.state is not NomineeState.NOMINATED for nominee in view.nominees):
        return Markup("")
    return t("Whoever was nominated presses [Accept] or [Decline]; without an answer they do not stand.")


def _nominee_line(nominee: Standing, t: Words) -> Markup:
    name = nominee.name or t.plain("a former member")
    match nominee.state:
        case NomineeState.ACCEPTED:
            return t("• {name} stands", name=name)
        case NomineeState.DECLINED:
            return t("• {name} declined", name=name)
        case _:
            return t("• {name}: nominated, has not answered yet", name=name)


def _until_line(view: ElectionView, t: Words) -> Markup:
    if view.until is None:
        return Markup("")
    if view.race.was_extended:
        return t(
            "Nobody stood, so nominations run once more, until {when}. Once somebody stands they may end earlier.",
            when=t.time(view.until),
        )
    return t("Nominations until {when}, then the vote.", when=t.time(view.until))


CARDS: dict[BallotState, Callable[[ElectionView, Words], Screen]] = {
    BallotState.SECONDING: _render_seconding,
    BallotState.QUEUED: _render_queued,
    BallotState.NOMINATING: _render_nominating,
    BallotState.OPENING: _render_opening,
    BallotState.COUNTING: _render_counting,
    BallotState.WITHDRAWN: _render_withdrawn,
    BallotState.CLOSED: _render_closed,
}
"""What the card shows, by what the election waits for; every other state is the vote."""


# told beside the card -------------------------------------------------------------------------------------------------


def render_opens(view: ElectionView, t: Words) -> Screen:
    """The vote is open: the way to the booth, as the card may be far up."""
    ballot = view.ballot
    keys = [str(place - 1) for place in places(view)]
    names = key_words(view.names, [key for key in keys if key not in view.race.struck], t)
    text = join(
        heading_words(view.heading, t),
        t("The vote is open. On the paper: {names}.", names=names),
        t("Vote until {when}.", when=t.time(ballot.closes_at)) if ballot.closes_at else "",
    )
    return Screen(text, ((Button(t.plain("Vote"), url=booth_url(view.bot_name, ballot)),),))


def render_extended(view: ElectionView, t: Words) -> Screen:
    """Nobody accepted yet."""
    return Screen(join(heading_words(view.heading, t), _until_line(view, t)))


def render_vacant(view: ElectionView, t: Words) -> Screen:
    """Nobody stood twice over."""
    return Screen(join(heading_words(view.heading, t), nobody_line(t)))


def render_ask_office(asked: AskedOf[AskOffice], t: Words) -> Screen:
    """/elect alone."""
    question = t("Which office is to be filled? For example “treasurer”, or “3 delegates” for several seats.")
    return ask_screen(asked, t, question, t.plain("treasurer"))


def render_confirm(asked: ConfirmElect, t: Words) -> Screen:
    """What will happen if an election is called."""
    text = _paragraphs(
        t("<b>Start an election: {office}?</b>", office=asked.office),
        join(
            t.n("{n} seat is to be filled.", "{n} seats are to be filled.", asked.seats),
            _seconds_line(asked.seconds, t),
            t(
                "Nominations are open for {nominations}, then the vote for {duration}.",
                nominations=t.span(timedelta(seconds=asked.nominations_s)),
                duration=t.span(timedelta(seconds=asked.duration_s)),
            ),
            t("Whoever is elected reports back on set dates, and can be recalled at any time."),
        ),
    )
    return Screen(text, confirm_keyboard(t, asked.asked_id))


def _seconds_line(seconds: int, t: Words) -> Markup:
    if not seconds:
        return Markup("")
    return t.n(
        "The office is new, so {n} other member must press [Second] first.",
        "The office is new, so {n} other members must press [Second] first.",
        seconds,
    )


# refusals -------------------------------------------------------------------------------------------------------------


def say_office_held(fields: Fields, t: Words) -> str:
    names = ", ".join(map(person_name, fields["names"]))
    if fields["vacant"]:
        return t.plain(
            "{office}: only {vacant} of {seats} seats can be filled now; the others are held by {names}.",
            office=fields["office"],
            vacant=fields["vacant"],
            seats=fields["seats"],
            names=names,
        )
    ends_at = moment(fields["ends_at"])
    return t.plain(
        "{office} is held by {names} until {date}. To end it earlier, signal [No confidence] on the mandate's card or "
        "send /recall.",
        office=fields["office"],
        names=names,
        date=t.date(ends_at) if ends_at else "",
    )


def say_election_running(fields: Fields, t: Words) -> str:
    return t.plain("An election for {office} is running. Send /open to see it.", office=fields["office"])
