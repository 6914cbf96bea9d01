"""The pictures of the README, made anew: python -m tests.browser.pictures"""

from __future__ import annotations

import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.conftest import ROOT, playground
from tests.browser.follower import Follower
from tests.browser.visitor import Visitor, chromium

PICTURES = ROOT / "deploy" / "playground" / "pictures"
TITLE = "Linden Street 5"
MOST_BYTES = 200_000


def main() -> None:
    """A recall under vote, with the tour beside it: on a desktop in light, on a phone in dark."""
    program = chromium()
    assert program, "no Chromium"
    with tempfile.TemporaryDirectory() as folder, playground(Path(folder)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program)
        made = Path(folder) / "made"
        desktop = window(browser, made, 1280, 800, "light")
        desktop.come(address)
        desktop.press("Start the tour")
        Follower(desktop, TITLE).walk(lambda follower: follower.step == "Recall" and "Press Yes" in follower.sentence)
        show(desktop)
        keep(desktop.picture("desktop"))
        phone = window(browser, made, 360, 740, "dark")
        phone.come(address)
        phone.open_chat(TITLE)
        phone.open_tool("Tour")
        phone.press("Start the tour", phone.page.get_by_role("tabpanel", name="Tour"))
        phone.close_tools()
        expect(phone.tour).to_contain_text("Step 7 of 8")
        show(phone)
        keep(phone.picture("phone"))
        browser.close()


def show(visitor: Visitor) -> None:
    """The card that the tour speaks of, when the last toast has gone."""
    visitor.card("lose the office of", button="Abstain").locator(".keyboard").scroll_into_view_if_needed()
    expect(visitor.page.locator(".toast")).to_be_hidden()


def window(browser: Browser, folder: Path, width: int, height: int, scheme: str) -> Visitor:
    """A window of this size, in these colours."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light"
    )
    return Visitor(context.new_page(), folder)


def keep(picture: Path) -> None:
    """A page has few colours: a palette of 256 makes the file small."""
    kept = PICTURES / picture.name
    with Image.open(picture) as image:
        image.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(kept, optimize=True)
    assert kept.stat().st_size < MOST_BYTES


if __name__ == "__main__":
    main()
