"""What concerns one person goes home to their private chat, where the group cannot show it to them alone.

Only a member whose private chat is open; whoever else asked is answered in the group, or led there (signposts.py). What
was asked with it goes along: it is answered there, and counts as if it was answered in the group (`Dialog.begun_in`).
"""

from dataclasses import replace

from bot.domain.council.council import Council
from bot.domain.ground.dialog import ANSWER_FOR, Dialog
from bot.domain.ground.duties import EndQuestion
from bot.domain.ground.ids import CouncilId, PersonId
from bot.domain.ground.kept import name_of
from bot.domain.ground.message import Question
from bot.domain.ground.outgoing import Outgoing, OutgoingState
from bot.domain.ground.person import Person
from bot.domain.roll.member import ON_THE_ROLL, Member
from bot.services.ground.aside import put_aside
from bot.services.ground.budget import give_back
from bot.services.ground.outbox import tell_person
from bot.services.ground.persons import in_private
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.schedule import plan

NOT_AT_HOME = "not at home"
"""The trouble of what came back from there."""


def home_of(reads: Reads, row: Outgoing) -> Person | None:
    """Who can be told this in private; None where it stays in the group."""
    is_new_answer = row.asker_id is not None and row.person_id is None and row.message_id is None
    council_id = council_of_answer(reads, row)
    if not is_new_answer or council_id is None or row.trouble == NOT_AT_HOME or row.asker_id is None:
        return None
    person, member = reads.get(Person, row.asker_id), reads.get(Member, council_id, row.asker_id)
    if person is None or member is None or member.state not in ON_THE_ROLL:
        return None
    return person if person.is_reachable else None


def council_of_answer(reads: Reads, row: Outgoing) -> CouncilId | None:
    """Whose it is; of what is no council's, as a language is not, that of the group in which it was asked."""
    if row.council_id:
        return row.council_id
    here = reads.find(Council, chat_id=row.chat_id) if row.chat_id is not None and row.chat_id < 0 else []
    return here[0].council_id if here else None


def is_still_theirs(reads: Reads, row: Outgoing) -> bool:
    """Whether they are on that roll (still): what they asked for may have waited for them for long."""
    council_id = council_of_answer(reads, row)
    member = reads.get(Member, council_id, row.person_id) if council_id is not None else None
    return member is not None and member.state in ON_THE_ROLL


def is_from_group(row: Outgoing) -> bool:
    """Whether it answers what was said in a group, and is on its way home."""
    return row.person_id is not None and row.chat_id is not None and row.chat_id < 0


def began_in_group(reads: Reads, person_id: PersonId) -> bool:
    """Whether what they are asked in private began in a group: what comes of it is said in their name."""
    person = reads.get(Person, person_id)
    dialog = reads.get(Dialog, person.telegram_id, person_id) if person is not None else None
    return dialog is not None and dialog.begun_in is not None


def take_home(uow: Uow, outgoing_id: str) -> None:
    """It waits for their private chat from now on, and so does what it asks."""
    row = uow.get(Outgoing, outgoing_id)
    person = home_of(uow, row) if row is not None and row.state is OutgoingState.WAITING else None
    if row is None or person is None or row.chat_id is None:
        return
    uow.change(row, person_id=person.person_id, reply_to=None, thread_id=None)
    give_back(uow, row.chat_id, person.person_id, row.created_at)
    _move(uow, row, person, row.chat_id, person.telegram_id, thread_id=row.thread_id)


def bring_back(uow: Uow, outgoing_id: str) -> None:
    """They cannot be reached after all: the group shows it, and what was asked is asked there."""
    row = uow.get(Outgoing, outgoing_id)
    person = uow.get(Person, row.person_id) if row is not None and row.person_id else None
    if row is None or person is None or row.chat_id is None:
        return
    uow.change(row, person_id=None, trouble=NOT_AT_HOME)
    _move(uow, row, person, person.telegram_id, row.chat_id)


def put_aside_at_home(uow: Uow, kind: type[Question]) -> None:
    """What the actor writes in private is kept, where they go on with it from a group: it comes home with that."""
    dialog = uow.get(Dialog, uow.actor.telegram_id, uow.actor.person_id) if uow.actor is not None else None
    if dialog is not None and dialog.kind == name_of(kind) and not in_private(uow):
        put_aside(uow, dialog)
        uow.remove(dialog)


def _move(uow: Uow, row: Outgoing, person: Person, here: int, there: int, *, thread_id: int | None = None) -> None:
    """The question that this puts, if it puts one, waits for its answer there. It takes the place of another."""
    asked = uow.get(Dialog, here, person.person_id)
    if asked is None or asked.expires_at != row.created_at + ANSWER_FOR:
        return
    other = uow.get(Dialog, there, person.person_id)
    uow.remove(asked)
    if other is not None:
        _end(uow, other, row)
    begun = {"begun_in": here, "begun_thread": thread_id} if here < 0 else {"begun_in": None, "begun_thread": None}
    uow.add(replace(asked, chat_id=there, **begun))
    plan(uow, asked.council_id, EndQuestion(there, person.person_id), asked.expires_at)


def _end(uow: Uow, other: Dialog, row: Outgoing) -> None:
    """Another question there ends without an answer; of some of them what was written is kept, and that is said."""
    said = put_aside(uow, other) if other.kind != row.screen else None
    uow.remove(other)
    if said is not None and other.expires_at > uow.now:
        tell_person(uow, other.person_id, said, once=f"{row.key}:aside", council_id=other.council_id)
