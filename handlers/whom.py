"""How a command names a person: a reply, a mention that carries an id, an @username, or words."""

from dataclasses import replace

from telegram import Message, MessageEntity, User

from bot.services.ground.naming import Who
from handlers.act import Act, sender_from

NAMED = (MessageEntity.TEXT_MENTION, MessageEntity.MENTION)


def whom(act: Act) -> Who:
    """The person a command is about, and the rest of what it says.

    The first word that names an office or a person is meant: a mention in front, else words in front of a mention that
    stands later (bot.services.naming.settle finds whether they name anybody, and where a name ends), else that mention.
    Without one, the author of the message replied to, or who is named in front: both named is asked. Without either,
    the words themselves, or the holder whose card is replied to. A channel's post and an anonymous one are nobody's.
    """
    message = act.message if isinstance(act.message, Message) else None
    for entity, text in _mentions(message):
        rest = " ".join(act.arguments.replace(text, " ", 1).split(" ")).strip()
        in_front = "" if act.arguments.startswith(text) else act.arguments
        if entity.user is not None:
            return replace(_user(entity.user, rest), in_front=in_front)
        return Who(username=text.removeprefix("@"), rest=rest, in_front=in_front)
    replied = replied_to(message)
    if replied is not None and (author := _author(replied)) is not None:
        return replace(_user(author, act.arguments), in_front=act.arguments, is_reply=True)
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


def _author(message: Message) -> User | None:
    """The person who wrote it; None for bots, channels and anonymous administrators."""
    user = message.from_user
    return None if user is None or user.is_bot or message.sender_chat is not None else user


def _user(user: User, rest: str) -> Who:
    if user.is_bot:
        return Who(username=user.username or user.first_name, rest=rest)
    return Who(telegram_id=user.id, rest=rest, user=sender_from(user))
