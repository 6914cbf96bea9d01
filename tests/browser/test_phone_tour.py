"""What the page owes a phone of 360 by 640, a keyboard and a screen reader: the tour's card, links, Escape, Tab."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route, expect

from tests.browser.follower import Follower

PHONE = (360, 640)
MESSAGES = 85
FEW = 15
SAY_MANY = """async ([many]) => {
  const place = new URLSearchParams(location.hash.slice(1));
  for (let number = 1; number <= many; number += 1) await fetch("/people/say", {
    method: "POST", headers: {"Content-Type": "application/json"},
    body: JSON.stringify({
      user: Number(place.get("me")), chat: Number(place.get("chat")), text: `Word ${number} of #many`,
    }),
  });
}"""
STOPS = """() => [...document.querySelectorAll("#messages, #messages *")]
  .filter((element) => element.tabIndex >= 0 && element.checkVisibility()).length"""


@pytest.fixture
def visitor(visit):
    return visit(*PHONE)


def say_many(visitor, many=MESSAGES):
    visitor.page.evaluate(SAY_MANY, [many])
    expect(visitor.messages.filter(has_text=f"Word {many} of").first).to_be_visible()


def test_the_tour_takes_a_third_of_a_phone_at_most_and_shows_what_it_speaks_of(visitor):
    """At every step the sentence and the first offer are in view, and so is the button that it points at."""
    visitor.press("Start the tour")
    seen: list[str] = []

    def look(follower: Follower) -> bool:
        box = visitor.tour.bounding_box()
        assert box is not None
        assert box["height"] <= PHONE[1] / 3, follower.sentence
        marked = visitor.page.locator("#messages .tour-mark")
        if follower.sentence not in seen and marked.count():
            seen.append(follower.sentence)
            expect(marked.first).to_be_in_viewport()
        return follower.step == "Recall"

    Follower(visitor).walk(look)
    assert len(seen) >= 4
    assert any("[No confidence]" in sentence or "No confidence" in sentence for sentence in seen)


def test_what_a_step_came_to_is_told_also_where_nothing_changed(visitor):
    visitor.press("Start the tour")
    Follower(visitor).walk(lambda follower: follower.step == "Decide something")
    expect(visitor.tour.locator(".tour-note")).to_contain_text("6 of 6 are on the roll.")
    visitor.say("/propose We buy a ladder for the courtyard")
    offer = visitor.tour.get_by_role("button", name="Let the others vote")
    expect(offer).to_be_visible()
    offer.click()
    note = visitor.tour.locator(".tour-note")
    expect(note).to_contain_text("6 of 6 did.")
    visitor.press_on(visitor.card("We buy a ladder", button="Abstain"), "Yes")
    visitor.press("To the next thing that is due", visitor.tour)
    expect(note).to_contain_text("It is ")


def test_the_tour_is_heard_from_an_element_that_stays(visitor):
    visitor.press("Start the tour")
    heard = visitor.tour.get_by_role("status")
    expect(heard).to_contain_text("Press New group")
    heard.evaluate("element => { element.wasThere = true; }")
    visitor.make_group("Linden Street 5")
    expect(heard).to_contain_text("Step 1 of 8. Found a council. Press Join the roll")
    assert heard.evaluate("element => element.wasThere")
    assert heard.get_attribute("aria-live") in {None, "polite"}


def test_a_link_to_a_message_stays_in_the_playground(visitor):
    visitor.make_group("Linden Street 5")
    visitor.press_on(visitor.card("Join the roll", "Join the roll"), "Join the roll")
    visitor.read_alert()
    visitor.say("/propose We buy a ladder")
    card = visitor.card("We buy a ladder", button="Abstain")
    expect(card).to_be_visible()
    say_many(visitor, 30)
    visitor.say("/open")
    listed = visitor.card("Yours to vote on (1)")
    listed.get_by_role("button", name="We buy a ladder").click()
    expect(card).to_be_in_viewport()
    expect(visitor.page.get_by_role("dialog")).to_have_count(0)
    visitor.open_chat("Mandate")
    visitor.press("Start")
    visitor.say("/open")
    visitor.card("Yours to vote on (1)").get_by_role("button", name="We buy a ladder").click()
    expect(visitor.page.get_by_role("heading", name="Linden Street 5")).to_be_visible()
    expect(card).to_be_in_viewport()


@pytest.mark.parametrize("tool", ["Tour", "Clock", "Crowd", "Log", "Faults"])
def test_escape_closes_the_drawer_wherever_the_focus_is(visitor, tool):
    visitor.make_group("Linden Street 5")
    visitor.open_tool(tool)
    visitor.page.get_by_role("textbox", name="Message", exact=True).focus()
    visitor.page.keyboard.press("Escape")
    expect(visitor.page.get_by_role("complementary", name="Playground")).to_be_hidden()
    visitor.open_tool(tool)
    visitor.page.keyboard.press("Escape")
    expect(visitor.page.get_by_role("complementary", name="Playground")).to_be_hidden()


def test_escape_puts_away_what_lies_above_the_drawer_first(visitor):
    visitor.make_group("Linden Street 5")
    visitor.open_tool("Clock")
    drawer = visitor.page.get_by_role("complementary", name="Playground")
    visitor.page.get_by_role("button", name="You are ").click()
    visitor.page.keyboard.press("Escape")
    expect(visitor.page.get_by_role("option").first).to_be_hidden()
    expect(drawer).to_be_visible()
    visitor.page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()


def test_escape_is_for_the_list_of_people_however_long_it_waits_for_them(visitor):
    visitor.make_group("Linden Street 5")
    visitor.open_tool("Clock")
    asked: list[Route] = []

    def hold_back(route: Route) -> None:
        asked.append(route)

    visitor.page.route("**/people/users", hold_back)
    visitor.page.get_by_role("button", name="You are ").click()
    visitor.page.keyboard.press("Escape")
    expect(visitor.page.get_by_role("complementary", name="Playground")).to_be_visible()
    with visitor.page.expect_response("**/people/users"):
        asked[0].continue_()
    expect(visitor.page.get_by_role("option").first).to_be_hidden()


def test_a_long_chat_is_a_few_stops_of_tab_and_arrows_go_through_it(visitor):
    visitor.make_group("Linden Street 5")
    expect(visitor.card("Join the roll", "Join the roll")).to_be_visible()
    say_many(visitor)
    assert visitor.messages.count() > MESSAGES - FEW
    assert visitor.page.evaluate(STOPS) <= FEW
    visitor.page.get_by_role("log", name="Messages").focus()
    visitor.page.keyboard.press("End")
    newest = visitor.messages.last
    newest.focus()
    visitor.page.keyboard.press("ArrowUp")
    expect(visitor.messages.nth(visitor.messages.count() - 2)).to_be_focused()
    visitor.page.keyboard.press("Tab")
    focused = visitor.page.locator("#messages article :focus")
    expect(focused).to_have_count(1)
    assert visitor.page.evaluate(STOPS) <= FEW


def test_where_nothing_is_due_the_clock_says_that_nothing_changed(visitor):
    visitor.press("Start the tour")
    Follower(visitor).walk(lambda follower: follower.step == "Decide something")
    visitor.page.route(
        "**/clock", lambda route: route.fulfill(json={"now": "2026-03-01T12:00:00Z", "nothing_due": True})
    )
    visitor.say("/propose We buy a ladder for the courtyard")
    visitor.press_on(visitor.card("We buy a ladder", button="Abstain"), "Yes")
    visitor.press("To the next thing that is due", visitor.tour)
    expect(visitor.tour.locator(".tour-note")).to_contain_text("0 changed: nothing is due.")


PAPER = """async ([labels, text]) => {
  const { readPaper } = await import("/page/tour_reading.js");
  const { inBooth } = await import("/page/tour_elsewhere.js");
  const row = (label) => [{ text: label }];
  const paper = readPaper([{ message_id: 7, text, keyboard: labels.map(row) }]);
  return inBooth(paper, { group: { title: "Linden Street 5" } }).say;
}"""


PAPERS = [
    (["Anna", "More »", "Submit"], "Mark whom you want.", "or [More »] for further names. Then press [Submit]."),
    (["Anna", "Submit"], "Mark whom you want.", "Press a name to mark it. Then press [Submit]."),
    (["Zoe", "« Back", "Submit"], "On your paper: Anna", "Press [Submit]: only then does it count."),
    (["Anna", "More »", "Submit"], "Recorded now: Anna", "Recorded. Now go back to [Linden Street 5]."),
]


def test_on_a_paper_of_many_names_the_tour_names_more(visitor):
    visitor.press("Start the tour")
    for labels, text, said in PAPERS:
        assert said in visitor.page.evaluate(PAPER, [labels, text])
