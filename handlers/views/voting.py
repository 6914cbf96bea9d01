"""The card of a ballot, open and closed, and the answers to its presses."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.domain.ballot import Ballot, BallotState, Outcome
from bot.domain.person import Person
from bot.services.ballots import VoteCast
from bot.services.ports import Reads
from handlers import callbacks
from handlers.views.headlines import Say, headline_of
from handlers.views.screen import Audience, Button, Keyboard, Screen, screen
from handlers.views.words import Words, join


@dataclass(frozen=True, slots=True)
class BallotView:
    """What a ballot's card shows."""

    ballot: Ballot
    headline: Say
    proposer: str | None
    now: datetime


def load_ballot(reads: Reads, audience: Audience, params: dict[str, Any]) -> BallotView | None:
    """The ballot with its proposer's name."""
    ballot = reads.get(Ballot, audience.council_id, params["subject_id"])
    if ballot is None:
        return None
    proposer = reads.get(Person, ballot.proposer_id) if ballot.proposer_id else None
    return BallotView(ballot, headline_of(reads, ballot), proposer.name if proposer else None, reads.now)


CHOICE_WORDS = {"yes": "Yes", "no": "No", "abstain": "Abstain", "none": "None of these"}


def choice_word(ballot: Ballot, choice: str, t: Words) -> str:
    """What is written on the button of a choice."""
    match choice:
        case "yes":
            return t.plain("Yes")
        case "no":
            return t.plain("No")
        case "abstain":
            return t.plain("Abstain")
        case "none":
            return t.plain("None of these")
        case _:
            return ballot.options[int(choice)]


@screen("ballot", load_ballot)
def render_ballot(view: BallotView, t: Words) -> Screen:
    """The card."""
    ballot = view.ballot
    if ballot.state is BallotState.CLOSED:
        return Screen(join(view.headline(t), "", outcome_line(ballot, t)))
    lines = [
        view.headline(t),
        "",
        t("Proposed by {name}", name=view.proposer or t.plain("a member")),
        t("{voted} of {electorate} voted", voted=ballot.voted, electorate=ballot.electorate),
        t(
            "Passes if Yes beats No and at least {needed} of {electorate} vote.",
            needed=ballot.quorum,
            electorate=ballot.electorate,
        ),
    ]
    if ballot.closes_at:
        lines.append(t("Closes {when}", when=t.time(ballot.closes_at)))
    return Screen(join(*lines), keyboard_of(ballot, t))


def keyboard_of(ballot: Ballot, t: Words) -> Keyboard:
    """One button for each choice, and [Join the roll]."""
    if ballot.state is not BallotState.OPEN:
        return ()
    buttons = tuple(
        Button(
            choice_word(ballot, choice, t),
            callbacks.pack(callbacks.VotePress(ballot.council_id, ballot.ballot_id, choice)),
        )
        for choice in ballot.choices
    )
    join_row = (Button(t.plain("Join the roll"), callbacks.pack(callbacks.JoinPress(ballot.council_id))),)
    return (buttons, join_row)


def outcome_line(ballot: Ballot, t: Words) -> str:
    """The result in one line, with the integers behind it."""
    counts = ballot.result.get("counts", {})
    word = t("<b>Adopted</b>") if ballot.outcome is Outcome.ADOPTED else t("<b>Not adopted</b>")
    return join(
        word,
        t("Yes {yes} · No {no} · Abstain {abstain} of {electorate}", electorate=ballot.electorate, **counts),
        by=" — ",
    )


def recorded(cast: VoteCast, t: Words) -> str:
    """The answer to a press that was counted."""
    words = ", ".join(choice_word(cast.ballot, pick, t) for pick in cast.picks)
    if cast.changes_for <= timedelta(0):
        return t.plain("Recorded: {choice}.", choice=words)
    return t.plain(
        "Recorded: {choice}. You can change it for {span} more.", choice=words, span=t.span(cast.changes_for)
    )
