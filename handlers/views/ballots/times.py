"""What cards and answers say about the time there is, beyond when a ballot closes."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.domain.ballots.answers import Emptying, VoteCast
from bot.domain.ballots.ballot import Ballot
from bot.domain.ground.text import cut_utf16
from bot.reads.ballots.times import Founding
from handlers.views.ground.words import Markup, Words

ASKED_UNITS = 60
"""So much of what stands is said back where an answer has to ask something, too."""


def recorded_until(cast: VoteCast, choice: str, t: Words) -> str:
    """The answer to a press on a paper: what is recorded, that an empty one abstains, or whether that is meant."""
    if cast.emptying is Emptying.ASKED:
        return _is_meant(choice, t)
    if not choice:
        return t.plain("Your ballot is empty: nothing is recorded.")
    if cast.emptying is Emptying.CLEARED:
        return t.plain(
            "Your ballot is empty now. As you had voted already, you abstain: you count as having voted, for nobody "
            "and nothing. You can vote again for {span} more.",
            span=t.span(cast.changes_for),
        )
    return said_until(choice, cast.changes_for, t)


def _is_meant(choice: str, t: Words) -> str:
    if choice:
        return t.plain(
            "Nothing is changed yet: {choice} stands. To abstain instead, press this button again within a minute.",
            choice=cut_utf16(choice, ASKED_UNITS),
        )
    return t.plain(
        "What you marked is not counted yet: press [Submit] for that. To abstain instead, press [Abstain] again "
        "within a minute."
    )


def said_until(choice: str, changes_for: timedelta, t: Words) -> str:
    """The answer to a press that was counted (SPEC section 4)."""
    if changes_for <= timedelta(0):
        return t.plain("Recorded: {choice}.", choice=choice)
    return t.plain("Recorded: {choice}. You can change it for {span} more.", choice=choice, span=t.span(changes_for))


def counting_line(t: Words) -> Markup:
    """The vote is over, and its result is not there yet."""
    return t("The vote is over. The papers are being counted; the result follows here.")


def opening_line(t: Words) -> Markup:
    """Between its call and its opening: where many may vote that takes some seconds."""
    return t("It opens in a moment: the ballot papers of all who may vote are being prepared.")


def time_lines(ballot: Ballot, founding: Founding, t: Words) -> Iterable[Markup]:
    """Why it closes when it does."""
    if founding is Founding.NOW:
        yield t(
            "The council is still being founded: when that ends, everybody who has joined may vote here, for a day at "
            "least."
        )
    elif founding is Founding.OVER:
        yield t("It was opened while the council was being founded, so it does not close early.")
    elif ballot.electors and ballot.voters == ballot.electors:
        yield t("Everybody has voted. Votes can be changed until the close.")
    if ballot.extended_at is not None:
        yield t("Extended once, because enough had voted only near the end.")
    if (amended_at := amended_in_vote(ballot)) is not None:
        yield (
            t("Amended {when}, before anybody had voted.", when=t.time(amended_at))
            if ballot.subject.was_unvoted
            else t("Amended {when}; votes given before that were cleared.", when=t.time(amended_at))
        )


def amended_in_vote(ballot: Ballot) -> datetime | None:
    """When its text was replaced, if it was open then."""
    is_after = ballot.amended_at is not None and ballot.opened_at is not None and ballot.amended_at >= ballot.opened_at
    return ballot.amended_at if is_after else None
