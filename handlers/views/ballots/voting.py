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
from handlers.views.ballots.buttons import keyboard_of
from handlers.views.ballots.files import files_line
from handlers.views.ballots.headings import heading_words
from handlers.views.ballots.options import options_line
from handlers.views.ballots.outcomes import alike_line, outcome_lines
from handlers.views.ballots.planned import opens_line, series_line
from handlers.views.ballots.rules import (
    MANY_OPTIONS,
    choice_word,
    counts_line,
    kind_name,
    remindable_line,
    roll_line,
    rule_line,
    secret_line,
)
from handlers.views.ballots.tally import tally
from handlers.views.ballots.times import counting_line, opening_line, recorded_until, time_lines
from handlers.views.ground.screen import Screen
from handlers.views.ground.words import Markup, Words, bare, join

MESSAGE_UNITS = 4096
RECORDED_UNITS = 110
"""What the names of recorded choices may take of an answer's 200."""

BRIEF_UNITS = 12
NAMES_UNITS = 600
"""What the names of a named ballot may take of the card, all choices together."""

PARAGRAPH = "\n\n"


# The card ------------------------------------------------------------------------------------------------------------


def render_ballot(view: BallotView, t: Words) -> Screen:
    """The card, in whatever state the ballot is."""
    head, tail = _heading(view, t), join(*_tail(view, t))
    room = MESSAGE_UNITS - utf16_len(bare(join(head, _middle(view, t), tail, by=PARAGRAPH))) - 2 * len(PARAGRAPH)
    body, is_cut = _body(view, room, t)
    text = join(join(head, body), _middle(view, t), tail, by=PARAGRAPH)
    return Screen(text, keyboard_of(view, t, is_cut=is_cut))


def _body(view: BallotView, room: int, t: Words) -> tuple[Markup, bool]:
    """The text as far as there is room, and whether it was cut."""
    whole = heading_words(view.heading, t)
    if utf16_len(bare(whole)) <= room:
        return whole, False
    return join(cut_utf16(bare(whole), room)), True


def _heading(view: BallotView, t: Words) -> Markup:
    """What it is, and until when something can be done about it."""
    ballot = view.ballot
    kind = kind_name(ballot, t)
    practice = t("This is practice: fewer than 3 may vote, so it decides nothing.") if ballot.is_practice else ""
    if ballot.state is BallotState.OPEN and ballot.closes_at:
        until = t("<b>{kind}</b> · vote until {when}", kind=kind, when=t.time(ballot.closes_at))
        return join(until, practice, outcome_lines(view.first, t) if view.first else "")
    return join(t("<b>{kind}</b>", kind=kind), practice)


def _middle(view: BallotView, t: Words) -> Markup:
    """The options, numbered, with how many chose them where that may be shown; in the end the outcome."""
    ballot = view.ballot
    if ballot.state is BallotState.CLOSED:
        return join(outcome_lines(ballot, t), alike_line(ballot, t, tells=view.tells))
    if ballot.method is Method.YES_NO:
        return Markup()
    numbered = [t("{number}. {option}", number=number, option=one) for number, one in enumerate(ballot.options, 1)]
    if not shows_counts(ballot) or ballot.method is Method.RANK:
        return join(*numbered)
    against = [choice_word(ballot, key, t) for key in ballot.choices[len(ballot.options) :]]
    votes = [ballot.counts.get(key, 0) for key in ballot.choices]
    return join(*tally(list(zip([*numbered, *against], votes, strict=True)), t))


def _tail(view: BallotView, t: Words) -> Iterable[Markup | str]:
    """Everything below the text."""
    state = view.ballot.state
    yield _proposer_line(view, t)
    yield files_line(view.ballot, t)
    if state is BallotState.OPEN:
        yield from _open_lines(view, t)
    elif state is BallotState.CLOSED:
        yield from _closed_lines(view, t)
    else:
        yield from _waiting_lines(view, t)


def _proposer_line(view: BallotView, t: Words) -> Markup:
    if view.ballot.proposer_id is None:
        return Markup()
    name = view.proposer or t.plain("a member")
    if view.author:
        return t("Proposed by {name}; written by {author}", name=name, author=view.author)
    return t("Proposed by {name}", name=name)


def _open_lines(view: BallotView, t: Words) -> Iterable[Markup | str]:
    ballot = view.ballot
    if view.has_voted is not None and view.is_private:
        yield t("✓ You have voted.") if view.has_voted else t("<b>You have not voted yet.</b>")
    yield t("{voted} of {electorate} voted", voted=ballot.voted, electorate=ballot.electorate)
    yield _live_counts(ballot, t)
    yield from _voter_lines(view, t)
    yield rule_line(ballot, t)
    if ballot.is_urgent:
        yield t("Urgent: shorter than a usual ballot, so a stricter rule applies.")
    yield options_line(view, t)
    yield series_line(view, t)
    yield from time_lines(ballot, view.founding, t)
    yield secret_line(ballot, t)
    if view.remindable is not None and not view.is_private:
        yield remindable_line(ballot, view.remindable, t)


def _live_counts(ballot: Ballot, t: Words) -> Markup:
    if not shows_counts(ballot) or ballot.method is Method.RANK:
        return t("Counts are shown at the close.")
    counts = counts_line(ballot.counts, t) if ballot.method is Method.YES_NO else Markup()
    if is_named(ballot):
        return counts
    return join(counts if ballot.counts else "", _steps(ballot, t))


def _steps(ballot: Ballot, t: Words) -> Markup:
    """Of which votes the counts are: a vote, new or changed, is in them once others have voted as well."""
    if not ballot.voted:
        return Markup()
    if not ballot.counts:
        return t("Counts are shown in steps of five votes.")
    return t("Counts are shown in steps of five votes; the last five or more are not in them yet.")


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


def _closed_lines(view: BallotView, t: Words) -> Iterable[Markup]:
    ballot = view.ballot
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
    match ballot.state:
        case BallotState.SECONDING:
            yield _seconds_line(view, t)
            yield opens_line(view, t)
            yield series_line(view, t)
        case BallotState.QUEUED if view.opens_at is not None:
            yield opens_line(view, t)
            yield series_line(view, t)
        case BallotState.QUEUED:
            yield t("It waits at place {place} in the queue: it opens when an open ballot closes.", place=view.place)
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
