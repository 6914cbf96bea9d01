"""How a command names a person: a reply, a mention that carries an id, an @username, or words."""

from telegram import MessageEntity

from bot.services.naming import Who
from handlers.act import Act

NAMED = (MessageEntity.TEXT_MENTION, MessageEntity.MENTION)


def whom(act: Act) -> Who:
    """The person a command is about, and the rest of what it says.

    The first mention counts; without one, the author of the message replied to, and then all of the text is the rest;
    without either, the words themselves (an office or a name).
    """
    message = act.message
    entities = message.parse_entities(list(NAMED)) if message else {}
    for entity, text in entities.items():
        rest = " ".join(act.arguments.replace(text, " ", 1).split(" ")).strip()
        if entity.user is not None:
            return Who(telegram_id=entity.user.id, rest=rest)
        return Who(username=text, rest=rest)
    replied = message.reply_to_message if message else None
    if replied is not None and replied.from_user is not None and not replied.from_user.is_bot:
        return Who(telegram_id=replied.from_user.id, rest=act.arguments)
    first, _, rest = act.arguments.partition("\n")
    return Who(words=first.strip(), rest=rest.strip())
