"""/cancel and [Cancel]: the question ends, and who was asked in private reads which it was."""

from bot.domain.ground.dialog import ANSWER_FOR, Dialog
from bot.domain.ground.ids import NO_COUNCIL, PersonId
from bot.domain.ground.messages import Cancelled
from bot.domain.ground.outgoing import Outgoing
from bot.services.ground.asked import once_over
from bot.services.ground.dialogs import DialogOverError, cancel_dialog, is_asked_here, place
from bot.services.ground.outbox import redraw, reply
from bot.services.ground.ports import Reads, Uow


def cancel_asked(uow: Uow) -> None:
    """/cancel, and its answer."""
    dialog = uow.get(Dialog, *place(uow))
    asked_in = _asked_in(uow, dialog) if dialog is not None else ""
    council_id = dialog.council_id if dialog is not None and asked_in else NO_COUNCIL
    reply(uow, Cancelled(cancel_dialog(uow), asked_in), council_id=council_id)


def _asked_in(reads: Reads, dialog: Dialog) -> str:
    """The message that put it in private; in a group nobody else need read of it."""
    asked_at = dialog.expires_at - ANSWER_FOR
    rows = reads.find(Outgoing, chat_id=dialog.chat_id, created_at=asked_at, screen=dialog.kind)
    return rows[-1].outgoing_id if rows and dialog.chat_id > 0 else ""


def cancel_by_button(uow: Uow, asked_id: PersonId) -> None:
    """[Cancel] under a question: end it and take its buttons away. Raises DialogOverError for anybody else."""
    chat_id, actor_id = place(uow)
    if actor_id != asked_id:
        raise DialogOverError(is_mine=False)
    dialog = uow.get(Dialog, chat_id, actor_id)
    was_open = dialog is not None and is_asked_here(uow, dialog)
    asked_in = _asked_in(uow, dialog) if dialog is not None and was_open else ""
    if dialog is not None and was_open:
        uow.remove(dialog)
    said = once_over(uow, Cancelled(was_open, asked_in))
    redraw(uow, said, council_id=dialog.council_id if dialog else NO_COUNCIL)
