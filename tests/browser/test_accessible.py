"""Axe finds no serious violation on any main screen, in light and in dark, on a desktop and on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

TOOLS = ("Tour", "Clock", "Crowd", "Log", "Faults")


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (360, 740)], ids=["desktop", "phone"])
def test_every_main_screen_can_be_used_by_everybody(visit, width, height):
    visitor = visit(width, height)
    found = visitor.violations("the first visit")
    visitor.press("New group")
    found += visitor.violations("a form")
    visitor.page.keyboard.press("Escape")
    visitor.press("Start the tour")
    visitor.make_group("Linden Street 5")
    visitor.press_on(visitor.card("Join the roll", button="Join the roll"), "Join the roll")
    found += visitor.violations("an alert")
    visitor.read_alert()
    visitor.say("/propose We buy a ladder")
    expect(visitor.card("We buy a ladder", button="Abstain")).to_be_visible()
    visitor.page.get_by_role("button", name="You are ").click()
    found += visitor.violations("the people")
    visitor.page.keyboard.press("Escape")
    found += visitor.violations("a group with cards, and the tour")
    for tool in TOOLS:
        visitor.open_tool(tool)
        found += visitor.violations(f"the tool {tool}")
    visitor.close_tools()
    visitor.open_chat("Mandate")
    visitor.press("Start")
    expect(visitor.messages.last).to_contain_text("Mandate")
    found += visitor.violations("the private chat")
    assert "\n".join(found) == ""
