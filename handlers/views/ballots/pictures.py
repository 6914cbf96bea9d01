"""The result of a ballot as one message: a picture of the counts, and below it what it came to."""

from bot.domain.ballots.ballot import YES, Ballot, Method, Outcome
from bot.domain.ballots.results import ResultOfElection, ResultOfOptions
from bot.domain.ground.text import utf16_len
from bot.reads.ballots.card import BallotView
from handlers.views.ballots.files import files_button, files_line
from handlers.views.ballots.headings import short_words
from handlers.views.ballots.outcomes import alike_line, outcome_lines, paper_counts
from handlers.views.ballots.picture import Bar, draw_result
from handlers.views.ballots.rules import choice_word
from handlers.views.ground.screen import Keyboard, Screen
from handlers.views.ground.words import Markup, Words, bare, join

CAPTION_UNITS = 1024


def render_picture(view: BallotView, t: Words) -> Screen:
    """What the ballot was about, what it came to, and why."""
    title = short_words(view.heading, t)
    files = files_line(view.ballot, t)
    caption = join(join(title), outcome_lines(view.ballot, t), alike_line(view.ballot, t, tells=view.tells), files)
    button = files_button(view, t)
    return with_picture(view.ballot, title, caption, t, (button,) if button else ())


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
