"""Delivery's side of the database: what waits to be sent, and what became of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.domain.council.council import Council, CouncilState
from bot.domain.ground.calendar import is_night
from bot.domain.ground.ids import CouncilId, PersonId
from bot.domain.ground.kept import name_of
from bot.domain.ground.outgoing import Card, Outgoing, OutgoingState
from bot.domain.ground.person import Person
from bot.services.council.absence import catch_up
from bot.services.council.council import councils_of
from bot.services.council.muting import speak_again
from bot.services.ground.budget import give_back
from bot.services.ground.deadlines import begin_when_shown
from bot.services.ground.filters import AtMost
from bot.services.ground.outbox import FLEETING
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.unwritten import find_unwritten, put_off, take_out, unwritten_now

PASS_SIZE = 100
ANEW_AFTER = timedelta(minutes=10)
"""So long a card whose message is lost once more stays so, unless somebody asks for it."""
CHAT = ("person_id", "council_id", "chat_id")
"""What tells chats apart: finer than need be, as a group's messages name its council, with its chat or without."""


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a message goes, and in which words. `is_open` is False while the bot has no way there.

    `is_night`: people sleep there, so that nothing may make a sound.
    """

    chat_id: int
    is_group: bool
    is_open: bool
    language: str
    zone: str
    thread_id: int | None = None
    is_night: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """What delivery has to do: of each chat the message that goes next, by priority then by age, and cards behind.

    `is_cut`: not of all chats.
    """

    messages: list[Outgoing]
    cards: list[Card]
    is_cut: bool


def waiting(reads: Reads, size: int = PASS_SIZE) -> Waiting:
    """One pass of work, at most `size` of each: a chat in which thousands of answers wait hides no other."""
    ready: dict[str, Any] = {"state": OutgoingState.WAITING, "next_at": AtMost(reads.now)}
    messages = reads.find(Outgoing, order="priority", limit=size, first_of=CHAT, **ready)
    cards = reads.find(Card, limit=size, is_dirty=True, is_gone=False)
    return Waiting(messages + unwritten_now(reads), cards, size in {len(messages), len(cards)})


def destination(
    reads: Reads, council_id: CouncilId, person_id: PersonId | None, chat_id: int | None
) -> Destination | None:
    """The chat of a message: the person's private one, the group an answer belongs to, or the council's group."""
    council = reads.get(Council, council_id) if council_id else None
    person = reads.get(Person, person_id) if person_id else None
    if person is not None:
        return _private(reads, person, council)
    if council is not None:
        is_open, night = council.state is CouncilState.ACTIVE, is_night(reads.now, council.zone)
        return Destination(council.chat_id, True, is_open, council.language, council.zone, council.thread_id, night)
    return (
        Destination(chat_id, chat_id < 0, True, "en", "UTC", is_night=is_night(reads.now, "UTC")) if chat_id else None
    )


def _private(reads: Reads, person: Person, council: Council | None) -> Destination:
    """Whoever has named no zone lives where their councils are, as far as one can know: night in any is night."""
    here = [council] if council is not None else []
    zones = [person.zone] if person.zone else [each.zone for each in here or councils_of(reads, person)]
    night = any(is_night(reads.now, zone) for zone in zones)
    zone = person.zone or (council.zone if council is not None else "UTC")
    is_open, language = person.is_reachable, person.language or "en"
    return Destination(person.telegram_id, False, is_open, language, zone, is_night=night)


def foretell(uow: Uow, council_id: CouncilId, name: str, verbs: str) -> None:
    """A card or page is about to show these buttons: noted before, so that a press finds them and no forged one does.

    `name`: the id of the card or of the message.
    """
    card, row = uow.get(Card, council_id, name), uow.get(Outgoing, name)
    if card is not None:
        uow.change(card, verbs=_joined(card.verbs, verbs))
    elif row is not None:
        uow.change(row, verbs=verbs)


def _joined(before: str | None, verbs: str) -> str:
    return " ".join(sorted({*(before or "").split(), *verbs.split()}))


def mark_sent(uow: Uow, outgoing_id: str, chat_id: int, message_id: int | None, verbs: str = "") -> None:
    """It went out; the row keeps where it stands and its buttons, so that replies and presses find its subject."""
    if (unwritten := find_unwritten(uow, outgoing_id)) is not None:
        take_out(uow, unwritten)
        _note_shown(uow, unwritten, message_id)
        return
    row = uow.get(Outgoing, outgoing_id)
    if row is not None and row.screen in FLEETING:
        uow.remove(row)
    elif row is not None:
        is_new = row.message_id is None
        if is_new and row.asker_id and row.chat_id and message_id is not None and message_id < 0:
            give_back(uow, row.chat_id, row.asker_id, row.created_at)
        where = {"chat_id": chat_id, "message_id": message_id, "verbs": verbs}
        uow.change(row, state=OutgoingState.SENT, sent_at=uow.now, **where)
        if row.person_id is None:
            _take_up(uow, row.council_id, is_new=is_new)


def _note_shown(uow: Uow, row: Outgoing, message_id: int | None) -> None:
    """Somebody may have to find it again, though no row says where it stands."""
    if message_id is None or message_id == row.message_id:
        return
    for kind, note in uow.registers.shown.items():
        if name_of(kind) == row.screen:
            note(uow, row, message_id)


def mark_trouble(
    uow: Uow, outgoing_id: str, trouble: str, state: OutgoingState, wait: timedelta = timedelta(0)
) -> None:
    """It did not go out: kept waiting, shelved until the way is open again, or dropped because it never can."""
    if (unwritten := find_unwritten(uow, outgoing_id)) is not None:
        put_off(uow, unwritten, trouble, wait) if state is OutgoingState.WAITING else take_out(uow, unwritten)
        return
    row = uow.get(Outgoing, outgoing_id)
    if row is not None:
        uow.change(row, state=state, trouble=trouble, attempts=row.attempts + 1, next_at=uow.now + wait)


def mark_drawn(
    uow: Uow, council_id: CouncilId, card_id: str, version: int, chat_id: int, message_id: int, verbs: str = ""
) -> None:
    """The card shows this version; if it has moved on meanwhile, it stays behind and is drawn again."""
    card, council = uow.get(Card, council_id, card_id), uow.get(Council, council_id)
    if council is not None and council.chat_id != chat_id:
        return  # the group became a supergroup meanwhile, where the card is posted anew
    if card is not None:
        is_behind = card.version > version
        shown = {"rendered": version, "is_dirty": is_behind, "is_final": card.is_final and is_behind}
        shown |= {"is_looked_for": card.is_looked_for and is_behind}
        uow.change(card, **shown, chat_id=chat_id, message_id=message_id, verbs=_joined(card.verbs, verbs))
        _take_up(uow, council_id, is_new=card.message_id is None)
        if card.rendered == 0 and card.subject_id != council_id:
            begin_when_shown(uow, council_id, card.subject_id)


def _take_up(uow: Uow, council_id: CouncilId, *, is_new: bool) -> None:
    """The bot may write in the group: what was shelved for want of that goes out.

    Telegram tells nobody when a group as a whole is muted, or not any more. That it could edit (not `is_new`) shows
    nothing of whether it may write.
    """
    council = uow.get(Council, council_id) if council_id else None
    if council and is_new:
        council = speak_again(uow, council)
    if council and uow.count(Outgoing, state=OutgoingState.SHELVED, council_id=council_id, person_id=None):
        catch_up(uow, council)


def mark_card_lost(uow: Uow, council_id: CouncilId, card_id: str) -> None:
    """Its message was deleted or cannot be edited any more: post it anew.

    Where that happens again soon it rests until it changes after a while, is over, or somebody looks for it: in a group
    in which nothing can be edited it would be posted with every vote.
    """
    card = uow.get(Card, council_id, card_id)
    if card is None:
        return
    key = f"posted_anew:{card_id}"
    before: datetime | None = uow.memory.held(key)
    if before is not None and uow.now - before < ANEW_AFTER and not (card.is_final or card.is_looked_for):
        uow.change(card, is_dirty=False)
        return
    uow.memory.hold(key, uow.now)
    uow.change(card, message_id=None, is_dirty=True)


def drop_card(uow: Uow, council_id: CouncilId, card_id: str) -> None:
    """What it shows has gone."""
    card = uow.get(Card, council_id, card_id)
    if card is not None:
        uow.change(card, is_dirty=False, is_gone=True)


def rest_card(uow: Uow, council_id: CouncilId, card_id: str) -> None:
    """The bot is out of the group: drawn again once it is back (bot.services.absence)."""
    card = uow.get(Card, council_id, card_id)
    if card is not None:
        uow.change(card, is_dirty=False)


def close_way(uow: Uow, person_id: PersonId) -> None:
    """The person blocked the bot or never started it: remember it, and shelve what waits for them."""
    person = uow.get(Person, person_id)
    if person is not None and person.is_reachable:
        uow.change(person, is_reachable=False)
    for row in uow.find(Outgoing, state=OutgoingState.WAITING, person_id=person_id):
        uow.change(row, state=OutgoingState.SHELVED, trouble="no way there")


def open_way(uow: Uow, person_id: PersonId) -> None:
    """The person can be reached again: what was shelved for them goes out."""
    for row in uow.find(Outgoing, state=OutgoingState.SHELVED, person_id=person_id):
        uow.change(row, state=OutgoingState.WAITING, next_at=uow.now)


def note_way(uow: Uow, *, is_open: bool) -> None:
    """The actor blocked the bot in private, or let it in again."""
    if uow.actor is None:
        return
    if is_open:
        open_way(uow, uow.actor.person_id)
    else:
        close_way(uow, uow.actor.person_id)
