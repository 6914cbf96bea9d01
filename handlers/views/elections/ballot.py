"""An election under vote: its card, and what the card leaves to [More]."""

from collections.abc import Iterator

from bot.domain.ballots.ballot import Ballot, Method
from bot.domain.elections.election import NAMES_ON_CARD
from bot.domain.ground.text import cut_utf16
from bot.domain.mandates.mandate import EndReason
from bot.reads.ballots.headings import ElectionHeading
from bot.reads.elections.card import ElectionView
from handlers.views.ballots.brief import rule_until, secret_brief, turnout_brief
from handlers.views.ballots.buttons import about_rows, how_button, remind_button
from handlers.views.ballots.elected import count_line, outcome_line
from handlers.views.ballots.headings import heading_words
from handlers.views.ballots.papers import key_word
from handlers.views.ballots.questions import election_question
from handlers.views.ballots.rules import remindable_line, secret_line
from handlers.views.ballots.times import time_lines
from handlers.views.elections.buttons import choice_rows, vote_keyboard
from handlers.views.ground.screen import Screen
from handlers.views.ground.words import Markup, Words, join
from handlers.views.mandates.ends import ended_lines, recalled_lines

NAMES_UNITS = 300
"""So much of the names stands on the card where no button holds them; [More] lists them all. Our judgement."""

BLOCK = "\n\n"


def render_vote(view: ElectionView, t: Words) -> Screen:
    """The question; why it is asked again; how to vote, how many must, until when; one line on secrecy."""
    ballot = view.ballot
    practice = t("This is practice: fewer than 3 may vote, so it decides nothing.") if ballot.is_practice else ""
    head = join(question_line(view, t), _why_brief(view, t), _names_brief(view, t), practice)
    rule = join(rule_until(ballot, t), turnout_brief(ballot, t), secret_brief(ballot, t))
    return Screen(join(head, rule, by=BLOCK), vote_keyboard(view, t))


def question_line(view: ElectionView, t: Words) -> Markup:
    """Whom the office is to be given to."""
    if isinstance(view.heading, ElectionHeading):
        return election_question(view.heading, len(view.race.seats), t)
    return heading_words(view.heading, t)


def _why_brief(view: ElectionView, t: Words) -> Markup:
    return outcome_line(view.first, t) if view.first is not None else Markup()


def _names_brief(view: ElectionView, t: Words) -> Markup:
    """The names, where the buttons of the card do not hold them; and who has left the paper."""
    struck = [name for place, name in _named(view, t) if str(place - 1) in view.race.struck]
    left = join(*(t("<s>{name}</s> left", name=name) for name in struck))
    is_on_buttons = view.ballot.method is Method.APPROVAL and len(view.ballot.options) <= NAMES_ON_CARD
    if is_on_buttons:
        return left
    names = ", ".join(name for place, name in _named(view, t) if str(place - 1) not in view.race.struck)
    return join(t("On the paper: {names}", names=cut_utf16(names, NAMES_UNITS)), left)


def _named(view: ElectionView, t: Words) -> Iterator[tuple[int, str]]:
    return ((place, key_word(view.names, str(place - 1), t)) for place in places(view))


def render_details(view: ElectionView, t: Words) -> Screen:
    """[More] during the vote: all of it, for one person; in private with the way to vote."""
    ballot, closes_at = view.ballot, view.ballot.closes_at
    until = t("Vote until {when}. Counts are shown then.", when=t.time(closes_at)) if closes_at else ""
    text = join(join(heading_words(view.heading, t), until), *_vote_parts(view, t), by=BLOCK)
    vote = choice_rows(view, t) if view.is_private else ()
    about = about_rows(ballot, t, is_any=view.is_introduced)
    return Screen(text, (*vote, *about, (how_button(ballot, t), remind_button(ballot, t))))


def _vote_parts(view: ElectionView, t: Words) -> tuple[Markup, ...]:
    ballot = view.ballot
    turnout = t(
        "{voted} of {electorate} voted; the election counts if at least {needed} do.",
        voted=ballot.voted,
        electorate=ballot.electorate,
        needed=ballot.quorum,
    )
    reminded = remindable_line(ballot, view.remindable, t) if view.remindable is not None else ""
    return (
        why_lines(view, t) if view.first is not None else Markup(""),
        join(seats_line(view, t), term_line(view, t), by=" "),
        join(paper_head(ballot, t), *paper_lines(view, t), how_to_vote(ballot, t)),
        join(turnout, *time_lines(ballot, view.founding, t), secret_line(ballot, t), reminded),
    )


def why_lines(view: ElectionView, t: Words) -> Markup:
    """Why it takes place, where something led to it: an election without a winner, a mandate that ended early."""
    if view.first is not None:
        return join(outcome_line(view.first, t), count_line(view.first, t))
    if view.replaced is None:
        return Markup("")
    return recalled_lines(view.replaced, t) if is_one_recalled(view) else ended_lines(view.replaced, t)


def is_one_recalled(view: ElectionView) -> bool:
    """Whether one person alone may not stand, as they were recalled just now."""
    replaced = view.replaced
    return replaced is not None and replaced.mandate.end_reason is EndReason.RECALLED and len(view.race.barred) == 1


def seats_line(view: ElectionView, t: Words) -> Markup:
    """How many seats."""
    return t.n("{n} seat is to be filled.", "{n} seats are to be filled.", len(view.race.seats))


def term_line(view: ElectionView, t: Words) -> Markup:
    """For how long."""
    if view.race.ends_at is not None:
        return t("Whoever is elected serves the rest of the term, until {when}.", when=t.time(view.race.ends_at))
    return t.n("The term is {n} month.", "The term is {n} months.", view.term_months)


def paper_head(ballot: Ballot, t: Words) -> Markup:
    """What stands above the names."""
    return t("On the paper:") if len(ballot.options) == 1 else t("On the paper, in an order drawn by lot:")


def paper_lines(view: ElectionView, t: Words) -> Iterator[Markup]:
    """The names in their order, and who of them has left."""
    for place in places(view):
        values = {"place": place, "name": key_word(view.names, str(place - 1), t)}
        is_struck = str(place - 1) in view.race.struck
        yield t("{place}. <s>{name}</s> left", **values) if is_struck else t("{place}. {name}", **values)


def places(view: ElectionView) -> range:
    """The places on the paper, from 1."""
    return range(1, len(view.ballot.options) + 1)


def how_to_vote(ballot: Ballot, t: Words) -> Markup:
    """What one does on the paper, and what wins."""
    if ballot.method is Method.STV:
        return t(
            "Press [Vote] and rank as many as you like, the best first. The seats are shared out in proportion to the "
            "votes (single transferable vote). [Reopen nominations] ranked above a name leaves a seat open instead."
        )
    return t(
        "Press everybody whom you would accept. The most votes win, if they are more than those for "
        "[Reopen nominations]: that means none of them, choose again."
    )
