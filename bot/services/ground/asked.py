"""What a group saw asked goes once it is dealt with: nobody else has any use for it.

In private, and where one person alone sees it, a question that nobody answered says so (expiring.py).
"""

from typing import Any

from bot.domain.ground.dialog import Dialog
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.message import Message
from bot.domain.ground.messages import QuestionGone
from bot.domain.ground.outgoing import Card, Outgoing, OutgoingState
from bot.services.ground.outbox import drop, turn_told
from bot.services.ground.ports import Reads, Uow

WHY = "the question is over"


def clear_asked(uow: Uow, dialog: Dialog, *, but: int | None = None) -> None:
    """Take away what put this question in sight of all; `but`: the message that shows what comes next."""
    if dialog.chat_id > 0:
        return
    asked: dict[str, Any] = {"asker_id": dialog.person_id, "chat_id": dialog.chat_id, "screen": dialog.kind}
    for row in uow.find(Outgoing, **asked, state=OutgoingState.WAITING):
        if row.message_id is None:
            drop(uow, row, WHY)
    for row in uow.find(Outgoing, **asked, state=OutgoingState.SENT):
        if row.message_id is not None and row.message_id > 0 and row.message_id != but and _stands(uow, row):
            turn_told(uow, row, QuestionGone())
            uow.change(row, state=OutgoingState.DROPPED, trouble=WHY, verbs="")


def once_over(uow: Uow, said: Message) -> Message:
    """What the question under which was pressed becomes: nothing where all see it, else this."""
    chat_id, message_id = uow.cause.chat_id, uow.cause.message_id
    in_sight = chat_id is not None and chat_id < 0 and message_id is not None and message_id > 0
    return QuestionGone() if in_sight else said


def has_told_all(reads: Reads, council_id: CouncilId) -> bool:
    """Whether this very use-case tells the council in its group what came of it: nobody need read "Done" there."""
    nobody: dict[str, Any] = {"person_id": None, "asker_id": None, "created_at": reads.now}
    return bool(council_id) and reads.count(Outgoing, council_id=council_id, **nobody) > 0


def _stands(reads: Reads, row: Outgoing) -> bool:
    """Whether the message was not turned into something else since, a card say."""
    where: dict[str, Any] = {"chat_id": row.chat_id, "message_id": row.message_id}
    newest = reads.find(Outgoing, order="-outgoing_id", limit=1, **where)
    return not reads.count(Card, **where) and newest == [row]
