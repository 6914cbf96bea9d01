"""What somebody may write next in their private chat, where a message that asks nothing else of them invites to it."""

from bot.domain.ground.dialog import ANSWER_FOR, Dialog
from bot.domain.ground.duties import EndQuestion
from bot.domain.ground.ids import CouncilId, PersonId
from bot.domain.ground.kept import name_of, to_json
from bot.domain.ground.message import Question
from bot.domain.ground.person import Person
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.schedule import plan


def expect(uow: Uow, council_id: CouncilId, person: Person, question: Question) -> None:
    """For 15 minutes it is taken as the answer to this; whatever they were asked there comes first."""
    known = uow.get(Dialog, person.telegram_id, person.person_id)
    if known is not None and known.expires_at > uow.now and known.kind != name_of(type(question)):
        return
    if known is not None:
        uow.remove(known)
    until, kind = uow.now + ANSWER_FOR, name_of(type(question))
    uow.add(Dialog(person.telegram_id, person.person_id, council_id, kind, until, to_json(question)))
    plan(uow, council_id, EndQuestion(person.telegram_id, person.person_id), until)


def is_expected(reads: Reads, person_id: PersonId, question: Question) -> bool:
    """Whether they may write it now in their private chat."""
    dialog = _expected(reads, person_id, question)
    return dialog is not None and dialog.expires_at > reads.now


def end_expecting(uow: Uow, person_id: PersonId, question: Question) -> None:
    """What they write there answers this no more."""
    dialog = _expected(uow, person_id, question)
    if dialog is not None:
        uow.remove(dialog)


def _expected(reads: Reads, person_id: PersonId, question: Question) -> Dialog | None:
    """Their question there, if it is this one, whoever it names as asked."""
    person = reads.get(Person, person_id)
    dialog = reads.get(Dialog, person.telegram_id, person_id) if person is not None else None
    if dialog is None or dialog.kind != name_of(type(question)):
        return None
    asked = {**to_json(question), "asked_id": dialog.state.get("asked_id")}
    return dialog if dialog.state == asked else None
