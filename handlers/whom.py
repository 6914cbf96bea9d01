"""How a command names a person: a reply, a mention that carries an id, an @username, or words."""

from telegram import Message, MessageEntity, User

from bot.domain.ground.person import Sender
from bot.services.ground.naming import Who
from handlers.act import Act, name_of

NAMED = (MessageEntity.TEXT_MENTION, MessageEntity.MENTION)


def whom(act: Act) -> Who:
    """The person a command is about, and the rest of what it says.

    The first mention counts; without one, the author of the message replied to, and then all of the text is the rest;
    without either, the words themselves (an office or a name in front; bot.services.naming.settle finds where it ends),
    or the holder whose card is replied to.
    """
    message = act.message if isinstance(act.message, Message) else None
    for entity, text in _mentions(message):
        rest = " ".join(act.arguments.replace(text, " ", 1).split(" ")).strip()
        if entity.user is not None:
            return _user(entity.user, rest)
        return Who(username=text.removeprefix("@"), rest=rest)
    replied = replied_to(message)
    if replied is not None and replied.from_user is not None and not replied.from_user.is_bot:
        return _user(replied.from_user, act.arguments)
    is_ours = replied is not None and replied.from_user is not None and replied.from_user.id == act.desk.bot.id
    return Who(words=act.arguments, on_message=replied.message_id if replied and is_ours else None)


def _mentions(message: Message | None) -> list[tuple[MessageEntity, str]]:
    """The mentions in the order in which they stand; none if one of them cuts a character in two."""
    if message is None:
        return []
    try:
        found = message.parse_entities(list(NAMED)) | message.parse_caption_entities(list(NAMED))
    except UnicodeDecodeError:
        return []
    return sorted(found.items(), key=lambda mention: mention[0].offset)


def replied_to(message: Message | None) -> Message | None:
    """The message this one replies to. A topic's first message is no reply: every message of the topic points to it."""
    replied = message.reply_to_message if message else None
    if message is None or replied is None or getattr(replied, "forum_topic_created", None):
        return None
    return None if message.is_topic_message and replied.message_id == message.message_thread_id else replied


def _user(user: User, rest: str) -> Who:
    if user.is_bot:
        return Who(username=user.username or user.first_name, rest=rest)
    return Who(telegram_id=user.id, rest=rest, user=Sender(user.id, name_of(user), user.username, user.language_code))
