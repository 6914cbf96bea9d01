"""A question nobody answered in time: it says so, and its buttons go. Of what all of a group saw nothing stays."""

from bot.domain.ground.dialog import ANSWER_FOR, Dialog
from bot.domain.ground.duties import EndQuestion
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.messages import QuestionExpired
from bot.domain.ground.outgoing import Outgoing, OutgoingState
from bot.services.ground.aside import put_aside
from bot.services.ground.asked import clear_asked
from bot.services.ground.outbox import turn_told
from bot.services.ground.ports import Uow


def end_question(uow: Uow, council_id: CouncilId, duty: EndQuestion) -> None:
    """The 15 minutes are over. The row stays for a while, so that a late answer hears why it is none."""
    dialog = uow.get(Dialog, duty.chat_id, duty.person_id)
    if dialog is None or dialog.council_id != council_id or dialog.expires_at > uow.now:
        return
    said = put_aside(uow, dialog)
    if said is None:
        clear_asked(uow, dialog)
    asked_at = dialog.expires_at - ANSWER_FOR
    shown = uow.find(Outgoing, council_id=council_id, chat_id=dialog.chat_id, created_at=asked_at)
    for row in shown:
        if row.state is OutgoingState.SENT and row.params.get("asked_id") == duty.person_id and row.verbs:
            turn_told(uow, row, said or QuestionExpired(row.outgoing_id))
