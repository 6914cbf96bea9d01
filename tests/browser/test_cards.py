"""The ten cards as the page draws them at 360 pixels: none grows back to the height it had."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.cards import drawn, height
from tests.support.ten_cards import CARDS

MOST = {
    "yes_no": 345, "approval": 500, "run_off": 435, "election": 555, "recall": 460,
    "recall_notice": 190, "instruction": 290, "mandate": 480, "missed": 190, "welcome": 500,
}  # fmt: skip
"""Pixels of the message with its buttons: what it takes, and a line more for another font."""


def test_no_card_takes_more_of_a_small_phone_than_it_must(browser: Browser, tmp_path: Path) -> None:
    with drawn(browser, tmp_path, {name: draw() for name, draw in CARDS.items()}) as cards:
        taken = {name: height(card) for name, card in cards.items()}
    assert {name: pixels for name, pixels in taken.items() if pixels > MOST[name]} == {}
    assert taken.keys() == MOST.keys()
