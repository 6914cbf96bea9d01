"""One crowd at a time: the page starts no second one before the first has ended, however fast somebody presses."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Request, Route, expect

from tests.browser.follower import Follower
from tests.browser.visitor import Visitor

OFFER = re.compile("^Let ")
PRESSED_TWICE = "button => (button.click(), button.click())"
"""Before the page could draw anything."""


@pytest.fixture
def visitor(visit) -> Visitor:
    """Where the tour lets others act."""
    found: Visitor = visit(1280, 800)
    found.press("Start the tour")
    Follower(found, leaves=OFFER).walk(until=lambda follower: offer(follower.visitor).count() > 0)
    # The answer to the last press may come only now, and lies over everything until it is read.
    found.page.add_locator_handler(found.page.locator("dialog.alert"), read)
    return found


def read(alert: Locator) -> None:
    alert.get_by_role("button", name="OK", exact=True).click()


def offer(visitor: Visitor) -> Locator:
    return visitor.tour.get_by_role("button", name=OFFER)


def asked_of(visitor: Visitor) -> list[str]:
    """What the page asks of the crowd from now on, by its method."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if request.url.endswith("/play/crowd"):
            asked.append(request.method)

    visitor.page.on("request", note)
    return asked


def test_a_button_of_the_tour_that_is_pressed_twice_lets_one_crowd_act(visitor):
    asked = asked_of(visitor)
    offer(visitor).evaluate(PRESSED_TWICE)
    expect(visitor.tour).to_have_attribute("aria-busy", "false")
    assert asked.count("POST") == 1


def test_the_tour_waits_for_a_crowd_that_is_under_way(visitor):
    asked = asked_of(visitor)

    def answer(route: Route) -> None:
        if asked == ["GET"] * len(asked) and len(asked) < 3:
            route.fulfill(json={"wanted": 1, "done": False})
        else:
            route.continue_()

    visitor.page.route("**/play/crowd", answer)
    offer(visitor).click()
    expect(visitor.tour).to_have_attribute("aria-busy", "false")
    assert asked[:4] == ["GET", "GET", "GET", "POST"]


def test_the_panel_starts_no_second_crowd(visitor):
    asked = asked_of(visitor)
    visitor.open_tool("Crowd")
    visitor.page.locator("#crowd-people").evaluate("field => field.form.requestSubmit()")
    visitor.page.locator("#crowd-people").evaluate("field => field.form.requestSubmit()")
    expect(visitor.page.get_by_role("tabpanel", name="Crowd")).to_contain_text("Done:")
    assert asked.count("POST") == 1
