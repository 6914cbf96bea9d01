"""The card of a ballot that is over: a picture of the counts, and below it what it came to."""

from bot.domain.ballots.ballot import YES, Ballot, BallotState, Method, Outcome
from bot.domain.ballots.results import ResultOfElection, ResultOfOptions
from bot.domain.ground.text import utf16_len
from bot.reads.ballots.headings import Heading
from handlers.views.ballots.headings import short_words
from handlers.views.ballots.outcomes import paper_counts
from handlers.views.ballots.picture import Bar, draw_result
from handlers.views.ballots.rules import choice_word
from handlers.views.ground.screen import Keyboard, Screen
from handlers.views.ground.words import Markup, Words, bare

CAPTION_UNITS = 1024


def with_result(ballot: Ballot, heading: Heading, card: Screen, t: Words) -> Screen:
    """The card of a ballot, once it is over with a picture of the counts if its words can stand below one."""
    if ballot.state is not BallotState.CLOSED or ballot.result is None or not ballot.result.counts:
        return card
    return with_picture(ballot, short_words(heading, t), Markup(card.text), t, card.keyboard)


def with_picture(ballot: Ballot, title: str, caption: Markup, t: Words, keyboard: Keyboard = ()) -> Screen:
    """The caption, with the counts above it if there are any and it is short enough to stand below a picture."""
    if utf16_len(bare(caption)) > CAPTION_UNITS:
        return Screen(caption, keyboard)
    return Screen(caption, keyboard, picture=_draw(ballot, title, t))


def _draw(ballot: Ballot, title: str, t: Words) -> bytes | None:
    won = _winners(ballot)
    bars = [
        Bar(key, bare(choice_word(ballot, key, t)), number, is_winner=key in won)
        for key, number in paper_counts(ballot)
    ]
    if not bars:
        return None
    values = {"voted": ballot.voted, "electorate": ballot.electorate}
    foot = t.plain("{voted} of {electorate} voted", **values)
    if ballot.method in {Method.RANK, Method.STV}:
        foot = t.plain("First choices; {voted} of {electorate} voted", **values)
    return draw_result(title, bars, max(ballot.voted, 1), foot)


def _winners(ballot: Ballot) -> tuple[str, ...]:
    """The choices that carried it: none where nothing was adopted and nobody elected."""
    result = ballot.result
    if isinstance(result, ResultOfElection):
        seated = result.seating.seated if result.seating else result.winners
        return seated if ballot.outcome is Outcome.ELECTED else ()
    if ballot.outcome is not Outcome.ADOPTED:
        return ()
    return (result.winner or "",) if isinstance(result, ResultOfOptions) else (YES,)
