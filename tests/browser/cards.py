"""The ten worst cards at 360 pixels, drawn anew: python -m tests.browser.cards (after: the folder's name)"""

from __future__ import annotations

import json
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Locator, expect, sync_playwright

from handlers.views.ground.screen import Screen
from tests.browser.conftest import playground
from tests.browser.pictures import PICTURES
from tests.browser.visitor import Visitor, chromium
from tests.support.ten_cards import CARDS

WIDTH, HEIGHT = 360, 8000
"""The width of a small phone; so high that no card is cut by the window."""

COLOURS = 24
TOKEN = "10101:AAcards"
TITLE = "Ten cards"


def main() -> None:
    """Keep a picture of each card, and print how high it is."""
    program = chromium()
    assert program, "no Chromium"
    kept = PICTURES / (sys.argv[1] if len(sys.argv) > 1 else "after")
    kept.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program)
        with drawn(browser, Path(folder), {name: draw() for name, draw in CARDS.items()}) as cards:
            for name, card in cards.items():
                print(f"{name:14} {height(card):4}")  # noqa: T201 (what it is for)
                keep(card, kept / f"{name}.png")
        browser.close()


@contextmanager
def drawn(browser: Browser, folder: Path, screens: dict[str, Screen]) -> Iterator[dict[str, Locator]]:
    """These cards as the playground's page shows them on a small phone, by their names."""
    with playground(folder) as address:
        numbers = _post(address, screens)
        context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        visitor = Visitor(context.new_page(), folder)
        visitor.come(address)
        visitor.open_chat(TITLE)
        found = {name: visitor.page.locator(f'article[data-message-id="{n}"]') for name, n in numbers.items()}
        for card in found.values():
            expect(card).to_be_visible()
        yield found
        context.close()


def height(card: Locator) -> int:
    """Of the message with its buttons, in pixels."""
    box = card.bounding_box()
    assert box is not None
    return round(box["height"])


def keep(card: Locator, path: Path) -> None:
    """A card has few colours: a small palette makes the file small."""
    card.screenshot(path=path, animations="disabled")
    with Image.open(path) as image:
        image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


def _post(address: str, screens: dict[str, Screen]) -> dict[str, int]:
    """A group of two with a bot of its own, which posts the cards; their numbers there."""
    first, *others = (_call(f"{address}/people/users", first_name=name)["id"] for name in ("Anna", "Ben"))
    bot = _call(f"{address}/people/bots", token=TOKEN, username="cards_bot", first_name="Mandate")
    group = _call(f"{address}/people/groups", title=TITLE, creator=first, members=others, bots=[bot["id"]])
    _send(address, group["id"], Screen(TITLE))
    return {name: _send(address, group["id"], screen) for name, screen in screens.items()}


def _send(address: str, chat_id: int, screen: Screen) -> int:
    rows = [[_button(button.label, button.data, button.url) for button in row] for row in screen.keyboard]
    markup = {"reply_markup": {"inline_keyboard": rows}} if rows else {}
    where = f"{address}/bot{TOKEN}/sendMessage"
    sent = _call(where, chat_id=chat_id, text=screen.text, parse_mode="HTML", **markup)["result"]
    return int(sent["message_id"])


def _button(label: str, data: str | None, url: str | None) -> dict[str, str]:
    return {"text": label, "callback_data": data} if data else {"text": label, "url": url or ""}


def _call(url: str, **fields: Any) -> dict[str, Any]:
    body = json.dumps(fields).encode() if fields else None
    asked = urllib.request.Request(url, body, {"Content-Type": "application/json"} if body else {})
    try:
        with urllib.request.urlopen(asked) as answer:
            said: dict[str, Any] = json.load(answer)
            return said
    except urllib.error.HTTPError as refused:
        raise AssertionError(refused.read().decode()) from refused


if __name__ == "__main__":
    main()
