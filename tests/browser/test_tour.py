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
    follower = Follower(visitor, at={"Recall": ensure_whoever_reads_above_stays_there})
    follower.walk()
    ensure_the_record_tells_it(follower)


def ensure_whoever_reads_above_stays_there(visitor):
    """The visitor has pressed [No confidence] far above; the card was drawn anew since."""
    expect(visitor.card("threshold", button="No confidence")).to_be_in_viewport()


def ensure_the_record_tells_it(follower):
    assert follower.steps == STEPS
    register = follower.visitor.messages.last
    expect(register).to_contain_text("5 decisions")
    expect(register).to_contain_text("Shall Ben Okafor lose the office of Delegate at once?\nAdopted")
    expect(register).to_contain_text("Replacement election: Delegate\nElected: Anna Karlsson")
