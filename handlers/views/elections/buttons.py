"""The buttons of an election: to stand, to vote, to the booth."""

from itertools import chain

from bot.domain.ballots.ballot import CLEAR, Ballot, Method
from bot.domain.ballots.booth import names_on
from bot.domain.elections.election import NAMES_ON_CARD
from bot.domain.elections.nominee import NomineeState
from bot.reads.elections.card import ElectionView
from handlers import callbacks
from handlers.presses.ballots import BoothPress, ChoicePress
from handlers.presses.elections import AnswerNominationPress
from handlers.views.ballots.buttons import about_rows, how_button, more_button
from handlers.views.ballots.papers import key_word
from handlers.views.elections.introductions import introduce_button
from handlers.views.ground.screen import Button, Keyboard, Style
from handlers.views.ground.words import Words
from handlers.views.roll.roll import join_row


def answer_row(ballot: Ballot, t: Words, *, style: Style | None = Style.FOR) -> tuple[Button, ...]:
    """[Accept] and [Decline], for those who are nominated; without a colour where others read it too."""
    data = (ballot.council_id, ballot.ballot_id)
    return (
        Button(t.plain("Accept"), callbacks.pack(AnswerNominationPress(*data, 1)), style=style),
        Button(t.plain("Decline"), callbacks.pack(AnswerNominationPress(*data, 0))),
    )


def nominee_rows(view: ElectionView, t: Words) -> Keyboard:
    """For those who are nominated, and those who stand."""
    ballot, states = view.ballot, {nominee.state for nominee in view.nominees}
    answer = _answers_of_all(ballot, states, t)
    if NomineeState.ACCEPTED not in states:
        return answer
    about = about_rows(ballot, t, is_any=view.is_introduced)
    return (*answer, (introduce_button(ballot, t), *chain.from_iterable(about)))


def _answers_of_all(ballot: Ballot, states: set[NomineeState], t: Words) -> Keyboard:
    """On the card, which all read, only what somebody may press: [Accept] while an answer is missing."""
    accept, decline = answer_row(ballot, t, style=None)
    if NomineeState.NOMINATED in states:
        return ((accept, decline),)
    return ((decline,),) if NomineeState.ACCEPTED in states else ()


def vote_keyboard(view: ElectionView, t: Words) -> Keyboard:
    """The ways to vote; then how it is counted, and all the rest."""
    rest = (how_button(view.ballot, t), more_button(view.ballot, t))
    join_it = (join_row(view.ballot.council_id, t),) if view.may_join else ()
    about = about_rows(view.ballot, t, is_any=view.is_introduced)
    return (*choice_rows(view, t), *about, rest, *join_it)


def choice_rows(view: ElectionView, t: Words) -> Keyboard:
    """Names where few stand for one seat; [Vote] into the booth."""
    ballot = view.ballot
    booth = Button(t.plain("Vote"), callbacks.pack(BoothPress(ballot.council_id, ballot.ballot_id)), style=Style.MAIN)
    if ballot.method is Method.APPROVAL and len(ballot.options) <= NAMES_ON_CARD:
        *names, clear = name_rows(view, t)
        return (*names, (*clear, booth))
    return ((booth,),)


def name_rows(view: ElectionView, t: Words) -> Keyboard:
    """A name adds an approval, [Reopen nominations] takes the place of all, [Clear my ballot] empties the paper."""
    ballot = view.ballot

    def button(key: str, label: str) -> Button:
        press = ChoicePress(ballot.council_id, ballot.ballot_id, view.tokens[key], ballot.edition)
        return Button(label, callbacks.pack(press))

    names = tuple((button(key, key_word(view.names, key, t)),) for key in names_on(ballot))
    return (*names, (button(CLEAR, t.plain("Clear my ballot")),))


def booth_url(bot_name: str, ballot: Ballot) -> str:
    """The link into the private booth."""
    return callbacks.deep_link(bot_name, BoothPress(ballot.council_id, ballot.ballot_id))
