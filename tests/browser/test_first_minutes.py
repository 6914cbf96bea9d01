"""The first minutes of somebody who has read nothing: only the words on the page lead them."""

from __future__ import annotations

import time

from playwright.sync_api import expect

A_MINUTE = 60
QUESTION = "What do you propose"


def test_on_a_phone_a_newcomer_proposes_and_votes_within_a_minute_by_what_the_cards_say(visit):
    visitor = visit(360, 740)
    visitor.make_group("Linden Street 5")
    added = time.monotonic()
    welcome = visitor.card("Press [Join the roll]", button="Join the roll")
    visitor.press_on(welcome, "Join the roll")
    assert "on the roll" in visitor.read_alert()
    visitor.press_on(welcome, "Propose")
    expect(visitor.page.locator(".replying")).to_contain_text(QUESTION)
    visitor.say("We buy a ladder")
    visitor.press_on(visitor.card("We buy a ladder", button="Abstain"), "Yes")
    expect(visitor.page.locator(".toast")).to_contain_text("Recorded: Yes")
    assert time.monotonic() - added < A_MINUTE
    visitor.picture("first-vote")


def test_with_the_keyboard_alone_a_newcomer_makes_a_group_proposes_and_votes(visit):
    visitor = visit(1280, 800)
    keyboard = visitor.page.keyboard
    visitor.press_key("New group")
    keyboard.type("Linden Street 5")
    keyboard.press("Enter")
    expect(visitor.card("Press [Join the roll]", button="Join the roll")).to_be_visible()
    visitor.press_key("Join the roll", key="Shift+Tab")
    expect(visitor.page.get_by_role("button", name="OK", exact=True)).to_be_focused()
    keyboard.press("Enter")
    visitor.tab_to("Message")
    keyboard.type("/propose We buy a ladder")
    keyboard.press("Enter")
    expect(visitor.card("We buy a ladder", button="Abstain")).to_be_visible()
    visitor.press_key("Yes", key="Shift+Tab")
    expect(visitor.page.locator(".toast")).to_contain_text("Recorded: Yes")
