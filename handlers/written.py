"""What somebody wrote, as it is put before others: the addresses behind linked words would be lost with plain text."""

from telegram import Message, MessageEntity


def written_in(message: Message) -> str:
    """The text or caption, with the address in brackets behind each linked word: "our plan (https://...)"."""
    text = message.text or message.caption or ""
    units = text.encode("utf-16-le")
    for link in reversed(_links(message)):
        start, end = 2 * link.offset, 2 * (link.offset + link.length)
        if not _says(units[start:end].decode("utf-16-le", "replace"), link.url or ""):
            units = units[:end] + f" ({link.url})".encode("utf-16-le") + units[end:]
    return units.decode("utf-16-le", "replace")


def _links(message: Message) -> list[MessageEntity]:
    entities = message.entities or message.caption_entities or ()
    return [entity for entity in entities if entity.type == MessageEntity.TEXT_LINK and entity.url]


def _says(words: str, address: str) -> bool:
    """Whether the words are the address already, but for how it begins and ends."""
    return address.removeprefix("https://").removeprefix("http://").strip("/") in words
