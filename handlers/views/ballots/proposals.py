"""What is said about proposals besides their card: questions, notices, reminders, and why something was refused."""

from datetime import timedelta
from typing import Any

from bot.domain.ballots.answers import Seconded
from bot.domain.ballots.ballot import BallotState
from bot.domain.ballots.booth import IN_BOOTH
from bot.domain.ballots.messages import AskAmendment, AskProposal
from bot.domain.ground.names import person_name
from bot.reads.ballots.card import BallotView
from bot.reads.ballots.proposals import AmendedView
from bot.reads.ground.asked import AskedOf
from handlers.views.ballots.buttons import show_button
from handlers.views.ballots.headings import short_words
from handlers.views.ballots.planned import queue_line, render_planned, series_line
from handlers.views.ballots.times import opening_line
from handlers.views.ground.dialogs import ask_screen
from handlers.views.ground.screen import Screen
from handlers.views.ground.words import Fields, Words, join, mention

# Questions -----------------------------------------------------------------------------------------------------------


def render_ask_proposal(asked: AskedOf[AskProposal], t: Words) -> Screen:
    """/propose alone."""
    question = join(
        t("What do you propose? Write the text."),
        t("Two or more lines that start with “-” become options to choose from."),
        t("One is chosen. With “many:” in front each may mark several, with “rank:” put them in order."),
        t("With “open:” in front members may add options for the first third of the time."),
        t("“on 5 Dec 18:00:” in front opens it then; “every month:” repeats it (every week, 2 weeks, year)."),
        t("Put “3d:” in front to say how long the vote runs (30m, 12h, 3d, 1w)."),
    )
    return ask_screen(asked, t, question, t.plain("Text of the proposal"))


def render_ask_amendment(asked: AskedOf[AskAmendment], t: Words) -> Screen:
    """/amend alone, or [Amend]."""
    question = t("Write the whole new text. Votes given to the old text are cleared, and those voters are told.")
    return ask_screen(asked, t, question, t.plain("New text of the proposal"))


# Notices -------------------------------------------------------------------------------------------------------------


def render_proposed(view: BallotView, t: Words) -> Screen:
    """The answer to /propose in private: the card stands in the group."""
    if view.ballot.state is BallotState.SECONDING:
        said = t(
            "Done: “{text}” is in the group. It goes to the vote when enough others press [Second].",
            text=_short(view, t),
        )
        return Screen(join(said, series_line(view, t)))
    if view.ballot.state is BallotState.OPENING:
        return _render_opening(view, t)
    if view.opens_at is not None:
        return render_planned(view, t)
    if view.place:
        return render_queued(view, t)
    said = t("Done: “{text}” is open for voting in the group.", text=_short(view, t))
    return Screen(join(said, series_line(view, t)))


def _render_opening(view: BallotView, t: Words) -> Screen:
    return Screen(join(t("“{text}” goes to the vote.", text=_short(view, t)), opening_line(t), by=" "))


def render_queued(view: BallotView, t: Words) -> Screen:
    """Told when as many cards are open as the charter allows."""
    if view.ballot.state is BallotState.OPENING:
        return _render_opening(view, t)
    if not view.place:
        return Screen(t("“{text}” waited, and is open now.", text=_short(view, t)))
    return Screen(join(t("“{text}”", text=_short(view, t)), queue_line(view, t), series_line(view, t)))


def _short(view: BallotView, t: Words) -> str:
    return short_words(view.heading, t)


def render_unasked(view: BallotView, t: Words) -> Screen:
    """Told when nobody can vote in what is to open."""
    return Screen(t("“{text}” was not put to the vote: nobody can vote now.", text=_short(view, t)))


def render_unseconded(view: BallotView, t: Words) -> Screen:
    """Told when a proposal lapses."""
    ended = view.ballot.ended
    return Screen(
        t(
            "“{text}” lapsed: within 7 days it got {got} of the {needed} seconds it needed.",
            text=_short(view, t),
            got=ended.got if ended else 0,
            needed=ended.needed if ended else 0,
        )
    )


def render_closes_early(view: BallotView, t: Words) -> Screen:
    """Told under the card."""
    when = t.time(view.ballot.closes_at or view.now)
    return Screen(t("Everybody has voted, so this closes {when}. Until then votes can be changed.", when=when))


def render_extended(loaded: tuple[BallotView | None, timedelta], t: Words) -> Screen:
    """Told once, when enough have voted only towards the end."""
    view, more = loaded
    closes_at = view.ballot.closes_at if view else None
    span = t.span(more)
    if closes_at is None:
        return Screen(t("Extended by {span}: enough had voted only now.", span=span))
    return Screen(
        t(
            "Extended once by {span}, because enough had voted only now: it closes {when}. Everybody can still vote.",
            span=span,
            when=t.time(closes_at),
        )
    )


def render_amended(amended: AmendedView, t: Words) -> Screen:
    """Told under the card; names whoever must look again, but of those who voted only whom nothing else reaches."""
    proposer = amended.view.proposer or t.plain("a member")
    said = _amended_for(amended, proposer, t)
    private = t("Whoever had voted before is told in private, and may vote again.")
    return Screen(join(said, private) if amended.unnamed else said)


def _amended_for(amended: AmendedView, proposer: str, t: Words) -> str:
    if not amended.people:
        return t("{name} amended the proposal.", name=proposer)
    names = join(*(mention(person_name(one.name), one.telegram_id) for one in amended.people), by=", ")
    if amended.is_vote:
        return t("{name} amended the proposal. The votes of {names} were cleared: please vote again.",
                 name=proposer, names=names)  # fmt: skip
    return t("{name} amended the proposal. The seconds of {names} were cleared: please look again.",
             name=proposer, names=names)  # fmt: skip


def render_press_to_vote(view: BallotView, t: Words) -> Screen:
    """To somebody who wrote their vote: what to press, and that nobody else sees it."""
    if view.ballot.method in IN_BOOTH:
        return Screen(
            t("What is written does not count. To vote, press [Vote] on the card: only you see what you mark.")
        )
    return Screen(t("What is written does not count. To vote, press a button on the card: only you see which one."))


def render_vote_cleared(amended: AmendedView, t: Words) -> Screen:
    """Told in private to whoever had voted for or against the old text."""
    view = amended.view
    text = t("The proposal you voted on was amended, so your vote was cleared. It now reads: “{text}”",
             text=_short(view, t)) if amended.is_vote else t(
        "The proposal you seconded was amended, so your second was cleared. It now reads: “{text}”",
        text=_short(view, t))  # fmt: skip
    return Screen(text, ((show_button(view.ballot, t),),))


def seconded_words(seconded: Seconded, t: Words) -> str:
    """The answer to [Second]."""
    if seconded.got < seconded.needed:
        return t.plain("Seconded: {got} of {needed}.", got=seconded.got, needed=seconded.needed)
    if seconded.ballot.state is BallotState.WITHDRAWN:
        return t.plain("Seconded, but nobody answers for it any more: who had proposed it is not on the roll.")
    if seconded.ballot.state is BallotState.QUEUED and seconded.ballot.queued_at is None:
        return t.plain("Seconded: it opens on its date, which stands on the card.")
    if seconded.ballot.state is BallotState.QUEUED:
        return t.plain("Seconded: it goes to the vote as soon as there is room.")
    if seconded.ballot.state is BallotState.NOMINATING:
        return t.plain("Seconded. Nominations are open now.")
    return t.plain("Seconded: it goes to the vote now.")


# Refusals ------------------------------------------------------------------------------------------------------------


def say_not_proposer(fields: Fields, t: Words) -> str:
    if fields.get("act") == "amend":
        return t.plain("Only the member who proposed it can amend it.")
    if fields.get("act") == "withdraw":
        return t.plain("Only the member who proposed it can withdraw it.")
    return t.plain("Only the member who proposed it can do this.")


def say_too_late_to_amend(_: Fields, t: Words) -> str:
    return t.plain(
        "Too late to amend: that is possible for 10 minutes, and only until 3 others have voted or one added an "
        "option. You can propose the new text."
    )


def say_too_late_to_withdraw(_: Fields, t: Words) -> str:
    return t.plain("Too late to withdraw: somebody else has voted or added an option. The vote goes on to its end.")


def say_too_late_to_switch(_: Fields, t: Words) -> str:
    return t.plain("Too late: somebody has voted on the options or added one. The vote goes on as it is.")


def say_ballot_amended(fields: Fields, t: Words) -> str:
    if fields.get("is_paper"):
        return t.plain(
            "Not counted: the proposal was amended, and this paper shows the old text. Press [Vote] on its card again."
        )
    return t.plain("Not counted: the proposal was amended. Read the new text on the card, then press again.")


def say_papers_lost(_: Fields, t: Words) -> str:
    return t.plain(
        "Not counted: what opens the papers of this ballot was lost, so it begins anew and everybody votes again. The "
        "card has new buttons in a moment."
    )


def say_nothing_to_amend(fields: Fields, t: Words) -> str:
    command = "/withdraw" if fields.get("act") == "withdraw" else "/amend"
    if fields.get("fitting"):
        return t.plain(
            "Several of your proposals run. Send {command} as a reply to the card you mean.", command=command
        )
    return t.plain("None of your proposals runs now. Send /open to see what is open.")


def say_own_second(_: Fields, t: Words) -> str:
    return t.plain("It is your own proposal: others must second it.")


def say_already_seconded(fields: Fields, t: Words) -> str:
    if "needed" not in fields:
        return t.plain("You have seconded it already.")
    return t.plain(
        "You have seconded it already: {got} of {needed} so far.", got=fields["got"], needed=fields["needed"]
    )


def say_too_many_proposals(fields: Fields, t: Words) -> str:
    if fields.get("are_open"):
        return t.plain(
            "As many ballots that you asked for are open as may be at a time: {limit}. "
            "You can do this when one of them closes.",
            limit=fields["limit"],
        )
    return t.plain(
        "As many of your proposals wait to be opened as may: {limit}. "
        "You can add one when the first of them opens, or take one back with /withdraw.",
        limit=fields["limit"],
    )


def say_queue_full(fields: Fields, t: Words) -> str:
    return t.plain(
        "{limit} proposals wait to be opened already, and more may not wait. Try again when one of them has opened.",
        limit=fields["limit"],
    )


def say_text_empty(_: Fields, t: Words) -> str:
    return t.plain("There is no text in it. Nothing was stored.")


def say_proposal_empty(_: Fields, t: Words) -> str:
    return t.plain("There is no text in it. Example: /propose We buy a rain barrel")


def say_text_too_long(fields: Fields, t: Words) -> str:
    return t.plain("Too long: {got} characters, at most {limit}. Nothing was stored.", **_figures(fields))


def say_office_too_long(fields: Fields, t: Words) -> str:
    return t.plain(
        "The name of the office is too long: {got} characters, at most {limit}. Nothing was stored.",
        **_figures(fields),
    )


def _figures(fields: Fields) -> dict[str, Any]:
    return {"got": fields["got"], "limit": fields["limit"]}


def say_seats_out_of_range(fields: Fields, t: Words) -> str:
    return t.plain(
        "An election fills {lowest} to {highest} seats, not {got}. Example: /elect 3 delegates",
        lowest=fields["lowest"],
        highest=fields["highest"],
        got=fields["got"],
    )


def say_duration_unreadable(fields: Fields, t: Words) -> str:
    return t.plain(
        "“{got}” is no duration. Write it like 30m, 12h, 3d or 1w, for example {example}.",
        got=fields["got"],
        example=fields["example"],
    )


def say_duration_out_of_range(fields: Fields, t: Words) -> str:
    return t.plain(
        "{got} is not possible here: from {lowest} to {highest}. Example: {example}",
        got=fields["got"],
        lowest=fields["lowest"],
        highest=fields["highest"],
        example=fields["example"],
    )
