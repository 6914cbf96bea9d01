"""Answers to questions: a reply in the group, any text in private, [Yes], [No] and [Cancel]."""

import difflib

from telegram import Message

from bot.domain.council.messages import CommandUnknown
from bot.domain.ground.dialog import Answer
from bot.domain.ground.ids import NO_COUNCIL
from bot.domain.ground.text import cut
from bot.services.council.panel import show
from bot.services.ground import cancelling, dialogs
from bot.services.ground.answering import answer_dialog
from handlers.act import Act
from handlers.presses.ground import WHOLE, CancelPress, ConfirmPress, PickPagePress, PickPress
from handlers.whom import replied_to
from handlers.written import written_in


async def on_text(act: Act) -> None:
    """A message that is no command: the answer to a question, or none of our business."""
    if act.sender is None or act.message is None:
        return
    if act.command:
        await on_unknown_command(act)
        return
    await act.write(answer_dialog, answer_of(act.message), is_group=not act.is_private)


async def on_unknown_command(act: Act) -> None:
    """A command that is not ours: a kind word if it was meant for us, nothing if it may be another bot's."""
    if not act.is_for_us or not (act.addressee or act.is_private):
        return
    near = difflib.get_close_matches(act.command, act.desk.routes.commands, n=1)
    unknown = CommandUnknown(cut(act.command, 32), near[0] if near else "")
    await act.write(show, NO_COUNCIL, unknown, in_place=False)


async def on_confirm(act: Act, press: ConfirmPress) -> None:
    """[Yes] or [No] under "are you sure", or what means all of it."""
    is_whole = press.is_yes == WHOLE
    await act.write(dialogs.answer_confirm, press.person_id, is_yes=bool(press.is_yes), is_whole=is_whole)


async def on_pick(act: Act, press: PickPress) -> None:
    """A name was picked."""
    await act.write(dialogs.answer_pick, press.asked_id, press.person_id)


async def on_pick_page(act: Act, press: PickPagePress) -> None:
    """[More] names."""
    await act.write(dialogs.turn_pick_page, press.asked_id, press.page)


async def on_cancel_press(act: Act, press: CancelPress) -> None:
    """[Cancel] under a question."""
    await act.write(cancelling.cancel_by_button, press.asked_id)


def answer_of(message: Message) -> Answer:
    """What a message says: its text or caption, and its photo or file."""
    files: tuple[tuple[str, str], ...] = ()
    if message.photo:
        files = (("photo", message.photo[-1].file_id),)
    elif message.document:
        files = (("document", message.document.file_id),)
    replied = replied_to(message)
    return Answer(written_in(message), files, replied.message_id if replied else None)
