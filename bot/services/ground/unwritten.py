"""Answers that wait in memory alone: a row of what shows somebody their own paper would name them beside their slot.

A stop loses what has not gone out by then: the next press draws it again.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.domain.council.council import Council
from bot.domain.ground.ids import NO_COUNCIL, CouncilId
from bot.domain.ground.kept import name_of, to_json
from bot.domain.ground.message import Message
from bot.domain.ground.outgoing import Outgoing, OutgoingState, Priority
from bot.domain.ground.person import Person
from bot.services.ground.persons import in_private
from bot.services.ground.ports import Reads, Uow

KEPT = "unwritten:"


def reply_unwritten(uow: Uow, said: Message, *, council_id: CouncilId = NO_COUNCIL) -> None:
    """Answer the message that caused this, where it was written; asked for twice before it went out it is said once."""
    answer = _answer(uow, said, council_id)
    _keep(
        uow, answer, lambda row: row.message_id is None and (row.screen, row.params) == (answer.screen, answer.params)
    )


def redraw_unwritten(uow: Uow, said: Message, *, council_id: CouncilId = NO_COUNCIL) -> None:
    """Turn the message whose button was pressed into this; what it was to be turned into before is left out."""
    message_id = uow.cause.message_id
    if message_id is not None:
        answer = replace(_answer(uow, said, council_id), message_id=message_id, reply_to=None)
        _keep(uow, answer, lambda row: row.message_id == message_id)


def tell_unwritten(
    uow: Uow, person: Person, said: Message, *, council_id: CouncilId, priority: Priority = Priority.NOTICE
) -> None:
    """Say this to a person in private, where a row would tell of them what must not be known."""
    answer = _answer(uow, said, council_id)
    told = replace(answer, person_id=person.person_id, chat_id=person.telegram_id, thread_id=None, asker_id=None)
    _keep(uow, replace(told, reply_to=None, priority=priority), lambda _: False)


def edit_unwritten(uow: Uow, person: Person, said: Message, message_id: int, *, council_id: CouncilId) -> None:
    """Turn an older message that somebody alone sees into another: in private, or (negative) in the group."""
    answer = _answer(uow, said, council_id)
    chat = replace(answer, person_id=person.person_id, chat_id=person.telegram_id, thread_id=None, asker_id=None)
    if message_id < 0:
        here = uow.get(Council, council_id)
        chat_id = here.chat_id if here is not None else None
        chat = replace(chat, person_id=None, chat_id=chat_id, asker_id=person.person_id)
    _keep(uow, replace(chat, message_id=message_id, reply_to=None), lambda row: row.message_id == message_id)


def drop_redraws(uow: Uow, message_id: int) -> None:
    """The message in the chat of this act becomes something else."""
    _leave_out(uow, f"{KEPT}{uow.cause.chat_id}", lambda row: row.message_id == message_id)


def drop_unwritten(uow: Uow, said: Message) -> None:
    """What still waits to be shown of this, to whomever, is not shown any more."""
    screen, params = name_of(type(said)), to_json(said)
    for row in uow.memory.settled(KEPT):
        for each in row:
            if (each.screen, each.params) == (screen, params):
                take_out(uow, each)


def unwritten_now(reads: Reads) -> list[Outgoing]:
    """What may go out now."""
    return [row for rows in reads.memory.settled(KEPT) for row in rows if row.next_at <= reads.now]


def find_unwritten(reads: Reads, outgoing_id: str) -> Outgoing | None:
    """What waits under this id; None if it was left out meanwhile, or stands in a row."""
    found = (row for rows in reads.memory.settled(KEPT) for row in rows if row.outgoing_id == outgoing_id)
    return next(found, None)


def take_out(uow: Uow, row: Outgoing) -> None:
    """It went out, or never will."""
    _leave_out(uow, f"{KEPT}{row.chat_id}", lambda each: each.outgoing_id == row.outgoing_id)


def put_off(uow: Uow, row: Outgoing, trouble: str, wait: timedelta) -> None:
    """It is tried again."""
    later = replace(row, trouble=trouble, attempts=row.attempts + 1, next_at=uow.now + wait)
    _keep(uow, later, lambda each: each.outgoing_id == row.outgoing_id)


def _answer(uow: Uow, said: Message, council_id: CouncilId) -> Outgoing:
    cause, secret = uow.cause, uow.new_secret()
    actor_id = uow.actor.person_id if uow.actor else None
    person_id = actor_id if in_private(uow) else None
    return Outgoing(
        secret[:32],
        secret,
        council_id,
        person_id,
        name_of(type(said)),
        uow.now,
        uow.now,
        to_json(said),
        Priority.ANSWER,
        OutgoingState.WAITING,
        cause.chat_id,
        cause.thread_id,
        cause.message_id,
        asker_id=None if person_id else actor_id,
    )


def _keep(uow: Uow, row: Outgoing, is_replaced: Callable[[Outgoing], bool]) -> None:
    key = f"{KEPT}{row.chat_id}"
    others = (each for each in uow.memory.held(key) or () if not is_replaced(each))
    uow.memory.hold(key, (*others, row))


def _leave_out(uow: Uow, key: str, is_out: Callable[[Outgoing], bool]) -> None:
    known = uow.memory.held(key) or ()
    left = tuple(row for row in known if not is_out(row))
    if left != known:
        uow.memory.hold(key, left or None)
