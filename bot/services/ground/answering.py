"""What somebody writes where they were asked something, or as a reply to a message that knows what a reply means."""

from bot.domain.ground.dialog import Answer, Dialog
from bot.domain.ground.ids import CouncilId, PersonId
from bot.domain.ground.kept import NotReadableError, from_json
from bot.domain.ground.message import Message, Question
from bot.domain.ground.messages import NotAsked, PressInstead, QuestionOver, TooLate
from bot.domain.ground.outgoing import Card, Outgoing, message_of, message_on
from bot.services.ground.aside import named
from bot.services.ground.asked import clear_asked
from bot.services.ground.dialogs import PICKING, go_on_from, hold, picked_by_name, place
from bot.services.ground.outbox import reply
from bot.services.ground.ports import Reads, Uow


def answer_dialog(uow: Uow, answer: Answer, *, is_group: bool) -> bool:
    """Take what the actor wrote as the answer to their question. False: there is none, or it was no reply to us.

    In a group only a reply to one of the bot's messages is an answer; in private anything is that is no command. A
    late one gets a kind word. If the answer is refused the transaction is undone, so the question stays open.
    """
    chat_id, person_id = place(uow)
    if answer.reply_to is not None and _take_reply(uow, chat_id, answer.reply_to, answer):
        return True
    if is_group and (answer.reply_to is None or not _is_ours(uow, chat_id, answer.reply_to)):
        return False
    dialog = uow.get(Dialog, chat_id, person_id)
    if dialog is not None and not _waits_for_a_press(uow, dialog):
        return _take_answer(uow, dialog, answer)
    is_to_question = answer.reply_to is not None and _is_question_to(uow, chat_id, answer.reply_to, person_id)
    return (is_to_question or not is_group) and _take_words(uow, dialog, answer, is_to_question=is_to_question)


def _take_words(uow: Uow, dialog: Dialog | None, answer: Answer, *, is_to_question: bool) -> bool:
    """Nothing waits for words: a name where one is to be picked is taken all the same, anything else hears why not."""
    if dialog is None or dialog.expires_at <= uow.now:
        reply(uow, QuestionOver() if is_to_question else NotAsked())
        return False
    if dialog.kind == PICKING and picked_by_name(uow, dialog, answer.text):
        return True
    reply(uow, PressInstead())
    return False


def press_instead(uow: Uow, council_id: CouncilId, question: Question, _: Answer) -> None:
    """The answer to a question that has buttons of its own: it stays open."""
    hold(uow, council_id, question)
    reply(uow, PressInstead(), council_id=council_id)


def _is_question_to(reads: Reads, chat_id: int, message_id: int, person_id: PersonId) -> bool:
    """Whether this message asked this person something: a reply to it means to answer, one to a card does not."""
    said = reads.find(Outgoing, chat_id=chat_id, message_id=message_id)
    return any(row.params.get("asked_id") == person_id for row in said)


def _waits_for_a_press(reads: Reads, dialog: Dialog) -> bool:
    return dialog.kind == PICKING or (
        dialog.kind in named(reads.registers.confirmations) and dialog.kind not in named(reads.registers.answers)
    )


def _take_answer(uow: Uow, dialog: Dialog, answer: Answer) -> bool:
    """The question ends. What another release asked is over as well, and whoever answers hears so.

    An answer to what is kept after its time goes on with that.
    """
    uow.remove(dialog)
    if dialog.expires_at <= uow.now and dialog.kind not in named(uow.registers.put_aside):
        reply(uow, TooLate(), council_id=dialog.council_id)
        return False
    kind = named(uow.registers.answers).get(dialog.kind)
    if kind is None or uow.registers.answers[kind] is not press_instead:
        clear_asked(uow, dialog)
    try:
        question = from_json(kind, dialog.state) if kind is not None else None
    except NotReadableError:
        question = None
    if kind is None or question is None:
        uow.set_aside(dialog)
        reply(uow, QuestionOver(), council_id=dialog.council_id)
        return False
    go_on_from(uow, dialog)
    uow.registers.answers[kind](uow, dialog.council_id, question, answer)
    return True


def _take_reply(uow: Uow, chat_id: int, message_id: int, answer: Answer) -> bool:
    """Whether the message replied to knows what the reply means."""
    rows: list[Outgoing | Card] = [*uow.find(Outgoing, chat_id=chat_id, message_id=message_id)]
    rows += uow.find(Card, chat_id=chat_id, message_id=message_id)
    meant = [(row.council_id, said) for row in rows if (said := _replied_to(uow, row)) is not None]
    return any(uow.registers.replies[type(said)](uow, council_id, said, answer) for council_id, said in meant)


def _replied_to(reads: Reads, row: Outgoing | Card) -> Message | None:
    """What the row says, if a reply to that means anything."""
    kind = named(reads.registers.replies).get(row.screen)
    try:
        if kind is None:
            return None
        return message_of(kind, row) if isinstance(row, Outgoing) else message_on(kind, row)
    except NotReadableError:
        reads.set_aside(row)
        return None


def _is_ours(reads: Reads, chat_id: int, message_id: int) -> bool:
    return bool(reads.count(Outgoing, chat_id=chat_id, message_id=message_id))
