"""Whoever does what the tour says, and nothing else: presses what it points at, then what its card offers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from playwright.sync_api import TimeoutError as NotSeenError
from playwright.sync_api import expect

from tests.browser.visitor import Visitor
from tests.support.patience import WAIT_MS

CLOCK = "To the next thing that is due"
THE_END = "The end"
UNKNOWN = "The tour"
MOST = 150
GLANCE = 1_500
"""Milliseconds in which what was just read is found again; after that the tour is read anew."""

HAS_NEWS = """([heard, done]) => document.querySelector(".tour-say").innerText !== heard
  || [...document.querySelectorAll(".tour-mark")].some((mark) =>
    mark.checkVisibility() && !done.includes(mark.getAttribute("aria-label") || mark.innerText))
  || document.querySelector(".tour-place").innerText === 'The end'"""
"""Another sentence, or something else that the tour points at; or the end, which may have come since it was read."""


@dataclass
class Follower:
    """`title` is the group that is made; `at` are detours by the title of a step, each taken once when it begins.

    `leaves`: an offer that is left to whoever walks here, also where it comes between two looks.
    """

    visitor: Visitor
    title: str = "Linden Street 5"
    at: Mapping[str, Callable[[Visitor], None]] = field(default_factory=dict)
    leaves: re.Pattern[str] | None = None
    steps: list[str] = field(default_factory=list)
    heard: str = ""
    done: set[str] = field(default_factory=set)

    def walk(self, until: Callable[[Follower], bool] = lambda follower: follower.place == THE_END) -> None:
        """To the end of the tour; a picture of each step as it begins."""
        for _ in range(MOST):
            self._begin(self.step)
            if until(self):
                self._begin(self.step)  # it may have begun only just now
                return
            self.act()
        raise AssertionError(f"no end after {MOST} acts: {self.sentence}")

    @property
    def place(self) -> str:
        return self.visitor.tour.locator(".tour-place").inner_text()

    @property
    def step(self) -> str:
        return self.visitor.tour.get_by_role("heading").inner_text()

    @property
    def sentence(self) -> str:
        return self.visitor.tour.locator(".tour-say").inner_text()

    def _begin(self, step: str) -> None:
        if step in {*self.steps, UNKNOWN}:
            return
        self.steps.append(step)
        self.visitor.picture(f"{len(self.steps)}-{re.sub(r'[^a-z]+', '-', step.lower())}")
        if step in self.at:
            self.at[step](self.visitor)

    def act(self) -> None:
        """The one thing to do now: each once for each sentence; then the tour must go on by itself."""
        sentence = self.sentence
        if sentence != self.heard:
            self.heard, self.done = sentence, set()
        try:
            if self._read_alert() or self._press_marked() or self._press_offered():
                return
        except NotSeenError:
            return  # The page went on while it was read.
        self.visitor.page.wait_for_function(HAS_NEWS, arg=[self.heard, list(self.done)], timeout=WAIT_MS)

    def _read_alert(self) -> bool:
        alert = self.visitor.page.locator("dialog.alert")
        if not alert.is_visible():
            return False
        alert.get_by_role("button", name="OK", exact=True).click(timeout=GLANCE)
        return True

    def _press_marked(self) -> bool:
        marked = self.visitor.page.locator(".tour-mark").first
        if not marked.is_visible():
            return False
        name = marked.get_attribute("aria-label", timeout=GLANCE) or marked.inner_text(timeout=GLANCE)
        if name in self.done:
            return False
        if name == "Message":
            self.done.add(name)
            return self._press_offered()
        if self.sentence != self.heard:
            return True
        if name == "New group":
            self.visitor.make_group(self.title)
            return True
        marked.click(timeout=GLANCE)
        self.done.add(name)
        if name.startswith("You are "):
            self.visitor.page.get_by_role("option", selected=False).first.click()
            expect(self.visitor.tour.locator(".tour-say")).not_to_have_text(self.heard)
        return True

    def _press_offered(self) -> bool:
        offers = self.visitor.tour.locator(".tour-offers button")
        if not offers.count():
            return False
        name = offers.first.inner_text(timeout=GLANCE)
        if name != CLOCK and name in self.done:
            return False
        if self.leaves is not None and self.leaves.match(name):
            return True
        self.visitor.tour.get_by_role("button", name=name, exact=True).click(timeout=GLANCE)
        self.done.add(name)
        expect(self.visitor.tour).to_have_attribute("aria-busy", "false")
        return True
