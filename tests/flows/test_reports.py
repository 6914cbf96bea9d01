"""A mandate from the election to an accepted report, as its holder and the group see it."""

from datetime import timedelta

from tests.support.chats import Message, answer_to
from tests.support.garden import Garden, garden

NAMES = ("Anna", "Ben", "Cleo", "Dan")


async def elect_ben(g: Garden) -> Message:
    said = await g.anna.say(g.group, "/elect treasurer")
    await g.anna.press(await answer_to(g.anna, g.account, g.group, "treasurer", button="Yes", after=said), "Yes")
    card = await g.group.find(button="Stand")
    await g.ben.press(card, "Stand")
    await g.bot.move(timedelta(hours=49))
    card = await g.group.until(card, lambda message: "Ben" in message.buttons)
    for name in NAMES:
        await g.people[name].press(card, "Ben")
    await g.bot.move(timedelta(hours=2))
    return await g.group.find("treasurer: Ben", button="No confidence")


async def bind_ben(g: Garden) -> None:
    said = await g.anna.say(g.group, "/instruct Ben Buy a rain barrel")
    sure = await answer_to(
        g.anna, g.account, g.group, "Instruct treasurer: Ben, on the roll since", button="Yes", after=said
    )
    await g.anna.press(sure, "Yes")
    card = await g.group.find("Instruct Ben as treasurer?", button="Abstain", after=said.id)
    for name in NAMES:
        await g.people[name].press(card, "Yes")
    await g.bot.move(timedelta(hours=2))
    asked = await g.ben.private(g.account).find("Garden instructs you as treasurer", button="Refuse")
    assert "you accept" in (await g.ben.press(asked, "Accept")).text
    await g.group.find("Ben accepts it.", button="Declare it broken")


async def test_a_holder_is_reminded_late_and_reports_in_under_a_minute_by_buttons(tmp_path):
    async with garden(tmp_path, *NAMES) as g:
        mandate = await elect_ben(g)
        await bind_ben(g)
        private = g.ben.private(g.account)
        await g.bot.move(timedelta(days=28))
        await private.find("Your report as treasurer in Garden is due by the end of", button="Nothing new")
        await g.bot.move(timedelta(days=4))
        overdue = await g.group.find("overdue. Missed from")
        assert "Ben has not reported as treasurer (due " in overdue.text
        await g.group.until(mandate, lambda message: "Overdue: the report-back of" in message.text)
        reminder = await private.find("is overdue", button="Kept")
        await g.ben.press(reminder, "Kept")
        draft = await private.until(reminder, lambda message: "Buy a rain barrel: Kept" in message.text)
        await g.ben.say(g.account, "The barrel stands behind the shed.")
        draft = await private.find("The barrel stands behind the shed.", button="Send the report", after=draft.id)
        await g.ben.press(draft, "Send the report")
        await private.until(draft, lambda message: "is posted in Garden" in message.text)
        card = await g.group.find("Report of Ben, treasurer", button="Not enough")
        assert "The barrel stands behind the shed." in card.text
        assert "1. Buy a rain barrel: Kept" in card.text
        await g.group.until(mandate, lambda message: "Overdue" not in message.text)
        await ask_and_rate(g, card)
        await g.bot.move(timedelta(days=3, minutes=5))
        card = await g.group.until(card, lambda message: message.text.rstrip().endswith("Accept 2 · Not enough 1"))
        assert "Accepted" in card.text
        await g.group.find("State: kept")
        shown = await g.cleo.say(g.group, "/mandate treasurer")
        page = await answer_to(
            g.cleo, g.account, g.group, "1. Buy a rain barrel (kept)", button="Report of", after=shown
        )
        assert "Next report-back: by the end of" in page.text


async def ask_and_rate(g: Garden, card: Message) -> None:
    await g.ben.say(g.group, document=b"a receipt", reply_to=card.id)
    await g.group.until(card, lambda message: "1 file" in message.text)
    await g.anna.press(card, "Ask")
    await g.anna.private(g.account).find("What do you want to ask about the report?")
    await g.anna.say(g.account, "What did it cost?")
    question = await g.ben.private(g.account).find("Anna of Garden asks about your report:")
    await g.group.until(card, lambda message: "What did it cost?" in message.text)
    assert not [m for m in await g.group.history(card.id) if "What did it cost?" in m.text and m.id != card.id]
    await g.ben.say(g.account, "20 euros", reply_to=question.id)
    await g.group.until(card, lambda message: "What did it cost?\n— 20 euros" in message.text)
    assert "your own report" in (await g.ben.press(card, "Accept")).text
    for person, choice in ((g.anna, "Accept"), (g.cleo, "Not enough"), (g.dan, "Accept")):
        assert f"Recorded: {choice}. You can change it for" in (await person.press(card, choice)).text


async def test_nothing_is_stored_by_somebody_without_an_office_and_resigning_asks_first(tmp_path):
    async with garden(tmp_path, *NAMES) as g:
        said = await g.anna.say(g.group, "/reportback I did a lot")
        await answer_to(g.anna, g.account, g.group, "You hold no office here", after=said)
        said = await g.anna.say(g.group, "/mandate")
        await answer_to(g.anna, g.account, g.group, "Nobody holds an office here yet.", after=said)
        await elect_ben(g)
        said = await g.ben.say(g.group, "/resign")
        sure = await answer_to(
            g.ben, g.account, g.group, "do you resign as treasurer in Garden?", button="Yes", after=said
        )
        await g.ben.press(sure, "Yes")
        await g.group.find("Ben is no longer treasurer: resigned.", button="Stand", after=said.id)


async def test_a_bot_that_was_down_on_the_day_moves_the_date_and_reminds_once(tmp_path):
    async with garden(tmp_path, *NAMES) as g:
        mandate = await elect_ben(g)
        due = mandate.text.partition("by the end of ")[2].split("\n")[0]
        private = g.ben.private(g.account)
        await g.bot.move(timedelta(days=28))
        last = await private.find("Your report as treasurer in Garden is due by the end of", button="Nothing new")
        await g.bot.kill()
        g.bot.offset += timedelta(days=5).total_seconds()
        await g.bot.start()
        moved = await g.group.until(mandate, lambda message: due not in message.text)
        day = moved.text.partition("Next report-back: by the end of ")[2].split("\n")[0]
        await g.bot.move(timedelta(days=2))
        await private.find(f"Your report as treasurer in Garden is due by the end of {day}", after=last.id)
        assert not [message for message in await g.group.history(mandate.id) if "overdue" in message.text]
