"""What is to be said: messages to groups and persons, and cards that follow a living thing."""

from dataclasses import replace
from typing import Any

from bot.domain.ballots.messages import PaperInBooth
from bot.domain.ground.calendar import day_of
from bot.domain.ground.ids import NO_COUNCIL, CouncilId, PersonId
from bot.domain.ground.kept import name_of, to_json
from bot.domain.ground.message import CardMessage, Message
from bot.domain.ground.messages import AnswersLeftOut
from bot.domain.ground.outgoing import Card, Outgoing, OutgoingState, Priority
from bot.domain.ground.person import Person
from bot.services.ground.budget import TooManyPostsError, spend_answer
from bot.services.ground.persons import in_private
from bot.services.ground.ports import Uow
from bot.services.ground.pressed import is_own, may_turn
from bot.services.ground.unwritten import drop_redraws, drop_unwritten

ANSWERS_AT_ONCE = 20
"""So many answers to one person may wait in one chat: what a group takes in a minute."""

REDRAWS_AT_ONCE = 5
"""So many messages of a group may wait to be turned into something else for one person."""

LEFT_OUT = name_of(AnswersLeftOut)

FLEETING = frozenset({name_of(PaperInBooth)})
"""What clears somebody's paper from their chat at the close leaves nothing behind that would tell who was in the booth:
such a row names no time but the day, no order and no cause, and goes with its sending. (services/ground/unwritten.py:
while the ballot is open nothing of a booth stands in a row.)"""


def tell_council(
    uow: Uow, council_id: CouncilId, said: Message, *, once: str, priority: Priority = Priority.ANSWER
) -> None:
    """Say this in the council's group, only once for each `once`; in its turn with cards and answers."""
    _post(uow, once, said, council_id, None, priority)


def tell_under(
    uow: Uow,
    council_id: CouncilId,
    subject_id: str,
    said: Message,
    *,
    once: str,
    priority: Priority = Priority.ANSWER,
) -> None:
    """Say this in the council's group as a reply to the card of this subject, in its topic, once for each `once`."""
    cards = uow.find(Card, council_id=council_id, subject_id=subject_id)
    where = {"reply_to": cards[-1].message_id, "thread_id": cards[-1].thread_id} if cards else {}
    _post(uow, once, said, council_id, None, priority, **where)


def tell_person(
    uow: Uow,
    person_id: PersonId,
    said: Message,
    *,
    once: str,
    council_id: CouncilId = NO_COUNCIL,
    priority: Priority = Priority.NOTICE,
) -> None:
    """Say this to a person in private, once for each `once`; shelved if they cannot be reached."""
    _post(uow, once, said, council_id, person_id, priority)


def reply(uow: Uow, said: Message, *, council_id: CouncilId = NO_COUNCIL, under: int | None = None) -> None:
    """Answer the message that caused this use-case, where it was written; or `under` another one there.

    Whoever asks faster than Telegram lets the bot answer is told so in one last answer, and gets none until that has
    gone out; whoever has had their answers in a group for now (`budget`) is told so as well. What they do is done all
    the same, and nothing that is not an answer to them is ever left out. A page of what was pressed takes its place.
    """
    if uow.cause.is_turning and type(said).IS_PAGE and is_own(uow):
        redraw(uow, said, council_id=council_id)
        return
    answer = _as_budgeted(uow, said)
    if answer is not None:
        _answer(uow, answer, council_id, {"reply_to": under or uow.cause.message_id}, "reply")


def _as_budgeted(uow: Uow, said: Message) -> Message | None:
    """What may be said: this, the last answer for a while, or nothing."""
    waiting = _answers_waiting(uow, asker_id=uow.actor.person_id if uow.actor else None)
    if any(row.screen == LEFT_OUT for row in waiting):
        return None
    if len(waiting) >= ANSWERS_AT_ONCE:
        return AnswersLeftOut()
    if uow.actor is None or uow.cause.chat_id is None or in_private(uow):
        return said
    try:
        until = spend_answer(uow, uow.cause.chat_id)
    except TooManyPostsError:
        return None
    return said if until is None else AnswersLeftOut(until)


def redraw(uow: Uow, said: Message, *, message_id: int | None = None, council_id: CouncilId = NO_COUNCIL) -> None:
    """Turn a message into another: the one whose button was pressed, unless another is named.

    What it was to be turned into before, and was not yet, is left out. Where no such message stands it is said below.
    """
    message_id = message_id or uow.cause.message_id
    if message_id is not None and not may_turn(uow, message_id):
        reply(uow, said, council_id=council_id)
    elif message_id is not None:
        _answer(uow, said, council_id, {"message_id": message_id}, "redraw")
        for row in _answers_waiting(uow, message_id=message_id)[:-1]:
            drop(uow, row, "drawn over")
        drop_redraws(uow, message_id)
        _leave_few_redraws(uow)


def _leave_few_redraws(uow: Uow) -> None:
    """Of the messages that one person turns at once in a group the last few: nobody else's answers wait for more."""
    if uow.actor is None or in_private(uow):
        return
    waiting = _answers_waiting(uow, asker_id=uow.actor.person_id)
    turned = [row for row in waiting if row.message_id is not None]
    for row in turned[:-REDRAWS_AT_ONCE]:
        drop(uow, row, "one of too many")


def drop(uow: Uow, row: Outgoing, why: str) -> None:
    """It is not sent (any more); of what is fleeting nothing stays."""
    if row.screen in FLEETING:
        uow.remove(row)
    else:
        uow.change(row, state=OutgoingState.DROPPED, trouble=why)


def forget_fleeting(uow: Uow, council_id: CouncilId, said: Message) -> None:
    """What still waits to be shown of this is not shown any more."""
    for row in uow.find(Outgoing, council_id=council_id, screen=name_of(type(said))):
        if row.params == to_json(said):
            uow.remove(row)
    drop_unwritten(uow, said)


def reply_or_redraw(uow: Uow, said: Message, *, in_place: bool, council_id: CouncilId = NO_COUNCIL) -> None:
    """Show this in place of the message whose button was pressed, else below what caused this use-case."""
    if in_place and uow.cause.message_id is not None:
        redraw(uow, said, message_id=uow.cause.message_id, council_id=council_id)
    else:
        reply(uow, said, council_id=council_id)


def edit_in_council(uow: Uow, council_id: CouncilId, said: Message, message_id: int, *, once: str) -> None:
    """Turn an older message in the council's group into another, once for each `once`."""
    _post(uow, once, said, council_id, None, Priority.NOTICE, message_id=message_id)


def redraw_told(uow: Uow, once: str, said: Message) -> None:
    """What was said under this key reads like this now; what still waits is drawn when it goes."""
    for row in uow.find(Outgoing, key=once, state=OutgoingState.SENT):
        turn_told(uow, row, said)


def turn_told(uow: Uow, row: Outgoing, said: Message) -> None:
    """A message that was sent reads like this now, where it stands."""
    if row.message_id is not None:
        key = f"{row.key}:{uow.now.isoformat()}"
        where: dict[str, Any] = {"chat_id": row.chat_id, "message_id": row.message_id}
        if row.message_id < 0:
            where |= {"asker_id": row.asker_id}
        _post(uow, key, said, row.council_id, row.person_id, Priority.NOTICE, **where)


def draw_again(uow: Uow, row: Outgoing, *, about_id: str | None) -> None:
    """What was sent is drawn anew where it stands, as things are now; not where it was turned into something else."""
    if row.message_id is None:
        return
    newest = uow.find(Outgoing, order="-outgoing_id", limit=1, chat_id=row.chat_id, message_id=row.message_id)
    key = f"{row.key}:{uow.now.isoformat()}"
    if [each.outgoing_id for each in newest] != [row.outgoing_id] or uow.count(Outgoing, key=key):
        return
    fresh = Outgoing(
        uow.new_id(), key, row.council_id, row.person_id, row.screen, uow.now, uow.now, row.params, Priority.NOTICE
    )
    asker_id = row.asker_id
    uow.add(replace(fresh, chat_id=row.chat_id, message_id=row.message_id, asker_id=asker_id, about_id=about_id))


def edit_in_private(
    uow: Uow, person: Person, said: Message, message_id: int, *, once: str, council_id: CouncilId
) -> None:
    """Turn an older message that somebody alone sees into another, once for each `once`: in private, or in the group.

    The number of one in the group is negative.
    """
    if message_id < 0:
        here: dict[str, Any] = {"message_id": message_id, "asker_id": person.person_id}
        _post(uow, once, said, council_id, None, Priority.NOTICE, **here)
        return
    where = {"message_id": message_id, "chat_id": person.telegram_id}
    _post(uow, once, said, council_id, person.person_id, Priority.NOTICE, **where)


def open_card(uow: Uow, council_id: CouncilId, shown: CardMessage, thread_id: int | None = None) -> Card:
    """A card in the council's group; delivery posts it and draws it again whenever its version is raised."""
    card = Card(council_id, uow.new_id(), name_of(type(shown)), shown.subject_id, uow.now, thread_id)
    uow.add(card)
    return card


def _answers_waiting(uow: Uow, **equal: Any) -> list[Outgoing]:
    chat_id, state = uow.cause.chat_id, OutgoingState.WAITING
    return uow.find(Outgoing, chat_id=chat_id, state=state, priority=Priority.ANSWER, **equal)


def _answer(uow: Uow, said: Message, council_id: CouncilId, where: dict[str, int | None], part: str) -> None:
    cause = uow.cause
    _post(
        uow,
        f"{cause.name}:{part}:{name_of(type(said))}",
        said,
        council_id,
        uow.actor.person_id if uow.actor and in_private(uow) else None,
        Priority.ANSWER,
        chat_id=cause.chat_id,
        asker_id=uow.actor.person_id if uow.actor else None,
        **({"thread_id": cause.thread_id} | where),
    )


def _post(
    uow: Uow,
    key: str,
    said: Message,
    council_id: CouncilId,
    person_id: PersonId | None,
    priority: Priority,
    **more: int | str | None,
) -> None:
    if uow.count(Outgoing, key=key):
        return
    name, at = name_of(type(said)), uow.now
    outgoing_id = uow.new_id()
    is_alone_in_group = isinstance(to := more.get("message_id"), int) and to < 0
    if name in FLEETING:
        outgoing_id, key, at = uow.new_secret()[:32], uow.new_secret(), day_of(at)
        if not is_alone_in_group:
            more |= {"asker_id": None}
    elif person_id is not None or more.get("asker_id") is not None or said.IS_FOR_ALL:
        more |= {"about_id": said.offered_on}
    row = Outgoing(outgoing_id, key, council_id, person_id, name, at, at, to_json(said), priority, **more)  # type: ignore[arg-type]
    uow.add(row)
