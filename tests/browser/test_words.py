"""The tour reads cards by their words: each of them is something that the bot says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
READING = ROOT / "deploy" / "playground" / "page" / "tour_reading.js"
CATALOG = ROOT / "handlers" / "locales" / "ru" / "LC_MESSAGES" / "mandate.po"
TABLE = re.search(r"WORDS = \{(.*?)\n\};", READING.read_text(), re.DOTALL)
assert TABLE
WORDS = re.findall(r'"(.+?)"', TABLE.group(1))
TAG = re.compile(r"</?\w+>")


@pytest.mark.parametrize("word", WORDS)
def test_the_bot_says_what_the_tour_looks_for(word):
    with CATALOG.open("rb") as file:
        said = [message.id if isinstance(message.id, str) else message.id[0] for message in read_po(file) if message.id]
    assert len(said) > 500
    assert [sentence for sentence in said if word in TAG.sub("", sentence)], f"no sentence of the bot holds {word!r}"
