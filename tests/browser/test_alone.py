"""What one person alone sees in a group, as the page shows it."""

from playwright.sync_api import expect


def test_what_one_alone_sees_stands_in_their_chat_turns_in_place_and_is_nobody_elses(visit, address):
    visitor = visit(1000, 740)
    page = visitor.page
    page.request.post(f"{address}/people/settings", data={"ephemeral": True})
    visitor.make_group("Garden")
    welcome = visitor.card("Join the roll", "Join the roll")
    visitor.press_on(welcome, "Join the roll")
    visitor.read_alert()
    visitor.say("/council")
    panel = visitor.card("Only you see this", "Rules")
    expect(panel).to_be_visible()
    visitor.press_on(panel, "Rules")
    rules = visitor.card("Only you see this", "Back")
    expect(rules).to_contain_text("The charter of Garden")
    assert not visitor.violations("a message for one alone")
    visitor.become("Ben")
    expect(visitor.card("/council")).to_be_visible()
    expect(page.get_by_text("Only you see this")).to_have_count(0)
