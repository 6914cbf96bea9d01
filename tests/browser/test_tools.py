"""The tools beside the chat, as a visitor uses them on a phone: others vote, time passes, the bot is killed."""

from playwright.sync_api import expect


def test_on_a_phone_others_vote_a_week_passes_the_bot_is_killed_and_the_log_tells_of_it(visit):
    visitor = visit(360, 740)
    page = visitor.page
    visitor.make_group("Garden")
    expect(visitor.card("Join the roll", "Join the roll")).to_be_visible()

    visitor.open_tool("Crowd")
    crowd = page.get_by_role("tabpanel", name="Crowd")
    crowd.get_by_label("How many others").fill("12")
    visitor.press("Let 12 others join")
    expect(crowd.get_by_role("status")).to_contain_text("Done: 12 others here, 12 on the roll")
    visitor.close_tools()
    visitor.press_on(visitor.card("Join the roll", "Join the roll"), "Join the roll")
    visitor.read_alert()
    visitor.say("/propose We buy a barrel")
    card = visitor.card("We buy a barrel", "Abstain")
    expect(card).to_be_visible()

    visitor.open_tool("Crowd")
    visitor.press("10", crowd)
    visitor.press("Let 10 others press")
    expect(crowd.get_by_role("status")).to_contain_text("10 counted")
    for number, choice in ((6, "Yes"), (3, "No"), (1, "Abstain")):
        answer = crowd.get_by_role("listitem").filter(has_text=f"Recorded: {choice}")
        expect(answer).to_contain_text(str(number))
    visitor.open_tool("Clock")
    visitor.press("+1 week")
    expect(page.get_by_role("tabpanel", name="Clock").get_by_role("status")).to_contain_text("7 days passed")
    expect(visitor.card("We buy a barrel")).to_contain_text("10 of 13 voted")
    expect(visitor.card("We buy a barrel")).to_contain_text("Adopted")

    visitor.open_tool("Faults")
    faults = page.get_by_role("tabpanel", name="Faults")
    faults.get_by_role("switch", name="Slow").check()
    expect(faults).to_contain_text("1 fault is on.")
    visitor.press("All off", faults)
    expect(faults.get_by_role("switch", name="Slow")).not_to_be_checked()
    visitor.press("Crash the bot")
    expect(faults).to_contain_text("The bot is running. It was started 2 times.")

    visitor.open_tool("Log")
    lines = page.get_by_role("list", name="Calls and updates").get_by_role("listitem")
    page.get_by_label("Search in the log").fill("we buy a barrel")
    expect(lines.filter(has_text="Anna: /propose We buy a barrel")).to_have_count(1)
    lines.filter(has_text="sendMessage").first.locator("summary").click()
    expect(lines.filter(has_text='"method": "sendMessage"')).to_have_count(1)
