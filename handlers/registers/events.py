"""What Telegram tells besides commands and presses."""

from handlers import dialogs
from handlers.act import Event, OnAct
from handlers.council import council

EVENTS: dict[Event, OnAct] = {
    Event.BOT_MEMBER: council.on_bot_member,
    Event.MEMBER: council.on_member,
    Event.SERVICE: council.on_service,
    Event.TEXT: dialogs.on_text,
}

assert set(EVENTS) == set(Event)
