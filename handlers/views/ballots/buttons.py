"""The buttons of a ballot: its choices, and what else members and the proposer can do."""

from typing import Any

from bot.domain.ballots.ballot import (
    CLEAR,
    NO,
    YES,
    Ballot,
    BallotState,
    Method,
)
from bot.reads.ballots.card import BallotView
from handlers import callbacks
from handlers.presses.ballots import (
    AddOptionPress,
    AmendPress,
    BoothPress,
    ChoicePress,
    EndSeriesPress,
    HowCountedPress,
    RemindPress,
    SecondPress,
    ShowBallotPress,
    WholeTextPress,
    WithdrawPress,
)
from handlers.presses.elections import FROM_CARD, CandidatesPress
from handlers.views.ballots.files import files_button
from handlers.views.ballots.rules import (
    choice_word,
)
from handlers.views.ground.screen import Button, Keyboard, Style
from handlers.views.ground.words import Words
from handlers.views.roll.roll import join_row

COLOURS = {YES: Style.FOR, NO: Style.AGAINST}


def keyboard_of(view: BallotView, t: Words, *, is_cut: bool = False) -> Keyboard:
    """The choices, then [More]; [Join the roll] where somebody could."""
    ballot = view.ballot
    if view.is_alone:
        return keyboard_alone(view, t)
    rows: list[tuple[Button, ...]] = []
    if ballot.state is BallotState.OPEN:
        rows += choice_rows(view, t)
    if view.options_until is not None:
        rows.append((_add_button(ballot, t),))
    if ballot.state is BallotState.SECONDING:
        rows.append((_second_button(view, t),))
    if ballot.state in {BallotState.OPEN, BallotState.SECONDING}:
        rows.append(member_row(ballot, t, may_join=view.may_join))
    elif ballot.subject.series and (view.opens_at or view.again_at):
        rows.append((end_series_button(view, t),))
    whole = (Button(t.plain("Whole text"), url=_link(view, ShowBallotPress)),) if is_cut else ()
    rows.append((*whole, *files_button(view, t)))
    return _without_gaps(rows, t)


def _without_gaps(rows: list[tuple[Button, ...]], t: Words) -> Keyboard:
    """[Clear my ballot] and [More] share a row where each would have one of its own."""
    made = [row for row in rows if row]
    labels = [[button.label for button in row] for row in made]
    alone = [t.plain("Clear my ballot")], [t.plain("More")]
    for place in range(len(made) - 1):
        if (labels[place], labels[place + 1]) == alone:
            return (*made[:place], made[place] + made[place + 1], *made[place + 2 :])
    return tuple(made)


def keyboard_alone(view: BallotView, t: Words) -> Keyboard:
    """For one person alone: in private the choices too; what the proposer may still do, if they are that."""
    ballot = view.ballot
    rows: list[tuple[Button, ...]] = []
    if ballot.state is BallotState.OPEN and view.is_private:
        rows += choice_rows(view, t)
    if ballot.state is BallotState.SECONDING:
        rows.append((_second_button(view, t),))
    if ballot.state is BallotState.OPEN:
        how = () if ballot.method is Method.YES_NO else (how_button(ballot, t),)
        rows.append((*how, remind_button(ballot, t)))
    if view.options_until is not None:
        rows.append((_add_button(ballot, t),))
    rows.append(_proposer_row(view, t))
    if ballot.subject.series and (view.opens_at or view.again_at):
        rows.append((end_series_button(view, t),))
    rows.append(files_button(view, t))
    return tuple(row for row in rows if row)


def choice_rows(view: BallotView, t: Words) -> list[tuple[Button, ...]]:
    """One row for Yes, No and Abstain; one for each option; the booth's door where a whole paper is handed in."""
    ballot = view.ballot
    if ballot.method in {Method.RANK, Method.STV}:
        data = callbacks.pack(BoothPress(ballot.council_id, ballot.ballot_id))
        return [(Button(t.plain("Vote"), data, style=Style.MAIN),)]
    if ballot.method is Method.YES_NO:
        return [tuple(_choice_button(view, choice, t) for choice in ballot.choices)]
    options = ballot.choices[: len(ballot.options)]
    rows: list[tuple[Button, ...]] = [(_choice_button(view, choice, t),) for choice in options]
    rows.append(tuple(_choice_button(view, choice, t) for choice in ballot.choices[len(options) :]))
    if ballot.method in {Method.MANY, Method.APPROVAL}:
        rows.append((Button(t.plain("Clear my ballot"), _choice_data(view, CLEAR)),))
    return rows


def _choice_button(view: BallotView, choice: str, t: Words) -> Button:
    style = None if view.ballot.subject.IS_PERSONAL else COLOURS.get(choice)
    return Button(choice_word(view.ballot, choice, t), _choice_data(view, choice), style=style)


def _choice_data(view: BallotView, choice: str) -> str:
    ballot = view.ballot
    return callbacks.pack(ChoicePress(ballot.council_id, ballot.ballot_id, view.tokens[choice], ballot.edition))


def _add_button(ballot: Ballot, t: Words) -> Button:
    return Button(t.plain("Add an option"), callbacks.pack(AddOptionPress(ballot.council_id, ballot.ballot_id)))


def end_series_button(view: BallotView, t: Words) -> Button:
    """Its proposer ends it by that, others put it to the vote; what all see says what it does for them."""
    data = callbacks.pack(EndSeriesPress(view.ballot.council_id, view.ballot.ballot_id))
    return Button(t.plain("Stop repeating") if view.is_own else t.plain("Put stopping to the vote"), data)


def _second_button(view: BallotView, t: Words) -> Button:
    ballot = view.ballot
    label = t.plain("Second ({got} of {needed})", got=view.seconds, needed=view.seconds_needed)
    return Button(label, callbacks.pack(SecondPress(ballot.council_id, ballot.ballot_id, ballot.edition)))


def member_row(ballot: Ballot, t: Words, *, may_join: bool) -> tuple[Button, ...]:
    """[More], for whoever wants to know all of it; [Join the roll] only where somebody in the chat could."""
    join_it = join_row(ballot.council_id, t) if may_join else ()
    return (*join_it, more_button(ballot, t))


def more_button(ballot: Ballot, t: Words) -> Button:
    """What the card leaves out, for the one who presses."""
    return Button(t.plain("More"), callbacks.pack(ShowBallotPress(ballot.council_id, ballot.ballot_id)))


def how_button(ballot: Ballot, t: Words) -> Button:
    """The method, and the seal of the lot."""
    return Button(t.plain("How it is counted"), callbacks.pack(HowCountedPress(ballot.council_id, ballot.ballot_id)))


def remind_button(ballot: Ballot, t: Words) -> Button:
    """[Remind me], while it can be voted on."""
    return Button(t.plain("Remind me"), callbacks.pack(RemindPress(ballot.council_id, ballot.ballot_id)))


def _proposer_row(view: BallotView, t: Words) -> tuple[Button, ...]:
    """What the proposer may still do."""
    ballot = view.ballot
    row = []
    if view.can_amend:
        row.append(Button(t.plain("Amend"), callbacks.pack(AmendPress(ballot.council_id, ballot.ballot_id))))
    if view.can_withdraw:
        data = callbacks.pack(WithdrawPress(ballot.council_id, ballot.ballot_id))
        row.append(Button(t.plain("Withdraw"), data))
    if view.can_withdraw and ballot.options and not (ballot.voters or ballot.subject.others_added):
        data = callbacks.pack(WholeTextPress(ballot.council_id, ballot.ballot_id))
        row.append(Button(t.plain("Vote on the whole text"), data))
    return tuple(row)


def _link(view: BallotView, kind: Any) -> str:
    return callbacks.deep_link(view.bot_name, kind(view.ballot.council_id, view.ballot.ballot_id))


def show_button(ballot: Ballot, t: Words, label: str | None = None) -> Button:
    """Into the ballot itself, in private."""
    data = callbacks.pack(ShowBallotPress(ballot.council_id, ballot.ballot_id))
    return Button(label or t.plain("Show the ballot"), data)


def about_rows(ballot: Ballot, t: Words, *, is_any: bool) -> Keyboard:
    """[About the candidates], where any of them says something."""
    press = CandidatesPress(ballot.council_id, ballot.ballot_id, FROM_CARD)
    return ((Button(t.plain("About the candidates"), callbacks.pack(press)),),) if is_any else ()
