"""The tour, walked by clicking: by doing what it says and nothing else, on a desktop and on a phone."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.follower import Follower

STEPS = [
    "Found a council",
    "Decide something",
    "Elect a delegate",
    "Give an instruction",
    "Miss a report-back",
    "Lose confidence",
    "Recall",
    "Replace",
    "That is the whole of it",
]


def test_the_tour_leads_from_the_founding_to_the_replacement_on_a_desktop(visit):
    visitor = visit(1280, 800)
    visitor.press("Start the tour")
    follower = Follower(visitor, at={"Recall": read_above})
    follower.walk()
    ensure_the_record_tells_it(follower)


def test_the_tour_bears_every_detour_on_a_phone(visit):
    visitor = visit(360, 740)
    visitor.press("Start the tour")
    detours = {
        "Decide something": leave_the_tour,
        "Elect a delegate": reload,
        "Give an instruction": make_another_group,
        "Miss a report-back": become_another,
        "Lose confidence": look_into_the_private_chat,
    }
    follower = Follower(visitor, at=detours)
    follower.walk()
    ensure_the_record_tells_it(follower)


def test_what_is_asked_in_private_is_answered_there_and_the_tour_leads_back(visit):
    visitor = visit(360, 740)
    visitor.press("Start the tour")
    visitor.open_chat("Mandate")
    visitor.press("Start")
    expect(visitor.messages).not_to_have_count(1)
    said: list[str] = []

    def hear(follower: Follower) -> bool:
        said.append(follower.sentence)
        return follower.step == "Give an instruction"

    Follower(visitor).walk(hear)
    led = said.index("Mandate has answered you in the private chat. Open Mandate in the list of chats.")
    assert "Press Yes below the bot's question." in said[led:]
    assert "The tour goes on in Linden Street 5: open it in the list of chats." in said[led:]


def ensure_the_record_tells_it(follower):
    assert follower.steps == STEPS
    register = follower.visitor.messages.last
    expect(register).to_contain_text("5 decisions")
    expect(register).to_contain_text("Shall Ben Okafor lose the office of Delegate at once?\nAdopted")
    expect(register).to_contain_text("Replacement election: Delegate\nElected: ")
    follower.visitor.open_tool("Tour")
    panel = follower.visitor.page.get_by_role("tabpanel", name="Tour")
    expect(panel.get_by_role("listitem")).to_have_text([f"{step} done" for step in STEPS[:-1]])


# detours


def read_above(visitor):
    """[No confidence] was pressed far above; the card was drawn anew since, and the visitor is still there."""
    expect(visitor.card("threshold", button="No confidence")).to_be_in_viewport()


def leave_the_tour(visitor):
    visitor.press("Leave the tour", visitor.tour)
    expect(visitor.tour).to_be_hidden()
    visitor.open_tool("Tour")
    panel = visitor.page.get_by_role("tabpanel", name="Tour")
    visitor.press("Start the tour", panel)
    expect(panel.get_by_role("listitem").first).to_have_text("Found a council done")
    expect(visitor.tour).to_contain_text("Step 2 of 8")
    visitor.close_tools()


def reload(visitor):
    visitor.page.reload()
    expect(visitor.tour).to_contain_text("Step 3 of 8")
    expect(visitor.tour).to_contain_text("/elect Delegate")


def make_another_group(visitor):
    visitor.press("Back")
    visitor.make_group("Choir")
    expect(visitor.tour).to_contain_text("The tour goes on in Linden Street 5")
    expect(visitor.tour.get_by_role("button", name="Take the tour in “Choir”")).to_be_visible()


def become_another(visitor):
    visitor.become("Grace Lim")
    expect(visitor.tour).to_contain_text("Step 5 of 8")


def look_into_the_private_chat(visitor):
    visitor.open_chat("Mandate")
    visitor.page.reload()
    expect(visitor.tour).to_contain_text("The tour goes on in Linden Street 5")
