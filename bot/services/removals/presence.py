"""Who is in the group, as Telegram tells it: by changes of one member, and by service messages about many things."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from bot.domain.council.council import Council
from bot.domain.ground.person import Sender
from bot.services.council.council import council_of_chat, note_title
from bot.services.ground.persons import identify
from bot.services.ground.ports import Uow
from bot.services.removals.leaving import note_gone, note_muted, note_returned
from bot.services.roll.in_chat import note_back, note_bots, note_removed
from bot.services.roll.migration import migrate
from bot.services.roll.seen import note_seen, note_unseen


class Presence(Enum):
    """How somebody is in the chat now."""

    GONE = "gone"
    MUTED = "muted"
    THERE = "there"


def note_presence(
    uow: Uow, chat_id: int, telegram_id: int, by_id: int, presence: Presence, until: datetime | None = None
) -> Council | None:
    """Somebody came, went, was removed by `by_id`, muted, or may write again; the council of the chat, if any."""
    if presence is Presence.GONE:
        _note_gone(uow, chat_id, telegram_id, by_id)
    elif presence is Presence.MUTED:
        note_muted(uow, chat_id, telegram_id, until)
    else:
        note_returned(uow, chat_id, telegram_id)
        note_back(uow, chat_id, telegram_id)
    return council_of_chat(uow, chat_id)


@dataclass(frozen=True, slots=True)
class ServiceNote:
    """What a service message tells: another id or name of the group, who came, and who went by whose hand.

    `bots_came`, `bots_gone`: other bots, who are nobody.
    """

    chat_id: int
    moved_to: int | None
    moved_from: int | None
    title: str | None
    came: tuple[Sender, ...]
    gone: tuple[int, int] | None
    bots_came: tuple[int, ...] = ()
    bots_gone: tuple[int, ...] = ()


def note_service(uow: Uow, note: ServiceNote) -> Council | None:
    """Take it all over; the council of the chat, if any."""
    if note.moved_to:
        migrate(uow, note.chat_id, note.moved_to)
    elif note.moved_from:
        migrate(uow, note.moved_from, note.chat_id)
    council = council_of_chat(uow, note.chat_id)
    if council is None:
        return None
    if note.title:
        council = note_title(uow, council, note.title)
    for sender in note.came:
        note_came(uow, note.chat_id, sender)
    if note.gone is not None:
        _note_gone(uow, note.chat_id, *note.gone)
    if note.bots_came or note.bots_gone:
        note_bots(uow, note.chat_id, note.bots_came, note.bots_gone)
    return council


def _note_gone(uow: Uow, chat_id: int, telegram_id: int, by_id: int) -> None:
    note_gone(uow, chat_id, telegram_id, by_id)
    note_unseen(uow, chat_id, telegram_id)
    if by_id != telegram_id:
        note_removed(uow, chat_id, telegram_id)


def note_came(uow: Uow, chat_id: int, sender: Sender) -> None:
    """Somebody is in the chat: from now on the bot has seen them there."""
    note_returned(uow, chat_id, sender.telegram_id)
    note_back(uow, chat_id, sender.telegram_id)
    note_seen(uow, chat_id, identify(uow, sender).person_id)
