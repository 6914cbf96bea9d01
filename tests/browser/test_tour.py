"""The tour, walked by clicking: by doing what it says and nothing else, on a desktop and on a phone."""

from __future__ import annotations

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
    follower = Follower(visitor)
    follower.walk()
    assert follower.steps == STEPS
    register = visitor.card("5 decisions")
    assert "lose the office of Delegate" in register.inner_text()
