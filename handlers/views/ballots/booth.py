"""The private booth: the paper, what is marked, what is recorded; and the paper in the group."""

from bot.domain.ballots.answers import VoteCast
from bot.domain.ballots.ballot import CLEAR, Ballot, BallotState
from bot.domain.ballots.booth import ABSTENTION, RANKED, SUBMIT, names_on
from bot.domain.ballots.names import Names
from bot.reads.ballots.booth import BoothView, PaperView
from handlers import callbacks
from handlers.presses.ballots import BoothPagePress, ChoicePress, HandInPress, MarkPress, RankChoicePress
from handlers.views.ballots.buttons import about_rows
from handlers.views.ballots.headings import heading_words
from handlers.views.ballots.papers import key_word, paper_words
from handlers.views.ballots.rules import secret_line
from handlers.views.ballots.times import counting_line, opening_line, recorded_until
from handlers.views.ground.paging import pager
from handlers.views.ground.screen import Button, Keyboard, Screen, Style
from handlers.views.ground.words import Markup, Words, join


def render_booth(view: BoothView, t: Words) -> Screen:
    """What to do, what is marked, what is recorded, and the names to mark."""
    ballot = view.booth.ballot
    head = join(heading_words(view.heading, t), t("In {council}", council=view.council))
    if ballot.state is not BallotState.OPEN:
        return Screen(join(head, _why_not_open(ballot, t), by="\n\n"))
    until = t("You can vote, and change it, until {when}.", when=t.time(ballot.closes_at)) if ballot.closes_at else ""
    state = join(_paper_line(view, t), _recorded_line(view, t))
    parts = (join(head, until), how_to_mark(ballot, t), state, secret_line(ballot, t))
    return Screen(join(*parts, by="\n\n"), _keyboard(view, t))


def _why_not_open(ballot: Ballot, t: Words) -> Markup:
    match ballot.state:
        case BallotState.OPENING:
            return opening_line(t)
        case BallotState.COUNTING:
            return counting_line(t)
        case BallotState.SUSPENDED:
            return t("It stands still while I am not in the group, and gets the time back.")
        case _:
            return t("This vote is closed. The group's card shows the result.")


def how_to_mark(ballot: Ballot, t: Words) -> Markup:
    """What a press does, in one sentence."""
    if ballot.method in RANKED:
        return t(
            "Press them in your order, the best first; stop where you like. Pressed again, a name is off the paper. "
            "Then press [Submit]."
        )
    return t("Press everybody whom you would accept. Then press [Submit].")


def _paper_line(view: BoothView, t: Words) -> Markup:
    picks = view.booth.paper.picks
    if not picks:
        return t("Your paper is empty; submitted like this it counts as an abstention.")
    return t("<b>On your paper:</b> {picks}", picks=paper_words(view.names, picks, t))


def _recorded_line(view: BoothView, t: Words) -> Markup:
    recorded = view.booth.recorded
    if recorded is None:
        return t("<b>Not recorded yet:</b> it counts once you press [Submit].")
    return t("<b>Recorded now:</b> {picks}", picks=paper_words(view.names, recorded, t))


def _keyboard(view: BoothView, t: Words) -> Keyboard:
    booth = view.booth
    data = (booth.ballot.council_id, booth.ballot.ballot_id)

    def turn_to(page: int) -> str:
        return callbacks.pack(BoothPagePress(*data, page))

    rows = [(_name_button(view, key, t),) for key in booth.keys]
    turn = pager(t, booth.page, booth.pages, turn_to)
    submit = (Button(t.plain("Submit"), _data(view, HandInPress, SUBMIT), style=Style.FOR),)
    abstain = (Button(t.plain("Abstain"), _data(view, HandInPress, ABSTENTION)),)
    about = about_rows(booth.ballot, t, is_any=view.is_introduced)
    return tuple(row for row in (*rows, turn, submit, _undo_row(view, t), abstain, *about) if row)


def _name_button(view: BoothView, key: str, t: Words) -> Button:
    """It carries the state it sets: on the paper, or off it."""
    booth, name = view.booth, key_word(view.names, key, t)
    is_on = key in booth.paper.picks
    label = f"☑ {name}" if is_on else f"☐ {name}"
    if booth.ballot.method in RANKED:
        label = t.plain("{place}. {name}", place=booth.paper.picks.index(key) + 1, name=name) if is_on else name
    mark = f"-{key}" if is_on else f"+{key}"
    return Button(label, _data(view, MarkPress, mark))


def _data(view: BoothView, kind: type[MarkPress] | type[HandInPress], mark: str) -> str:
    ballot = view.booth.ballot
    return callbacks.pack(kind(ballot.council_id, ballot.ballot_id, view.tokens[mark], ballot.edition))


def _undo_row(view: BoothView, t: Words) -> tuple[Button, ...]:
    """[Undo last] of a ranking, and [Clear]; on an empty paper too, so that no button moves under a finger."""
    booth, picks = view.booth, view.booth.paper.picks
    clear = Button(t.plain("Clear"), _data(view, MarkPress, "k0"))
    if booth.ballot.method not in RANKED:
        return (clear,)
    return (Button(t.plain("Undo last"), _data(view, MarkPress, f"k{max(len(picks) - 1, 0)}")), clear)


# answers --------------------------------------------------------------------------------------------------------------


def marked_now(names: Names, picks: tuple[str, ...], t: Words) -> str:
    """The answer to a mark: what is on the paper, and that it is not counted yet."""
    if not picks:
        return t.plain("Your paper is empty. Nothing is counted before [Submit].")
    return t.plain("On your paper: {picks}. Press [Submit] to count it.", picks=paper_words(names, picks, t))


def recorded_paper(names: Names, cast: VoteCast, t: Words) -> str:
    """The answer to [Submit], and to a name on a card."""
    return recorded_until(cast, paper_words(names, cast.picks, t), t)


# the paper in the group -----------------------------------------------------------------------------------------------


def render_paper(view: PaperView, t: Words) -> Screen:
    """For those who do not get into the private chat: nobody sees what a person presses but that person."""
    ballot = view.names.ballot
    if ballot.state is not BallotState.OPEN:
        return Screen(join(heading_words(view.heading, t), _why_not_open(ballot, t), by="\n\n"))
    if ballot.method in RANKED:
        how = t(
            "Press them in your order, the best first. Each press is recorded at once and shown to you alone. "
            "To start again press [Clear my ballot] twice: you abstain then until you press another."
        )
    else:
        how = t("Press everybody whom you would accept. Each press is recorded at once and shown to you alone.")
    rows = tuple((_button_here(view, key, key_word(view.names, key, t)),) for key in names_on(ballot))
    clear = _button_here(view, CLEAR, t.plain("Clear my ballot"))
    return Screen(join(heading_words(view.heading, t), how, secret_line(ballot, t), by="\n\n"), (*rows, (clear,)))


def _button_here(view: PaperView, key: str, label: str) -> Button:
    ballot = view.names.ballot
    kind = RankChoicePress if ballot.method in RANKED else ChoicePress
    return Button(label, callbacks.pack(kind(ballot.council_id, ballot.ballot_id, view.tokens[key], ballot.edition)))
