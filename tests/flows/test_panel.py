"""The charter, the panel, help, /why, /me and naming, through the front door."""

from datetime import timedelta

from tests.support.bot import TOKEN, RunningBot
from tests.support.chats import Alone, answer_to
from tests.support.garden import garden
from tests.support.standin import Standin


async def founded(telegram, account, names, silent=0):
    """A group whose named people are on the roll; `silent` others keep the founding window open."""
    people = [await telegram.user(name) for name in names]
    others = [await telegram.user(f"Other {number}") for number in range(silent)]
    group = await telegram.group("Garden", people[0], members=[*people[1:], *others], bots=[account])
    welcome = await group.find("on the roll")
    for person in people:
        assert "on the roll" in (await person.press(welcome, "Join the roll")).text
    return people, group


async def vote(card, people):
    for person in people:
        assert "Recorded: Yes" in (await person.press(card, "Yes")).text


async def test_in_the_founding_window_a_founder_sets_the_zone_and_nothing_else(tmp_path):
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot")
        async with RunningBot(telegram, account, tmp_path):
            (anna, *_), group = await founded(telegram, account, ("Anna", "Ben", "Cleo"), silent=1)
            said = await anna.say(group, "/charter")
            overview = await answer_to(anna, account, group, "The charter of Garden", after=said)
            assert "The council is being founded" in overview.text
            assert "Report-backs" in overview.buttons
            said = await anna.say(group, "/charter term 12 months")
            await answer_to(anna, account, group, "only language, time zone and topic can be set", after=said)
            said = await anna.say(group, "/charter zone berlin")
            await anna.press(await answer_to(anna, account, group, button="Set it now", after=said), "Set it now")
            await group.find("Dates are counted in the time of Europe/Berlin")


async def test_a_rule_is_changed_by_buttons_in_private_and_by_a_vote_in_the_group(tmp_path):
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot")
        async with RunningBot(telegram, account, tmp_path) as bot:
            people, group = await founded(telegram, account, ("Anna", "Ben", "Cleo", "Dan"))
            anna = people[0]
            said = await anna.say(group, "/charter")
            await anna.open(
                (
                    await anna.press(
                        await answer_to(anna, account, group, button="Change a rule", after=said), "Change a rule"
                    )
                ).url
            )
            private = anna.private(account)
            page = await private.find(button="Ballots")
            await anna.press(page, "Ballots")
            await private.until(page, lambda message: "Which rule" in message.text)
            await anna.press(page, "Usual time for a ballot")
            await private.until(page, lambda message: "Now:" in message.text)
            await anna.press(page, "Another value")
            await private.find("Write the new value")
            await anna.say(private, "90 days")
            await private.find("It can be set from 1 d to 14 d")
            await anna.say(private, "5d")
            await anna.press(await private.find("5 d", button="Put to the vote"), "Put to the vote")
            await vote(await group.find("Usual time for a ballot", button="Yes"), people)
            await bot.move(timedelta(hours=2))
            told = await group.wait_for(lambda message: "photo" in message)
            assert "Usual time for a ballot: 3 d → 5 d" in told.text


async def test_why_tells_a_result_a_refusal_and_a_card(tmp_path):
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot")
        async with RunningBot(telegram, account, tmp_path) as bot:
            people, group = await founded(telegram, account, ("Anna", "Ben", "Cleo", "Dan"))
            dan = people[3]
            await dan.say(group, "/propose We buy a rain barrel")
            card = await group.find("We buy a rain barrel", button="Yes")
            await vote(card, people)
            await bot.move(timedelta(hours=2))
            await group.until(card, lambda message: "Adopted" in message.text)
            said = await dan.say(group, "/why 1")
            why = await answer_to(dan, account, group, "Counted again just now: the result is the same", after=said)
            assert "We buy a rain barrel" in why.text
            said = await dan.say(group, "/why", reply_to=card)
            await answer_to(dan, account, group, "✓ Yes among the 4 Yes and No: 3 needed, 4 counted.", after=said)
            said = await dan.say(group, "/charter ballot_duration 99 lightyears")
            await answer_to(dan, account, group, "does not fit", after=said)
            private = await dan.start(account)
            await dan.say(group, "/why")
            await private.find("this was refused")  # what was refused to one person is no business of the group's


async def test_everything_by_buttons_from_the_panel(tmp_path):
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot")
        async with RunningBot(telegram, account, tmp_path):
            (anna, ben, cleo), group = await founded(telegram, account, ("Anna", "Ben", "Cleo"))
            said = await anna.say(group, "/council")
            panel = await answer_to(anna, account, group, "3 on the roll · 0 open ballots", after=said)
            assert "I do not have these rights" in panel.text
            await anna.press(panel, "Propose")
            question = await group.find("/cancel@mandate_bot")
            assert "Anna" in question.text
            await anna.say(group, "We buy a rain barrel", reply_to=question)
            await group.find("We buy a rain barrel", button="Yes")

            panel = await turned_to(group, panel, anna, "In private")
            link = await ben.press(panel, "In private")
            await ben.open(link.url)
            private = ben.private(account)
            own = await private.find("You are on the roll since")
            assert own.buttons == ["Vote now (1)", "Propose", "Who acts for us", "Decisions", "Rules", "More"]
            for label, expected in (
                ("Vote now (1)", "We buy a rain barrel"),
                ("Rules", "The charter of Garden"),
                ("Help", "More about"),
                ("Privacy", "What I see"),
                ("What is kept about me", "What I keep about you"),
                ("Reminders", "Reminders of ballots are on"),
            ):
                own = await turned_to(private, own, ben, label)
                await ben.press(own, label)
                page = await private.find(expected, after=own.id - 1)
                if page.id == own.id:
                    await ben.press(page, "Back")
                    own = await private.until(page, lambda m: "Rules" in m.buttons)
            own = await turned_to(private, own, ben, "How it works")
            await ben.press(own, "How it works")
            first = await private.find("Nobody owns the council")
            await ben.press(first, "More »")
            await private.until(first, lambda m: "Report-backs" in m.text)
            reminders = await private.find("Reminders of ballots are on")
            await ben.press(reminders, "Off")
            await private.until(reminders, lambda m: "are off" in m.text)

            await ben.say(private, "/forget")
            asked = await private.find("This cannot be undone")
            await ben.press(asked, "Yes")
            await private.find("Your name and your texts are erased")
            await ben.say(private, "/me")
            await private.find("a former member")

            said = await cleo.say(group, "/language")
            shown = await answer_to(cleo, account, group, "Which language shall I use", after=said)
            refused = await anna.press(shown, "English")
            assert refused.alert
            assert "somebody else" in refused.text


async def turned_to(place, panel, person, label):
    """The page of the panel that has this button."""
    while label not in panel.buttons:
        before = panel.buttons
        await person.press(panel, "More")
        panel = await place.until(panel, lambda m, before=before: m.buttons != before)
    assert len(panel.buttons) <= 8
    return panel


async def test_names_unknown_commands_and_a_bot_that_minds_its_own_business(tmp_path):
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot")
        async with RunningBot(telegram, account, tmp_path) as bot:
            names = ("Anna", "Ben", "Anna Pavlova", "Dan")
            (anna, ben, pavlova, dan), group = await founded(telegram, account, names)
            await bot.move(timedelta(hours=73))
            said = await ben.say(group, "/why @zed")
            await answer_to(ben, account, group, "I do not know @zed here yet", after=said)
            said = await ben.say(group, "/why Anna Pavlova")
            await answer_to(ben, account, group, "holds no mandate here", after=said)
            said = await ben.say(group, "/recal@mandate_bot")
            await answer_to(ben, account, group, "Do you mean /recall@mandate_bot?", after=said)
            last = await group.last()
            await ben.say(group, "/weather@other_bot")
            await ben.say(group, "/weather")
            await account.idle()
            assert (await group.last()).id == last.id
            await dan.start(account)
            await dan.say(dan.private(account), "/nonsens")
            await dan.private(account).find("I know no command /nonsens")
            await dan.say(dan.private(account), "hello?")
            await dan.private(account).find("I asked nothing just now")
            assert anna
            assert pavlova


async def test_a_council_speaks_another_language_in_the_topic_it_chose(tmp_path):
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot")
        async with RunningBot(telegram, account, tmp_path):
            people = [await telegram.user(name) for name in ("Anna", "Ben", "Cleo", "Silent")]
            group = await telegram.group("Garden", people[0], members=people[1:], bots=[account], is_forum=True)
            welcome = await group.find("on the roll")
            for person in people[:3]:
                await person.press(welcome, "Join the roll")
            anna = people[0]
            await anna.say(group, "/topic")
            await group.find("Send /topic inside the topic")
            topic = await group.topic("Votes", anna)
            await anna.say(group, "/topic", thread=topic)
            await anna.press(await group.find(button="Set it now"), "Set it now")
            told = await group.find("The charter has changed")
            assert told["message_thread_id"] == topic
            said = await anna.say(group, "/charter language qps", thread=topic)
            await anna.press(await answer_to(anna, account, group, button="Set it now", after=said), "Set it now")
            await group.find("⟦Thé chàrtér hàs chàngéd")
            await anna.say(group, "/propose We buy a rain barrel")
            card = await group.find("We buy a rain barrel", button="⟦Ýés⟧")
            assert "⟦" in card.text


async def test_of_two_annas_one_is_picked_by_button(tmp_path):
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot")
        async with RunningBot(telegram, account, tmp_path) as bot:
            people, group = await founded(telegram, account, ("Anna K", "Ben", "Anna P", "Dan"))
            await bot.move(timedelta(hours=73))
            ben, dan = people[1], people[3]
            said = await ben.say(group, "/remove Anna she shouts")
            choice = await answer_to(ben, account, group, "Whom do you mean?", after=said)
            assert choice.buttons == ["Anna K", "Anna P", "Cancel"]
            foreign = await dan.press(choice, "Anna K")
            assert "somebody else" in foreign.text
            await ben.press(choice, "Anna P")
            asked = await group.until(choice, lambda message: "Yes" in message.buttons)
            assert "Anna P, on the roll since" in asked.text
            await ben.press(choice, "No")
            await group.until(choice, lambda message: "Nothing was changed" in message.text)


async def test_every_button_of_the_panel_does_something(tmp_path):
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot")
        async with RunningBot(telegram, account, tmp_path) as bot:
            (anna, ben, _), group = await founded(telegram, account, ("Anna", "Ben", "Cleo"))
            await bot.move(timedelta(hours=73))
            chat = await anna.start(account)
            own = await chat.find("You are on the roll since")
            said = await ben.say(group, "/council")
            panel = await group.find("3 on the roll · 0 open ballots", after=said.id)
            for person, place, first in ((ben, group, panel), (anna, chat, own)):
                shown = first
                await each_does_something(person, place, shown)
                while "More" in shown.buttons:
                    before = shown.buttons
                    await person.press(shown, "More")
                    shown = await place.until(shown, lambda m, before=before: m.buttons != before)
                    await each_does_something(person, place, shown)


async def each_does_something(person, place, shown):
    """Each says something below or in an alert, or turns the panel into a page, from which [Back] leads back."""
    for button in (one for row in shown["keyboard"] for one in row if "data" in one):
        if button["text"] not in ("More", "Back"):
            last = (await place.history())[-1].id
            answer = await person.press(shown, button["text"])
            assert answer.answered, button["text"]
            if not answer.text:
                await ensure_told_or_turned(person, place, shown, last)


async def ensure_told_or_turned(person, place, shown, last):
    told = await place.wait_for(lambda m: m.id > last or (m.id == shown.id and m.buttons != shown.buttons))
    if told.id == shown.id:
        await person.press(told, "Back")
        back = await place.until(shown, lambda m: "Rules" in m.buttons)
        while back.buttons != shown.buttons:
            before = back.buttons
            await person.press(back, "More")
            back = await place.until(shown, lambda m, before=before: m.buttons != before)


async def test_what_is_a_page_takes_the_place_of_the_panel_for_whoever_opened_it_and_leads_back(tmp_path):
    async with garden(tmp_path, "Anna", "Ben", "Cleo") as g:
        await g.group.find("The council is founded")
        await g.telegram.know_ephemeral()
        await g.group.promote(g.account)
        for place in (g.anna.alone_in(g.group), g.anna.private(g.account)):
            await g.anna.say(g.group if isinstance(place, Alone) else g.account, "/council")
            panel = await place.find(button="Who acts for us")
            for button, words in (("Decisions", ""), ("Rules", "The charter of"), ("Who acts for us", "")):
                await g.anna.press(panel, button)
                page = await place.until(panel, lambda message: "Back" in message.buttons)
                assert words in page.text
                await g.anna.press(page, "Back")
                panel = await place.until(panel, lambda message: "Who acts for us" in message.buttons)
