"""Whoever does what the tour says, and nothing else: presses what it points at, then what its card offers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from playwright.sync_api import Locator, expect

from tests.browser.visitor import WAIT, Visitor

CLOCK = "To the next thing that is due"
THE_END = "The end"
MOST = 120


@dataclass
class Follower:
    """`title` is the group that is made; `at` are detours by the title of a step, each taken once when it begins."""

    visitor: Visitor
    title: str = "Linden Street 5"
    at: Mapping[str, Callable[[Visitor], None]] = field(default_factory=dict)
    steps: list[str] = field(default_factory=list)
    heard: str = ""
    done: set[str] = field(default_factory=set)

    def walk(self) -> None:
        """To the end of the tour; a picture of each step as it begins."""
        for _ in range(MOST):
            self._begin(self.step)
            if self.place == THE_END:
                return
            self.act()
        raise AssertionError(f"no end after {MOST} presses: {self.sentence}")

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
        if step in self.steps:
            return
        self.steps.append(step)
        self.visitor.picture(f"{len(self.steps)}-{re.sub(r'[^a-z]+', '-', step.lower())}")
        if step in self.at:
            self.at[step](self.visitor)

    def act(self) -> None:
        """The one thing to do now: each once for each sentence, and then wait for the next one."""
        sentence = self.sentence
        if sentence != self.heard:
            self.heard, self.done = sentence, set()
        for act in (self._read_alert, self._press_marked, self._press_offered):
            if act():
                return
        expect(self.visitor.tour.locator(".tour-say")).not_to_have_text(sentence)

    def _read_alert(self) -> bool:
        alert = self.visitor.page.locator("dialog.alert")
        if alert.is_visible():
            self.visitor.press("OK", alert)
            return True
        return False

    def _press_marked(self) -> bool:
        marked = self.visitor.page.locator(".tour-mark").first
        if not marked.is_visible():
            return False
        name = marked.get_attribute("aria-label") or marked.inner_text()
        if name in self.done:
            return False
        self.done.add(name)
        self._press(marked, name)
        return True

    def _press(self, marked: Locator, name: str) -> None:
        if name == "Message":
            self._press_offered()
            return
        marked.click()
        if name == "New group":
            self._make_group()
        if name.startswith("You are "):
            self.visitor.page.get_by_role("option", selected=False).first.click()

    def _make_group(self) -> None:
        form = self.visitor.page.get_by_role("dialog", name="New group")
        form.get_by_label("Title").fill(self.title)
        self.visitor.press("Make the group", form)

    def _press_offered(self) -> bool:
        offers = self.visitor.tour.locator(".tour-offers button")
        if not offers.count():
            return False
        name = offers.first.inner_text()
        if name != CLOCK and name in self.done:
            return False
        self.done.add(name)
        self.visitor.press(name, self.visitor.tour)
        expect(self.visitor.tour).to_have_attribute("aria-busy", "false", timeout=WAIT)
        return True
