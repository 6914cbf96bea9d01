"""The bot may write in its group again: what ended while it could not say so."""

from collections.abc import Iterator

from bot.reads.mandates.muted import MutedView
from handlers.views.ground.screen import Screen
from handlers.views.ground.words import Markup, Words, join
from handlers.views.mandates.ends import end_line


def render_can_write_again(view: MutedView, t: Words) -> Screen:
    """The group took no message of the bot; now it does."""
    when = t.time(view.message.since)
    if not view.ended and not view.ballots:
        return Screen(
            t(
                "I was not allowed to write in this group from {when} until now. Nothing ended meanwhile: what is open "
                "goes on, and closes so much later.",
                when=when,
            )
        )
    head = t(
        "I was not allowed to write in this group from {when} until now. What is open goes on, and closes so much "
        "later. This ended meanwhile:",
        when=when,
    )
    return Screen(join(head, *_ended_lines(view, t)))


def _ended_lines(view: MutedView, t: Words) -> Iterator[Markup]:
    yield from (end_line(each, t) for each in view.ended)
    if view.more:
        yield t.n("{n} more mandate is over.", "{n} more mandates are over.", view.more)
    if view.ballots:
        yield t.n("{n} ballot is over; its card says how.", "{n} ballots are over; their cards say how.", view.ballots)
