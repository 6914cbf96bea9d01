"""The bot comes to a group, leaves it, and what Telegram says of the group itself."""

from bot.services.council import ensure_council, note_kicked
from handlers.act import Act
from handlers.router import happened

OUT = {"left", "kicked"}


@happened("bot_member")
async def on_bot_member(act: Act) -> None:
    """The bot was added, removed, or given rights."""
    change = act.update.my_chat_member
    if change is None or act.is_private:
        return
    if change.new_chat_member.status in OUT:
        await act.write(note_kicked, act.chat_id)
    else:
        await act.write(ensure_council, act.chat_id, change.chat.title or "")


@happened("member")
@happened("service")
async def on_nothing(act: Act) -> None:
    """Nothing to do yet."""
