"""The card of a ballot from its proposal to its result, its private form, and the answers to its presses."""

from collections.abc import Iterable
from itertools import accumulate

from bot.domain.ballots.answers import VoteCast
from bot.domain.ballots.ballot import (
    UNSECONDED_AFTER,
    Ballot,
    BallotState,
    Method,
)
from bot.domain.ballots.results import WhyEnded
from bot.domain.ballots.rules import is_named, shows_counts
from bot.domain.ground.text import cut_utf16, utf16_len
from bot.reads.ballots.card import BallotView
from bot.reads.ballots.times import Founding
from handlers.views.ballots.brief import rule_until, secret_brief, turnout_brief
from handlers.views.ballots.buttons import keyboard_of
from handlers.views.ballots.files import files_line
from handlers.views.ballots.headings import heading_words
from handlers.views.ballots.options import options_line
from handlers.views.ballots.outcomes import alike_line, outcome_lines, why_again
from handlers.views.ballots.planned import opens_line, queue_line, series_line
from handlers.views.ballots.questions import CARD_UNITS, WHOLE, question_words
from handlers.views.ballots.rules import MANY_OPTIONS, brief_word, choice_word, kind_name, roll_line, rule_line
from handlers.views.ballots.tally import tally
from handlers.views.ballots.times import amended_in_vote, counting_line, opening_line, recorded_until
from handlers.views.ground.screen import Screen
from handlers.views.ground.words import Markup, Words, bare, join

MESSAGE_UNITS = 4096
RECORDED_UNITS = 110
"""What the names of recorded choices may take of an answer's 200."""

BRIEF_UNITS = 12
NAMES_UNITS = 600
"""What the names of a named ballot may take of the card, all choices together."""

BUTTON_UNITS = 30
"""What a button of a phone shows of an option; a longer one stands in the text as well."""

PARAGRAPH = "\n\n"


# The card ------------------------------------------------------------------------------------------------------------


def render_ballot(view: BallotView, t: Words) -> Screen:
    """The card, in whatever state the ballot is."""
    if view.ballot.state is BallotState.OPEN:
        return Screen(join(*_open_parts(view, t), by=PARAGRAPH), keyboard_of(view, t))
    if view.ballot.state is BallotState.CLOSED:
        return _render_closed(view, t)
    question = question_words(view, t, WHOLE if view.is_alone else CARD_UNITS)
    return Screen(join(question, join(*_waiting_lines(view, t)), by=PARAGRAPH), keyboard_of(view, t))


def _open_parts(view: BallotView, t: Words) -> Iterable[Markup]:
    """The question; what there is to choose; until when and by which rule; one line on secrecy. The rest: [More]."""
    ballot = view.ballot
    why = why_again(view.first, t) if view.first is not None else ""
    yield join(question_words(view, t), why, paper_lines(view, t), *_warnings(view, t), series_line(view, t))
    yield join(
        rule_until(ballot, t),
        turnout_brief(ballot, t),
        *_voter_lines(view, t),
        secret_brief(ballot, t),
    )


def _warnings(view: BallotView, t: Words) -> Iterable[Markup]:
    """What makes this vote another than usual."""
    ballot = view.ballot
    if ballot.is_practice:
        yield t("This is practice: fewer than 3 may vote, so it decides nothing.")
    if view.founding is Founding.NOW:
        yield t("Whoever joins before founding ends may vote here.")
    if amended_in_vote(ballot) is not None:
        is_unvoted = ballot.subject.was_unvoted
        yield t("Amended before anybody had voted.") if is_unvoted else t("Amended: votes from before were cleared.")
    if ballot.files:
        yield join(files_line(ballot, t))
    if ballot.state is BallotState.OPEN:
        yield options_line(view, t)


def paper_lines(view: BallotView, t: Words) -> Markup:
    """The options with how many chose them, where that may be shown; else those that no button can hold."""
    ballot = view.ballot
    if ballot.method is Method.YES_NO:
        return Markup()
    numbered = _numbered(view, t)
    if ballot.method is Method.RANK:
        return join(*numbered)
    if not shows_counts(ballot) or not (ballot.counts or is_named(ballot)):
        is_on_buttons = max(map(utf16_len, ballot.options), default=0) <= BUTTON_UNITS
        return Markup() if is_on_buttons and view.options_until is None else join(*numbered)
    against = [choice_word(ballot, key, t) for key in ballot.choices[len(ballot.options) :]]
    votes = [ballot.counts.get(key, 0) for key in ballot.choices]
    return join(*tally(list(zip([*numbered, *against], votes, strict=True)), t))


def _numbered(view: BallotView, t: Words) -> list[Markup]:
    """The options, short on the card."""
    word, ballot = choice_word if view.is_alone else brief_word, view.ballot
    shown = [word(ballot, key, t) for key in ballot.choices[: len(ballot.options)]]
    return [t("{number}. {option}", number=number, option=one) for number, one in enumerate(shown, 1)]


def _render_closed(view: BallotView, t: Words) -> Screen:
    """What it was, what it came to, and why; where not all has room, the text is cut."""
    head = t("<b>{kind}</b>", kind=kind_name(view.ballot, t))
    middle = join(outcome_lines(view.ballot, t), alike_line(view.ballot, t, tells=view.tells))
    tail = join(*_closed_lines(view, t))
    room = MESSAGE_UNITS - utf16_len(bare(join(head, middle, tail, by=PARAGRAPH))) - 2 * len(PARAGRAPH)
    whole = heading_words(view.heading, t)
    is_cut = utf16_len(bare(whole)) > room
    body = join(cut_utf16(bare(whole), room)) if is_cut else whole
    return Screen(join(join(head, body), middle, tail, by=PARAGRAPH), keyboard_of(view, t, is_cut=is_cut))


def _voter_lines(view: BallotView, t: Words) -> Iterable[Markup]:
    """Who chose what, where the council votes by name: as many names as there is room for."""
    chosen = [choice for choice in view.ballot.choices if view.voters.get(choice)]
    for choice in chosen:
        names = view.voters[choice]
        shown = _fitting(names, NAMES_UNITS // len(chosen))
        word = choice_word(view.ballot, choice, t)
        word = cut_utf16(word, BRIEF_UNITS) if len(view.ballot.options) > MANY_OPTIONS else word
        values = {"choice": word, "names": ", ".join(shown), "more": len(names) - len(shown)}
        if values["more"]:
            yield t("{choice}: {names} and {more} more", **values)
        else:
            yield t("{choice}: {names}", **values)


def _fitting(names: list[str], units: int) -> list[str]:
    """The first names that take no more room than this; one at least."""
    taken = accumulate(utf16_len(name) + len(", ") for name in names)
    return names[: max(1, sum(1 for size in taken if size <= units))]


def proposer_line(view: BallotView, t: Words) -> Markup:
    """Who put it to the vote, and whose words it are."""
    if view.ballot.proposer_id is None:
        return Markup()
    name = view.proposer or t.plain("a member")
    if view.author:
        return t("Proposed by {name}; written by {author}", name=name, author=view.author)
    return t("Proposed by {name}", name=name)


def _closed_lines(view: BallotView, t: Words) -> Iterable[Markup | str]:
    ballot = view.ballot
    yield proposer_line(view, t)
    yield files_line(ballot, t)
    yield from _voter_lines(view, t)
    if ballot.is_practice:
        yield t("This was practice: nothing follows from it.")
    if ballot.opened_at:
        yield t("The rule was: {rule}", rule=rule_line(ballot, t))
    if ballot.closed_at:
        yield t("Closed {when}", when=t.time(ballot.closed_at))
    yield roll_line(ballot, t)


def _waiting_lines(view: BallotView, t: Words) -> Iterable[Markup]:
    """What it waits for, or how it ended without a vote."""
    ballot = view.ballot
    if ballot.state in {BallotState.SECONDING, BallotState.QUEUED}:
        yield from _numbered(view, t)
    yield from _warnings(view, t)
    match ballot.state:
        case BallotState.SECONDING:
            yield _seconds_line(view, t)
            yield opens_line(view, t)
            yield series_line(view, t)
        case BallotState.QUEUED if view.opens_at is not None:
            yield opens_line(view, t)
            yield series_line(view, t)
        case BallotState.QUEUED:
            yield queue_line(view, t)
            yield series_line(view, t)
        case BallotState.REPLY:
            yield t("The ballot opens after the reply.")
        case BallotState.OPENING:
            yield opening_line(t)
        case BallotState.COUNTING:
            yield counting_line(t)
        case BallotState.SUSPENDED:
            yield t("It stands still while I am not in the group, and gets the time back.")
        case BallotState.WITHDRAWN:
            yield _ended_line(ballot, t)
        case _:
            return


def _ended_line(ballot: Ballot, t: Words) -> Markup:
    why = ballot.ended.why if ballot.ended else None
    if ballot.ended and why is WhyEnded.UNSECONDED:
        values = {"got": ballot.ended.got, "needed": ballot.ended.needed}
        return t("<b>Lapsed</b>: in 7 days {got} of the {needed} needed seconded it.", **values)
    if why is WhyEnded.PROPOSER_GONE:
        return t("<b>Lapsed</b>: who had planned it was not on the roll any more when its time came.")
    if why is WhyEnded.SERIES_ENDED:
        return t("<b>Ended</b>: the council decided that it does not repeat any more.")
    if why is WhyEnded.NOBODY_ASKED:
        return t("<b>Lapsed</b>: nobody could vote when it was to open.")
    if ballot.subject.IS_WITHDRAWABLE:
        return t("<b>Withdrawn</b> by the proposer.")
    return t("<b>Ended</b> without a vote.")


def _seconds_line(view: BallotView, t: Words) -> Markup:
    ballot = view.ballot
    return t.n(
        "It goes to the vote when {n} other presses [Second]; {got} of {n} so far. Otherwise it lapses {when}.",
        "It goes to the vote when {n} others press [Second]; {got} of {n} so far. Otherwise it lapses {when}.",
        view.seconds_needed,
        got=view.seconds,
        when=t.time(view.lapses_at or ballot.created_at + UNSECONDED_AFTER),
    )


# Answers -------------------------------------------------------------------------------------------------------------


def recorded(cast: VoteCast, t: Words) -> str:
    """The answer to a press that was counted."""
    return recorded_until(cast, _recorded_words(cast, t), t)


def _recorded_words(cast: VoteCast, t: Words) -> str:
    """The choices by name; by number where names would not fit."""
    words = [choice_word(cast.ballot, pick, t) for pick in cast.picks]
    if len(words) == 1:
        return cut_utf16(words[0], RECORDED_UNITS)
    together = ", ".join(words)
    if utf16_len(together) <= RECORDED_UNITS:
        return together
    return ", ".join(str(int(pick) + 1) for pick in cast.picks)
