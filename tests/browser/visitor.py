"""Somebody at the page: presses what they can see, and remembers what went wrong."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Locator, Page, Request, Response, expect

from tests.support.patience import WAIT_MS

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
BAD = 400
MOST_TABS = 60
AXE = Axe()
expect.set_options(timeout=WAIT_MS)
LEFT = "net::ERR_ABORTED"
"""A long poll ends like that when the page is left; it is no failure."""


def chromium() -> str | None:
    """The Chromium of CHROMIUM, else the one on the PATH."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)


class Visitor:
    """One window of the browser. Everything is found by role and name, and pressed only where it can be seen."""

    def __init__(self, page: Page, pictures: Path) -> None:
        self.page = page
        self.pictures = pictures
        self.troubles: list[str] = []
        page.set_default_timeout(WAIT_MS)
        page.on("console", self._read_console)
        page.on("pageerror", lambda error: self.troubles.append(f"error: {error}"))
        page.on("requestfailed", self._note_failure)
        page.on("response", self._note_answer)

    def _read_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.troubles.append(f"console: {message.text}")

    def _note_failure(self, request: Request) -> None:
        if request.failure != LEFT:
            self.troubles.append(f"failed: {request.method} {request.url}: {request.failure}")

    def _note_answer(self, response: Response) -> None:
        if response.status >= BAD:
            self.troubles.append(f"{response.status}: {response.request.method} {response.url}")

    def ensure_all_went_well(self) -> None:
        """No error in the console, no request that failed or was refused."""
        assert self.troubles == [], self.troubles

    # looking

    @property
    def tour(self) -> Locator:
        return self.page.get_by_role("region", name="Tour", exact=True)

    @property
    def messages(self) -> Locator:
        """Those of the open chat, oldest first."""
        return self.page.get_by_role("log", name="Messages").locator("article.message")

    def card(self, text: str, button: str = "") -> Locator:
        """The newest message with this text and, if one is named, this button."""
        found = self.messages.filter(has_text=text)
        if button:
            found = found.filter(has=self.page.get_by_role("button", name=button, exact=True))
        return found.last

    def picture(self, name: str) -> Path:
        """Take a picture of the window."""
        path = self.pictures / f"{name}.png"
        self.page.screenshot(path=path, animations="disabled")
        return path

    def violations(self, where: str) -> list[str]:
        """What axe-core finds serious or critical here, in light and in dark; not in colours on their way."""
        found: list[str] = []
        for scheme in ("dark", "light"):
            self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            violations = AXE.run(self.page, options={"resultTypes": ["violations"]}).response["violations"]
            grave = [violation for violation in violations if violation["impact"] in {"serious", "critical"}]
            found += [f"{where}, {scheme}: {_told(violation)}" for violation in grave]
        return found

    # doing

    def come(self, address: str) -> None:
        self.page.goto(address)
        expect(self.page.get_by_role("navigation", name="Chats").get_by_role("listitem").first).to_be_visible()

    def press(self, name: str, within: Locator | None = None) -> None:
        """The only button with exactly this name."""
        (within or self.page).get_by_role("button", name=name, exact=True).click()

    def press_on(self, card: Locator, label: str) -> None:
        """A button of a card; what the bot says in a box is read and closed with [OK]."""
        self.press(label, card.locator(".keyboard"))

    def say(self, text: str) -> None:
        """Write in the open chat and send."""
        self.page.get_by_role("textbox", name="Message", exact=True).fill(text)
        self.press("Send")

    def read_alert(self) -> str:
        """What the bot answers in a box, which is closed with [OK]."""
        box = self.page.get_by_role("dialog").filter(has=self.page.get_by_role("button", name="OK", exact=True))
        text = box.locator("p").inner_text()
        self.press("OK", box)
        return text

    def open_chat(self, title: str) -> None:
        """From the list, going back to it first where the page is narrow."""
        chats = self.page.get_by_role("navigation", name="Chats")
        if not chats.is_visible():
            self.press("Back")
        chats.get_by_role("button", name=re.compile(f"^{re.escape(title)}")).click()

    def make_group(self, title: str) -> None:
        """With everybody there is, and with the bot."""
        self.press("New group")
        form = self.page.get_by_role("dialog", name="New group")
        form.get_by_label("Title").fill(title)
        self.press("Make the group", form)
        expect(self.page.get_by_role("heading", name=title)).to_be_visible()

    def open_tool(self, tool: str) -> None:
        """In the drawer, opening it first if it is closed."""
        drawer = self.page.get_by_role("complementary", name="Playground")
        if not drawer.is_visible():
            self.press("Playground")
        drawer.get_by_role("tab", name=tool).click()
        expect(self.page.get_by_role("tabpanel", name=tool)).to_be_visible()

    def close_tools(self) -> None:
        self.press("Close the tools")

    def tab_to(self, name: str, *, key: str = "Tab") -> None:
        """Go through the page with the keyboard until the thing with exactly this name has the focus."""
        passed: list[str] = []
        for _ in range(MOST_TABS):
            self.page.keyboard.press(key)
            focused = self.page.locator(":focus")
            passed.append(focused.get_attribute("aria-label") or focused.inner_text())
            if passed[-1] == name:
                return
        raise AssertionError(f"{name!r} is not among {passed}")

    def press_key(self, name: str, *, key: str = "Tab") -> None:
        """Go to a button with the keyboard and press it."""
        self.tab_to(name, key=key)
        self.page.keyboard.press("Enter")

    def become(self, name: str) -> None:
        """Another person, by the switcher."""
        self.page.get_by_role("button", name="You are ").click()
        self.page.get_by_role("option", name=name).click()
        expect(self.page.get_by_role("button", name=f"You are {name}")).to_be_visible()


def _told(violation: dict[str, object]) -> str:
    nodes = violation["nodes"]
    assert isinstance(nodes, list)
    return f"{violation['id']} ({violation['help']}): " + "; ".join(node["html"][:200] for node in nodes[:5])
