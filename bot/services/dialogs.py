"""Dialogs: what somebody was asked. One for each person and chat, in the database, ended by the answer, /cancel or time.

A kind of question registers what its answer does with `@answers`; an act that asks "are you sure" registers what Yes does
with `@confirmed`. Both are use-cases: they run in the transaction that ends the dialog.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.dialog import ANSWER_FOR, Dialog
from bot.domain.errors import DomainError
from bot.domain.ids import CouncilId, PersonId
from bot.domain.outgoing import Outgoing
from bot.services.outbox import redraw, reply
from bot.services.ports import Reads, Uow


class DialogOverError(DomainError):
    """The question was answered, cancelled or is too old; or it was put to somebody else."""

    code = "dialog_over"


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody wrote: text, and files as (kind, Telegram file id), with the message it replies to."""

    text: str
    files: tuple[tuple[str, str], ...] = ()
    reply_to: int | None = None


OnAnswer = Callable[[Uow, Dialog, Answer], None]
OnYes = Callable[[Uow, Dialog], None]

ANSWERS: dict[str, OnAnswer] = {}
CONFIRMED: dict[str, OnYes] = {}

CONFIRM = "confirm:"


def answers(kind: str) -> Callable[[OnAnswer], OnAnswer]:
    """Register what the answer to this kind of question does; a DomainError leaves the question open."""

    def register(on_answer: OnAnswer) -> OnAnswer:
        ANSWERS[kind] = on_answer
        return on_answer

    return register


def confirmed(act: str) -> Callable[[OnYes], OnYes]:
    """Register what [Yes] does after `confirm`."""

    def register(on_yes: OnYes) -> OnYes:
        CONFIRMED[act] = on_yes
        return on_yes

    return register


def ask(uow: Uow, council_id: CouncilId, kind: str, screen: str, **state: object) -> Dialog:
    """Put a question to the actor where they wrote: `screen` asks by forced reply; `state` is JSON kept for the answer."""
    dialog = _begin(uow, council_id, kind, state)
    reply(uow, screen, council_id=council_id, **state)
    return dialog


def confirm(uow: Uow, council_id: CouncilId, act: str, screen: str, **state: object) -> Dialog:
    """Ask "are you sure": `screen` says what will happen and shows [Yes] and [No] (handlers/views/dialogs.py)."""
    dialog = _begin(uow, council_id, CONFIRM + act, state)
    reply(uow, screen, council_id=council_id, **state)
    return dialog


def _begin(uow: Uow, council_id: CouncilId, kind: str, state: dict[str, object]) -> Dialog:
    """A new question takes the place of an unanswered one."""
    chat_id, person_id = _place(uow)
    known = uow.get(Dialog, chat_id, person_id)
    if known is not None:
        uow.remove(known)
    dialog = Dialog(chat_id, person_id, council_id, kind, uow.now + ANSWER_FOR, state)
    uow.add(dialog)
    return dialog


def open_dialog(reads: Reads, chat_id: int, person_id: PersonId) -> Dialog | None:
    """The question this person was asked here, unless it is too old."""
    dialog = reads.get(Dialog, chat_id, person_id)
    return dialog if dialog is not None and dialog.expires_at > reads.now else None


def answer_dialog(uow: Uow, answer: Answer, *, is_group: bool) -> bool:
    """Take what the actor wrote as the answer to their question. False: there is none, or it was no reply to us.

    In a group only a reply to one of the bot's messages is an answer; in private anything is that is no command.
    """
    chat_id, person_id = _place(uow)
    dialog = open_dialog(uow, chat_id, person_id)
    if dialog is None or dialog.kind not in ANSWERS:
        return False
    if is_group and not uow.count(Outgoing, chat_id=chat_id, message_id=answer.reply_to):
        return False
    uow.remove(dialog)
    ANSWERS[dialog.kind](uow, dialog, answer)
    return True


def answer_confirm(uow: Uow, person_id: PersonId, *, is_yes: bool) -> None:
    """[Yes] or [No] under "are you sure"; only the person asked may press it. Raises DialogOverError."""
    chat_id, actor_id = _place(uow)
    dialog = open_dialog(uow, chat_id, actor_id)
    if actor_id != person_id or dialog is None or not dialog.kind.startswith(CONFIRM):
        raise DialogOverError(is_mine=actor_id == person_id)
    uow.remove(dialog)
    if is_yes:
        CONFIRMED[dialog.kind.removeprefix(CONFIRM)](uow, dialog)
    if uow.cause.message_id is not None:
        redraw(uow, "confirmed", uow.cause.message_id, council_id=dialog.council_id, is_yes=is_yes)


def cancel_dialog(uow: Uow) -> bool:
    """/cancel: end the question; whether there was one."""
    chat_id, person_id = _place(uow)
    dialog = uow.get(Dialog, chat_id, person_id)
    if dialog is not None:
        uow.remove(dialog)
    return dialog is not None


def _place(uow: Uow) -> tuple[int, PersonId]:
    if uow.actor is None or uow.cause.chat_id is None:
        raise LookupError("a dialog needs a person and a chat")
    return uow.cause.chat_id, uow.actor.person_id
