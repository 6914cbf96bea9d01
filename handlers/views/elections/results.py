"""The result of an election in words: what came out, the integers behind it, the lot, the count round by round."""

from fractions import Fraction

from bot.domain.ballots.ballot import Ballot, paper_context
from bot.domain.ballots.lot import Lot
from bot.domain.ballots.names import Names
from bot.domain.ballots.results import ResultOfElection, ResultOfStv, RoundTold
from bot.domain.ballots.stv_rounds import Action, Tie, TieBreak
from bot.reads.elections.card import Term
from bot.reads.elections.counts import CountView
from handlers import callbacks
from handlers.presses.elections import ShowCountPress
from handlers.views.ballots.elected import (
    NAMES_IN_LINE,
    alternates_line,
    count_line,
    is_counted,
    outcome_line,
    turnout_line,
)
from handlers.views.ballots.papers import key_word, key_words
from handlers.views.ballots.rules import roll_line
from handlers.views.ground.paging import pager
from handlers.views.ground.screen import Button, Keyboard, Screen
from handlers.views.ground.words import Markup, Words, join

ROUNDED = "≈"
READABLE = 99
"""A fraction with a larger denominator is told as a decimal."""


def result_parts(names: Names, terms: tuple[Term, ...], t: Words) -> tuple[Markup, ...]:
    """What came out, the integers behind it, what was drawn, and the mandates."""
    ballot = names.ballot
    if not is_counted(ballot):
        return (outcome_line(names, t),)
    return (
        join(practice_line(ballot, t), outcome_line(names, t)),
        join(count_line(names, t), turnout_line(ballot, t), roll_line(ballot, t)),
        lot_line(names, t),
        join(terms_lines(terms, t), alternates_line(names, t)),
    )


def drawn_line(ballot: Ballot, t: Words) -> Markup:
    """That a lot was drawn within a count of several seats, in one sentence; the card says how to draw it again."""
    ties = [each.tie.broken_by for each in _rounds(ballot) if each.tie]
    return t("A tie in the count was decided by lot.") if TieBreak.LOT in ties else Markup("")


def _rounds(ballot: Ballot) -> tuple[RoundTold, ...]:
    return ballot.result.rounds if isinstance(ballot.result, ResultOfStv) else ()


def terms_lines(terms: tuple[Term, ...], t: Words) -> Markup:
    """The mandates, one on a line."""
    return join(*(_term_of(term, t) for term in terms))


def practice_line(ballot: Ballot, t: Words) -> Markup:
    return t("<b>Practice</b>: fewer than 3 could vote, so nobody is bound.") if ballot.is_practice else Markup("")


def lot_line(names: Names, t: Words) -> Markup:
    """A draw, so that anybody can repeat it; nothing if no lot was needed."""
    lot = names.ballot.came_to(ResultOfElection).lot
    if lot is None or not lot.is_drawn:
        return Markup("")
    return join(
        _what_was_drawn(names, lot, t),
        t("Drawn, by the numbers on the paper counted from 0: {keys}", keys=", ".join(lot.order)),
        t("Anybody can draw it again."),
        t("Seed: <code>{seed}</code>", seed=lot.seed),
        t("It was sealed before the vote as <code>{promise}</code>", promise=lot.commitment),
        t("Context: <code>{context}</code>", context=lot.context),
    )


def _what_was_drawn(names: Names, lot: Lot, t: Words) -> Markup:
    """A tie for a seat, or only the order of those who come next."""
    order = key_words(names, lot.order, t) if len(lot.order) <= NAMES_IN_LINE else ""
    if not _was_seat_drawn(names.ballot):
        return t("Those next in the count who are alike stand as the lot drew them.")
    if not order:
        return t("A tie was decided by lot.")
    return t("The tie was decided by lot, in this order: {order}.", order=order)


def _was_seat_drawn(ballot: Ballot) -> bool:
    result = ballot.came_to(ResultOfElection)
    return bool(result.tied and result.winners) or any(
        each.tie is not None and each.tie.broken_by is TieBreak.LOT for each in _rounds(ballot)
    )


def paper_line(ballot: Ballot, t: Words) -> Markup:
    """How the order of the names on the paper is drawn again, once the seed is known."""
    result = ballot.result
    has_order = len(ballot.options) > 1
    if not isinstance(result, ResultOfElection) or result.lot is None or not has_order:
        return Markup("")
    return join(
        t("The order on the paper was drawn by lot. Anybody can draw it again from the names as they stand there."),
        t("Seed: <code>{seed}</code>", seed=result.lot.seed),
        t("It was sealed before the vote as <code>{promise}</code>", promise=result.lot.commitment),
        t("Context: <code>{context}</code>", context=paper_context(ballot)),
    )


def _term_of(term: Term, t: Words) -> Markup:
    return t(
        "Mandate of {name}: {start} to {end}.",
        name=term.name or t.plain("a former member"),
        start=t.date(term.starts_at),
        end=t.date(term.ends_at),
    )


def result_keyboard(ballot: Ballot, t: Words) -> Keyboard:
    """[Show the count], where there are rounds."""
    if not _rounds(ballot):
        return ()
    data = ShowCountPress(ballot.council_id, ballot.ballot_id, -1)
    return ((Button(t.plain("Show the count"), callbacks.pack(data)),),)


# the count, round by round --------------------------------------------------------------------------------------------


def render_count(view: CountView, t: Words) -> Screen:
    """What each round did, and how many votes everybody had at its end."""
    ballot = view.names.ballot
    head = join(
        t("<b>How the votes were counted: {office}</b>", office=ballot.text),
        t("Page {page} of {pages}", page=view.page + 1, pages=view.pages) if view.pages > 1 else "",
    )
    parts = (_round_part(view.names, number, each, t) for number, each in view.rounds)

    def data(page: int) -> str:
        return callbacks.pack(ShowCountPress(ballot.council_id, ballot.ballot_id, page))

    turn = pager(t, view.page, view.pages, data)
    return Screen(join(head, *parts, by="\n\n"), (turn,) if turn else ())


def _round_part(names: Names, number: int, found: RoundTold, t: Words) -> Markup:
    votes = (t("{name} {n}", name=key_word(names, key, t), n=votes_word(share)) for key, share in found.tallies)
    elected = key_words(names, found.elected, t)
    lost = votes_word(found.exhausted)
    return join(
        t("<b>Round {number}.</b> {what}", number=number, what=_what_happened(names, found, t)),
        join(*votes, by=" · "),
        t("On papers that name nobody left: {votes}", votes=lost) if lost != "0" else "",
        _tie_line(names, found.tie, t) if found.tie else "",
        t("Fills a seat now: <b>{names}</b>", names=elected) if elected else "",
    )


def _what_happened(names: Names, found: RoundTold, t: Words) -> Markup:
    name = key_word(names, found.subject, t) if found.subject else ""
    match found.action:
        case Action.FIRST_PREFERENCES:
            return t("First choices are counted.")
        case Action.SURPLUS:
            return t(
                "{name} has more than is needed: the papers go on to the next name, each at {factor} of its value.",
                name=name,
                factor=votes_word(found.factor or ""),
            )
        case Action.EXCLUSION:
            return t("{name} has the fewest votes and drops out: the papers go on to the next name.", name=name)
        case _:
            return t("As many are left as there are seats: all of them are elected.")


def _tie_line(names: Names, tie: Tie, t: Words) -> Markup:
    tied, chosen = key_words(names, tie.tied, t), key_word(names, tie.chosen, t)
    match tie.broken_by:
        case TieBreak.LOT:
            return t("A tie between {names}: the lot chose {chosen}.", names=tied, chosen=chosen)
        case TieBreak.EARLIER_ROUND:
            return t("A tie between {names}: by an earlier round it is {chosen}.", names=tied, chosen=chosen)
        case TieBreak.REOPEN:
            return t(
                "A tie between {names}: [Reopen nominations] counts as having more, so it is {chosen}.",
                names=tied,
                chosen=chosen,
            )
        case _:
            return Markup("")


def votes_word(share: str) -> str:
    """Votes for people: "3", "6.25"; of the first release's fractions "1 1/3" or, if long, "≈ 1.234"."""
    if "/" not in share:
        return share
    votes = Fraction(share)
    whole, rest = divmod(votes.numerator, votes.denominator)
    if not rest:
        return str(whole)
    if votes.denominator > READABLE:
        return f"{ROUNDED} {float(votes):.3f}"
    return f"{whole} {rest}/{votes.denominator}" if whole else f"{rest}/{votes.denominator}"
