"""What somebody wrote, with the addresses that Telegram hides behind linked words."""

from datetime import UTC, datetime

import pytest
from telegram import Chat, Message, MessageEntity

from handlers.written import written_in

PLAN = "https://garden.example/plan"
LINK = MessageEntity.TEXT_LINK


def message(text, *links, is_caption=False):
    """`links`: the words in the text, each with its address."""
    entities = []
    for words, address in links:
        before = len(text[: text.index(words)].encode("utf-16-le")) // 2
        entities.append(MessageEntity(LINK, before, len(words.encode("utf-16-le")) // 2, url=address))
    said = {"caption": text, "caption_entities": entities} if is_caption else {"text": text, "entities": entities}
    return Message(1, datetime(2026, 3, 5, tzinfo=UTC), Chat(-1, "supergroup"), **said)


@pytest.mark.parametrize("is_caption", [False, True])
def test_the_address_behind_linked_words_stands_behind_them(is_caption):
    said = message(
        "/propose 🌱 We follow our plan, and yours",
        ("our plan", PLAN),
        ("yours", "http://b.example/"),
        is_caption=is_caption,
    )
    assert written_in(said) == f"/propose 🌱 We follow our plan ({PLAN}), and yours (http://b.example/)"


def test_words_that_are_the_address_already_stay_as_they_are():
    assert written_in(message("See garden.example/plan", ("garden.example/plan", PLAN))) == "See garden.example/plan"


def test_words_that_look_like_another_address_show_where_they_lead():
    said = message("See bank.example", ("bank.example", PLAN))
    assert written_in(said) == f"See bank.example ({PLAN})"


def test_without_links_nothing_changes():
    assert written_in(message("We meet *here*")) == "We meet *here*"
    assert written_in(Message(1, datetime(2026, 3, 5, tzinfo=UTC), Chat(-1, "supergroup"))) == ""


def test_a_link_that_cuts_a_character_in_two_breaks_nothing():
    cut = MessageEntity(LINK, 1, 1, url=PLAN)
    said = Message(1, datetime(2026, 3, 5, tzinfo=UTC), Chat(-1, "supergroup"), text="🌱", entities=[cut])
    assert PLAN in written_in(said)
