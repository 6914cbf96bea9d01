"""Who is in the group, as Telegram tells it: by changes of one member, and by service messages about many things."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from bot.domain.council.council import Council
from bot.services.council.council import council_of_chat, note_title
from bot.services.ground.ports import Uow
from bot.services.removals.leaving import note_gone, note_muted, note_returned
from bot.services.roll.migration import migrate


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
        note_gone(uow, chat_id, telegram_id, by_id)
    elif presence is Presence.MUTED:
        note_muted(uow, chat_id, telegram_id, until)
    else:
        note_returned(uow, chat_id, telegram_id)
    return council_of_chat(uow, chat_id)


@dataclass(frozen=True, slots=True)
class ServiceNote:
    """What a service message tells: another id or name of the group, who came, and who went by whose hand."""

    chat_id: int
    moved_to: int | None
    moved_from: int | None
    title: str | None
    came: tuple[int, ...]
    gone: tuple[int, int] | None


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
    for telegram_id in note.came:
        note_returned(uow, note.chat_id, telegram_id)
    if note.gone is not None:
        note_gone(uow, note.chat_id, *note.gone)
    return council
