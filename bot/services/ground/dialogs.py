"""Dialogs: what somebody was asked. One for each person and chat, kept as a row, ended by the answer, /cancel or time.

What the answer to a kind of question does, and what [Yes] does after "are you sure", is listed in
bot/services/registers. Both are use-cases: they run in the transaction that ends the dialog.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TypeVar, cast

from bot.domain.ground.dialog import ANSWER_FOR, Dialog
from bot.domain.ground.duties import EndQuestion
from bot.domain.ground.errors import DomainError, NobodyActsError
from bot.domain.ground.ids import CouncilId, PersonId
from bot.domain.ground.kept import NotReadableError, from_json, name_of, to_json
from bot.domain.ground.message import Confirmation, PersonQuestion, Question
from bot.domain.ground.messages import Confirmed, Picked, PickPerson
from bot.domain.ground.outgoing import Outgoing
from bot.domain.ground.text import cut
from bot.domain.roll.member import ON_THE_ROLL, Member
from bot.services.ground.aside import named, put_aside
from bot.services.ground.asked import clear_asked, has_told_all, once_over
from bot.services.ground.naming import (
    PersonMissingError,
    PersonUnknownError,
    Who,
    is_named_in_part,
    is_named_long_ago,
    likely,
    meet,
    settle,
    text_of,
    who_by,
    whom_to_offer,
)
from bot.services.ground.outbox import redraw, reply, reply_or_redraw
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.pressed import become_card, made_now
from bot.services.ground.schedule import plan


class DialogOverError(DomainError):
    """The question was answered, cancelled or is too old; or it was put to somebody else."""

    code = "dialog_over"

    @property
    def is_over(self) -> bool:
        """One's own question; whoever else presses changes nothing."""
        return self.fields.get("is_mine") is True


NAME_SHOWN = 32
"""Graphemes of a name that was not found, as the question repeats it."""

PICKING = name_of(PickPerson)

Q = TypeVar("Q", bound=Question)


def hold(uow: Uow, council_id: CouncilId, question: Question) -> None:
    """Keep what the actor has put together so far, for 15 minutes from now; the caller shows it."""
    _keep(uow, council_id, question)


def held(reads: Uow, kind: type[Q]) -> Q | None:
    """The actor's open question of this kind here. Raises DialogOverError if it cannot be read."""
    dialog = open_dialog(reads, *place(reads))
    if dialog is None or dialog.kind != name_of(kind):
        return None
    go_on_from(reads, dialog)
    return _asked(reads, kind, dialog)


def go_on_from(uow: Uow, dialog: Dialog) -> None:
    """What follows counts as done where the question began: what is answered in private may have begun in a group."""
    uow.cause = replace(uow.cause, begun_in=dialog.begun_in, begun_thread=dialog.begun_thread)


def ask(uow: Uow, council_id: CouncilId, question: Question) -> None:
    """Put a question to the actor where they wrote; it is kept for the answer, with what is known so far.

    It is drawn by `ask_screen` (handlers/views/ground/dialogs.py): a forced reply in the group, a plain question with
    [Cancel] in private.
    """
    reply(uow, _keep(uow, council_id, question), council_id=council_id)


def confirm(uow: Uow, council_id: CouncilId, question: Confirmation) -> None:
    """Ask "are you sure": the question says what will happen and shows `confirm_keyboard(t, asked_id)`."""
    _put(uow, council_id, question)


def confirm_person(
    uow: Uow, council_id: CouncilId, question: PersonQuestion, who: Who, among: Sequence[PersonId] = ()
) -> None:
    """An act on a person: find them (buttons when several fit), ask back, then do what the confirmations say of it.

    `person_id` and `rest` (what the command said besides the name) of the question are filled in. `among`: whom to
    offer when the command names nobody (the holders of mandates, say); otherwise everybody on the roll.
    Where the name fails, they or the holders of offices are offered.
    Raises PersonUnknownError or PersonMissingError where there is nobody to offer.
    """
    _settle(uow, council_id, question, who, among, is_asked_back=True)


def pick_person(
    uow: Uow, council_id: CouncilId, question: PersonQuestion, who: Who, among: Sequence[PersonId] = ()
) -> None:
    """The same for what does no harm (/mandate, /nominate): asked back only of a username that was seen long ago."""
    _settle(uow, council_id, question, who, among, is_asked_back=False)


def _settle(
    uow: Uow,
    council_id: CouncilId,
    question: PersonQuestion,
    who: Who,
    among: Sequence[PersonId],
    *,
    is_asked_back: bool,
) -> None:
    meet(uow, who)
    found, rest = settle(uow, council_id, who)
    question = replace(question, rest=question.rest or rest)
    if len(found) == 1:
        is_asked_back = is_asked_back or is_named_long_ago(uow, who, found[0])
        is_asked_back |= question.IS_ACT and is_named_in_part(uow, council_id, who, found[0])
        _go_on(uow, council_id, replace(question, person_id=found[0].person_id), is_asked_back=is_asked_back)
        return
    picking = PickPerson(tuple(one.person_id for one in found), is_asked_back=is_asked_back, purpose=question.PURPOSE)
    picking = replace(picking, office=question.for_office)
    if not found and not who.is_nobody:
        picking, rest = _unknown(uow, council_id, picking, who, among, is_name_first=question.IS_NAME_FIRST)
        question = replace(question, rest=question.rest or rest or (text_of(who) if question.KEEPS_TEXT else ""))
    elif not found:
        picking = replace(picking, fitting=tuple(among))
    if not picking.fitting and not uow.count(Member, council_id=council_id, state=ON_THE_ROLL):
        raise PersonMissingError
    picking = replace(picking, act=name_of(type(question)), known=json.dumps(to_json(question)))
    reply(uow, _without_act(_keep(uow, council_id, picking)), council_id=council_id)


def _unknown(
    uow: Uow, council_id: CouncilId, picking: PickPerson, who: Who, among: Sequence[PersonId], *, is_name_first: bool
) -> tuple[PickPerson, str]:
    """Whose name this is a part of, and the holders of offices; it never acts by itself. Raises PersonUnknownError."""
    fitting, part, rest = likely(uow, council_id, who, among, is_name_first=is_name_first)
    others = list(among) or whom_to_offer(uow, council_id)
    everybody = tuple(dict.fromkeys([*fitting, *others]))
    if not everybody:
        raise PersonUnknownError(name=who.shown)
    return replace(picking, fitting=everybody, unknown=cut(part, NAME_SHOWN), is_likely=bool(fitting)), rest


def _go_on(
    uow: Uow, council_id: CouncilId, question: PersonQuestion, *, is_asked_back: bool, in_place: bool = False
) -> None:
    """The person is known: ask back, or do it."""
    if is_asked_back:
        _put(uow, council_id, question, in_place=in_place)
        return
    if in_place:
        redraw(uow, Picked(question.person_id), council_id=council_id)
    uow.registers.confirmations[type(question)](uow, council_id, replace(question, asked_id=place(uow)[1]))


def _put(uow: Uow, council_id: CouncilId, question: Confirmation, *, in_place: bool = False) -> None:
    """Ask with buttons: as a reply, or in place of the buttons whose press led here."""
    reply_or_redraw(uow, _keep(uow, council_id, question), in_place=in_place, council_id=council_id)


def _keep(uow: Uow, council_id: CouncilId, question: Q) -> Q:
    question = replace(question, asked_id=place(uow)[1])
    _begin(uow, council_id, name_of(type(question)), to_json(question))
    return question


def answer_pick(uow: Uow, asked_id: PersonId, person_id: PersonId) -> None:
    """A name picked from the buttons: the act goes on with that person. Raises DialogOverError."""
    dialog = _own(uow, asked_id, (PICKING,))
    picking = _asked(uow, PickPerson, dialog)
    question = _known_of(uow, dialog, picking)
    if not _is_among(uow, dialog.council_id, picking, person_id):
        raise DialogOverError(is_mine=True)
    uow.remove(dialog)
    question = replace(question, person_id=person_id)
    _go_on(uow, dialog.council_id, question, is_asked_back=picking.is_asked_back, in_place=True)


def picked_by_name(uow: Uow, dialog: Dialog, text: str) -> bool:
    """A name written where one is to be picked is taken as if its button was pressed, if one of those offered fits."""
    picking = _asked(uow, PickPerson, dialog)
    question = _known_of(uow, dialog, picking)
    found, rest = settle(uow, dialog.council_id, who_by(text))
    meant = [one.person_id for one in found if _is_among(uow, dialog.council_id, picking, one.person_id)]
    if len(meant) != 1:
        return False
    uow.remove(dialog)
    clear_asked(uow, dialog)
    go_on_from(uow, dialog)
    question = replace(question, person_id=meant[0], rest=question.rest or rest)
    _go_on(uow, dialog.council_id, question, is_asked_back=picking.is_asked_back)
    return True


def _asked(reads: Reads, kind: type[Q], dialog: Dialog) -> Q:
    """What was asked. One of a release that kept it otherwise is over: raises DialogOverError."""
    try:
        return from_json(kind, dialog.state)
    except NotReadableError:
        reads.set_aside(dialog)
        raise DialogOverError(is_mine=True) from None


def _known_of(reads: Reads, dialog: Dialog, picking: PickPerson) -> PersonQuestion:
    """The question for which somebody is picked. Raises DialogOverError."""
    try:
        kind = named(reads.registers.confirmations)[picking.act]
        return cast("PersonQuestion", from_json(kind, json.loads(picking.known)))
    except (LookupError, ValueError, NotReadableError):
        reads.set_aside(dialog)
        raise DialogOverError(is_mine=True) from None


def _is_among(reads: Reads, council_id: CouncilId, picking: PickPerson, person_id: PersonId) -> bool:
    if picking.fitting:
        return person_id in picking.fitting
    place = reads.get(Member, council_id, person_id)
    return place is not None and place.state in ON_THE_ROLL


def turn_pick_page(uow: Uow, asked_id: PersonId, page: int) -> None:
    """Show other names to pick from. Raises DialogOverError."""
    dialog = _own(uow, asked_id, (PICKING,))
    picking = _asked(uow, PickPerson, dialog)
    redraw(uow, _without_act(replace(picking, page=page)), council_id=dialog.council_id)


def _without_act(picking: PickPerson) -> PickPerson:
    """What is shown of it: what a command said besides a name stands in the dialog alone."""
    return replace(picking, act="", known="")


def _own(uow: Uow, asked_id: PersonId, kinds: Collection[str]) -> Dialog:
    """The actor's own open question of one of these kinds.

    Raises DialogOverError for anybody else and for a late press.
    """
    chat_id, actor_id = place(uow)
    dialog = open_dialog(uow, chat_id, actor_id)
    if actor_id != asked_id or dialog is None or dialog.kind not in kinds or not is_asked_here(uow, dialog):
        raise DialogOverError(is_mine=actor_id == asked_id)
    go_on_from(uow, dialog)
    return dialog


def is_asked_here(uow: Uow, dialog: Dialog) -> bool:
    """Whether the message pressed puts this question; one above it may have put another, to /leave say.

    A message that is not noted as sent yet has only just gone out.
    """
    message_id = uow.cause.message_id
    shown = uow.find(Outgoing, chat_id=dialog.chat_id, message_id=message_id) if message_id else []
    if message_id is not None and message_id < 0:
        shown = [row for row in shown if row.asker_id == dialog.person_id]
    asked_at = dialog.expires_at - ANSWER_FOR
    return not shown or any((row.created_at, row.screen) == (asked_at, dialog.kind) for row in shown)


def _begin(uow: Uow, council_id: CouncilId, kind: str, state: dict[str, object]) -> None:
    """A new question takes the place of an unanswered one."""
    chat_id, person_id = place(uow)
    known = uow.get(Dialog, chat_id, person_id)
    if known is not None:
        said = put_aside(uow, known) if known.kind != kind else None
        uow.remove(known)
        clear_asked(uow, known, but=uow.cause.message_id)
        if said is not None and known.expires_at > uow.now:
            reply(uow, said, council_id=known.council_id)
    begun = {"begun_in": uow.cause.begun_in, "begun_thread": uow.cause.begun_thread}
    dialog = Dialog(chat_id, person_id, council_id, kind, uow.now + ANSWER_FOR, state, **begun)
    uow.add(dialog)
    if council_id:
        plan(uow, council_id, EndQuestion(chat_id, person_id), dialog.expires_at)


def end_asking(uow: Uow, kind: type[Question]) -> None:
    """What the actor was asked of this kind here is dealt with, however old it is."""
    dialog = uow.get(Dialog, *place(uow))
    if dialog is not None and dialog.kind == name_of(kind):
        uow.remove(dialog)
        clear_asked(uow, dialog, but=uow.cause.message_id)


def open_dialog(reads: Reads, chat_id: int, person_id: PersonId) -> Dialog | None:
    """The question this person was asked here, unless it is too old."""
    dialog = reads.get(Dialog, chat_id, person_id)
    return dialog if dialog is not None and dialog.expires_at > reads.now else None


def answer_confirm(uow: Uow, person_id: PersonId, *, is_yes: bool, is_whole: bool = False) -> None:
    """[Yes] or [No] under "are you sure", or the button for all of it; only the person asked may press it.

    Raises DialogOverError.
    """
    known = named(uow.registers.confirmations)
    dialog = _own(uow, person_id, known)
    kind = known[dialog.kind]
    question = _asked(uow, kind, dialog) if is_yes else None
    uow.remove(dialog)
    if question is not None:
        uow.registers.confirmations[kind](uow, dialog.council_id, question.widened() if is_whole else question)
        if become_card(uow, dialog.council_id):
            return
    said = Confirmed(is_yes, is_shown=is_yes and bool(made_now(uow, dialog.council_id)))
    stays = is_yes and not has_told_all(uow, dialog.council_id)
    redraw(uow, said if stays else once_over(uow, said), council_id=dialog.council_id)


def cancel_dialog(uow: Uow) -> bool:
    """/cancel: end the question; whether there was one."""
    dialog = uow.get(Dialog, *place(uow))
    if dialog is not None:
        uow.remove(dialog)
        clear_asked(uow, dialog)
    return dialog is not None


def place(uow: Uow) -> tuple[int, PersonId]:
    """The chat and the person who acts in it. Raises NobodyActsError."""
    if uow.actor is None or uow.cause.chat_id is None:
        raise NobodyActsError
    return uow.cause.chat_id, uow.actor.person_id
