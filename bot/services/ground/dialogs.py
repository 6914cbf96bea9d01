"""Dialogs: what somebody was asked. One for each person and chat, kept as a row, ended by the answer, /cancel or time.

What the answer to a kind of question does, and what [Yes] does after "are you sure", is listed in
bot/services/registers. Both are use-cases: they run in the transaction that ends the dialog.
"""

from collections.abc import Sequence

from bot.domain.ground.dialog import ANSWER_FOR, Answer, Dialog
from bot.domain.ground.errors import DomainError, NobodyActsError
from bot.domain.ground.ids import NO_COUNCIL, CouncilId, PersonId
from bot.domain.ground.outgoing import Card, Outgoing
from bot.domain.roll.member import ON_THE_ROLL, Member
from bot.services.ground.naming import PersonMissingError, PersonUnknownError, Who, meet, settle
from bot.services.ground.outbox import redraw, reply, reply_or_redraw
from bot.services.ground.ports import Reads, Uow


class DialogOverError(DomainError):
    """The question was answered, cancelled or is too old; or it was put to somebody else."""

    code = "dialog_over"


CONFIRM = "confirm:"
PICK = "pick:"


def hold(uow: Uow, council_id: CouncilId, kind: str, state: dict[str, object]) -> Dialog:
    """Keep what the actor has put together so far, for 15 minutes from now; the caller shows it."""
    return _begin(uow, council_id, kind, state)


def held(reads: Uow, kind: str) -> Dialog | None:
    """The actor's open question of this kind here."""
    dialog = open_dialog(reads, *_place(reads))
    return dialog if dialog is not None and dialog.kind == kind else None


def ask(uow: Uow, council_id: CouncilId, kind: str, screen: str, **state: object) -> Dialog:
    """Put a question to the actor where they wrote; `state` is JSON kept for the answer.

    `screen` is loaded by `load_asked`, drawn by `ask_screen` (handlers/views/ground/dialogs.py): a forced reply in the
    group, a plain question with [Cancel] in private.
    """
    dialog = _begin(uow, council_id, kind, state)
    reply(uow, screen, council_id=council_id, asked_id=dialog.person_id, **state)
    return dialog


def confirm(uow: Uow, council_id: CouncilId, act: str, screen: str, **state: object) -> Dialog:
    """Ask "are you sure": `screen` says what will happen and shows `confirm_keyboard(t, params["asked_id"])`."""
    return _put(uow, council_id, CONFIRM + act, screen, state)


def confirm_person(
    uow: Uow,
    council_id: CouncilId,
    act: str,
    who: Who,
    screen: str = "confirm_person",
    among: Sequence[PersonId] = (),
    **state: object,
) -> None:
    """An act on a person: find them (buttons when several fit), ask back, then do what confirmations say of `act`.

    Its dialog.state holds `person_id`, `rest` (what the command said besides the name) and `state`. `screen` has the
    same as params, besides `asked_id`; the usual one asks "[Anna K., on the roll since ...]? Yes / No". `among`:
    whom to offer when the command names nobody (the holders of mandates, say); otherwise everybody on the roll.
    Raises PersonUnknownError or PersonMissingError.
    """
    _settle(uow, council_id, act, who, screen, among, state)


def pick_person(
    uow: Uow, council_id: CouncilId, act: str, who: Who, among: Sequence[PersonId] = (), **state: object
) -> None:
    """The same for what does no harm (/mandate, /nominate): does the same without asking back."""
    _settle(uow, council_id, act, who, None, among, state)


def _settle(
    uow: Uow,
    council_id: CouncilId,
    act: str,
    who: Who,
    screen: str | None,
    among: Sequence[PersonId],
    state: dict[str, object],
) -> None:
    meet(uow, who)
    found, rest = settle(uow, council_id, who)
    state = {"rest": rest, **state}
    if len(found) == 1:
        _go_on(uow, council_id, act, screen, {**state, "person_id": found[0].person_id})
        return
    if not found and not who.is_nobody:
        raise PersonUnknownError(name=who.shown)
    fitting = [person.person_id for person in found] or list(among) or _roll(uow, council_id)
    if not fitting:
        raise PersonMissingError
    _begin(uow, council_id, PICK + act, {"state": state, "screen": screen, "fitting": fitting})
    reply(uow, "pick_person", council_id=council_id, asked_id=_place(uow)[1], fitting=fitting, page=0)


def _roll(reads: Reads, council_id: CouncilId) -> list[PersonId]:
    return [member.person_id for member in reads.find(Member, council_id=council_id, state=ON_THE_ROLL)]


def _go_on(
    uow: Uow, council_id: CouncilId, act: str, screen: str | None, state: dict[str, object], *, in_place: bool = False
) -> None:
    """The person is known: ask back, or do it."""
    if screen is not None:
        _put(uow, council_id, CONFIRM + act, screen, state, in_place=in_place)
        return
    chat_id, actor_id = _place(uow)
    if in_place:
        redraw(uow, "picked", council_id=council_id, person_id=state["person_id"])
    uow.registers.confirmations[act](uow, Dialog(chat_id, actor_id, council_id, CONFIRM + act, uow.now, state))


def _put(
    uow: Uow, council_id: CouncilId, kind: str, screen: str, state: dict[str, object], *, in_place: bool = False
) -> Dialog:
    """Ask with buttons: as a reply, or in place of the buttons whose press led here."""
    dialog = _begin(uow, council_id, kind, state)
    params = {"asked_id": dialog.person_id, **state}
    reply_or_redraw(uow, screen, in_place=in_place, council_id=council_id, **params)
    return dialog


def answer_pick(uow: Uow, asked_id: PersonId, person_id: PersonId) -> None:
    """A name picked from the buttons: the act goes on with that person. Raises DialogOverError."""
    dialog = _own(uow, asked_id, PICK)
    if person_id not in dialog.state["fitting"]:
        raise DialogOverError(is_mine=True)
    uow.remove(dialog)
    state = {**dialog.state["state"], "person_id": person_id}
    _go_on(uow, dialog.council_id, dialog.kind.removeprefix(PICK), dialog.state["screen"], state, in_place=True)


def turn_pick_page(uow: Uow, asked_id: PersonId, page: int) -> None:
    """Show other names to pick from."""
    dialog = _own(uow, asked_id, PICK)
    names = dialog.state["fitting"]
    redraw(uow, "pick_person", council_id=dialog.council_id, asked_id=asked_id, fitting=names, page=page)


def _own(uow: Uow, asked_id: PersonId, kind: str) -> Dialog:
    """The actor's own open question of this kind; raises DialogOverError for anybody else and for a late press."""
    chat_id, actor_id = _place(uow)
    dialog = open_dialog(uow, chat_id, actor_id)
    if actor_id != asked_id or dialog is None or not dialog.kind.startswith(kind) or not _is_asked_here(uow, dialog):
        raise DialogOverError(is_mine=actor_id == asked_id)
    return dialog


def _is_asked_here(uow: Uow, dialog: Dialog) -> bool:
    """Whether the message pressed puts this question; one above it may have put another, to /leave say.

    A message that is not noted as sent yet has only just gone out.
    """
    shown = uow.find(Outgoing, chat_id=dialog.chat_id, message_id=uow.cause.message_id) if uow.cause.message_id else []
    asked_at = dialog.expires_at - ANSWER_FOR
    return not shown or any(row.created_at == asked_at for row in shown)


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

    In a group only a reply to one of the bot's messages is an answer; in private anything is that is no command. A
    late one gets a kind word. If the answer is refused the transaction is undone, so the question stays open.
    """
    chat_id, person_id = _place(uow)
    if answer.reply_to is not None and _take_reply(uow, chat_id, answer.reply_to, answer):
        return True
    if is_group and (answer.reply_to is None or not _is_ours(uow, chat_id, answer.reply_to)):
        return False
    dialog = uow.get(Dialog, chat_id, person_id)
    if dialog is None or dialog.kind not in uow.registers.answers:
        if not is_group:
            reply(uow, "not_asked" if dialog is None or dialog.expires_at <= uow.now else "press_instead")
        return False
    uow.remove(dialog)
    if dialog.expires_at <= uow.now:
        reply(uow, "too_late", council_id=dialog.council_id)
        return False
    uow.registers.answers[dialog.kind](uow, dialog, answer)
    return True


def _take_reply(uow: Uow, chat_id: int, message_id: int, answer: Answer) -> bool:
    """Whether the screen of the message replied to knows what the reply means."""
    rows = uow.find(Outgoing, chat_id=chat_id, message_id=message_id)
    cards = uow.find(Card, chat_id=chat_id, message_id=message_id)
    meant = [(row.screen, row.council_id, row.params) for row in rows]
    meant += [(card.screen, card.council_id, {"subject_id": card.subject_id}) for card in cards]
    replies = uow.registers.replies
    return any(
        screen in replies and replies[screen](uow, council_id, params, answer) for screen, council_id, params in meant
    )


def _is_ours(reads: Reads, chat_id: int, message_id: int) -> bool:
    return bool(reads.count(Outgoing, chat_id=chat_id, message_id=message_id))


def answer_confirm(uow: Uow, person_id: PersonId, *, is_yes: bool) -> None:
    """[Yes] or [No] under "are you sure"; only the person asked may press it. Raises DialogOverError."""
    dialog = _own(uow, person_id, CONFIRM)
    uow.remove(dialog)
    if is_yes:
        uow.registers.confirmations[dialog.kind.removeprefix(CONFIRM)](uow, dialog)
    redraw(uow, "confirmed", council_id=dialog.council_id, is_yes=is_yes)


def cancel_dialog(uow: Uow) -> bool:
    """/cancel: end the question; whether there was one."""
    chat_id, person_id = _place(uow)
    dialog = uow.get(Dialog, chat_id, person_id)
    if dialog is not None:
        uow.remove(dialog)
    return dialog is not None


def cancel_by_button(uow: Uow, asked_id: PersonId) -> None:
    """[Cancel] under a question: end it and take its buttons away. Raises DialogOverError for anybody else."""
    chat_id, actor_id = _place(uow)
    if actor_id != asked_id:
        raise DialogOverError(is_mine=False)
    dialog = uow.get(Dialog, chat_id, actor_id)
    if dialog is not None and _is_asked_here(uow, dialog):
        uow.remove(dialog)
    redraw(uow, "cancelled", council_id=dialog.council_id if dialog else NO_COUNCIL, was_open=True)


def _place(uow: Uow) -> tuple[int, PersonId]:
    if uow.actor is None or uow.cause.chat_id is None:
        raise NobodyActsError
    return uow.cause.chat_id, uow.actor.person_id
