# ruff: noqa: RUF001 (the test reads Russian)
"""Whose Telegram speaks Russian reads the group's cards in Russian, and times in their language; others in theirs."""

from playwright.sync_api import expect


def test_cards_follow_who_made_the_group_and_times_whoever_reads_them(visit):
    visitor = visit(1280, 800)
    page = visitor.page
    page.get_by_role("button", name="You are ").click()
    visitor.press("Change name or language")
    form = page.get_by_role("dialog", name="Change name or language")
    form.get_by_label("Language").select_option("ru")
    visitor.press("Save", form)
    visitor.make_group("Сад")
    welcome = visitor.card("список", "Вступить в список")
    visitor.press_on(welcome, "Вступить в список")
    visitor.read_alert()
    expect(welcome.locator("time[lang=ru]").first).to_contain_text("г.")

    visitor.become("Ben")
    visitor.open_chat("Сад")
    expect(welcome.locator("time[lang=en-GB]").first).not_to_contain_text("г.")
    visitor.press_on(welcome, "Вступить в список")
    visitor.read_alert()
    visitor.press_on(welcome, "English")
    expect(visitor.card("Join the roll", "Русский")).to_be_visible()
