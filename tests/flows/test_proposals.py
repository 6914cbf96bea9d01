from datetime import timedelta

from tests.support.bot import TOKEN, RunningBot
from tests.support.chats import answer_to
from tests.support.standin import Standin

NAMES = ("Anna", "Ben", "Cleo", "Dan")


async def founded(telegram, account, names=NAMES):
    people = [await telegram.user(name) for name in names]
    group = await telegram.group("Garden", people[0], members=people[1:], bots=[account])
    welcome = await group.find(button="Join the roll")
    for person in people:
        await person.press(welcome, "Join the roll")
    return group, people


async def test_options_are_asked_for_voted_on_and_decided_with_a_picture(tmp_path):
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot")
        async with RunningBot(telegram, account, tmp_path) as bot:
            group, (anna, ben, cleo, dan) = await founded(telegram, account)
            await bot.move(timedelta(hours=73))
            said = await anna.say(group, "/propose")
            question = await answer_to(anna, account, group, "What do you propose?", after=said)
            await anna.say(group, "2d: What do we plant?\n- Roses\n- Beans", reply_to=question)
            card = await group.find("What do we plant?", button="Beans")
            assert [label for label in card.buttons if label in {"None of these", "Abstain"}]
            for person, choice in ((anna, "Roses"), (ben, "Beans"), (anna, "Beans")):
                answer = await person.press(card, choice)
                assert answer.text.startswith(f"Recorded: {choice}. You can change it for 1 d 23 h")
            said = await dan.say(group, "/open")
            listed = await answer_to(dan, account, group, "Yours to vote on (1)", after=said)
            assert "You have not voted yet" in listed.text
            await bot.move(timedelta(hours=47))
            await group.find("The vote ends soon.")
            await cleo.press(card, "None of these")
            await group.find("Extended once by 16 h")
            await bot.move(timedelta(days=1))
            result = await group.until(card, lambda message: "Adopted: Beans" in message.text and "photo" in message)
            assert "2 Beans" in result.text
            assert "3 of 4 voted; 3 were needed." in result.text
            said = await ben.say(group, "/decisions beans")
            register = await answer_to(ben, account, group, "1 found for “beans”", after=said)
            assert "No. 1 ·" in register.text


async def more(person, account, card, text):
    """[More] leads to the private chat where nothing can be shown in the group to one alone."""
    pressed = await person.press(card, "More")
    assert "?start=" in pressed.url
    started = await person.open(pressed.url)
    return await person.private(account).find(text, after=started["message"]["message_id"])


async def test_a_proposal_by_reply_is_amended_and_another_withdrawn(tmp_path):
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot")
        async with RunningBot(telegram, account, tmp_path) as bot:
            group, (anna, ben, cleo, _) = await founded(telegram, account)
            await bot.move(timedelta(hours=73))
            idea = await ben.say(group, "We buy a <b>shed</b> & a lock")
            await anna.say(group, "/propose 12h:", reply_to=idea)
            card = await group.find("Anna proposes:", button="More")
            assert card.text.startswith("Urgent!")
            assert not {"Amend", "Withdraw"} & set(card.buttons)
            await ben.press(card, "Yes")
            mine = await more(anna, account, card, "& a lock")
            assert "written by Ben" in mine.text
            assert "Amend" in mine.buttons
            theirs = await more(cleo, account, card, "& a lock")
            assert not {"Amend", "Withdraw"} & set(theirs.buttons)
            amend = mine.button("Amend")["data"]
            assert "Only the member who proposed it" in (await cleo.send_data(theirs, amend)).text
            await anna.press(mine, "Amend")
            private = anna.private(account)
            await private.find("Write the whole new text")
            await anna.say(account, "We rent a shed")
            await group.find("The votes of Ben were cleared")
            card = await group.until(card, lambda message: "We rent a shed" in message.text)
            assert "0 of 4 voted" in card.text
            reminded = await ben.press(await more(ben, account, card, "We rent a shed"), "Remind me")
            assert reminded.text.startswith("I will remind you privately")
            await cleo.say(group, "/propose Something silly")
            silly = await group.find("Something silly", button="More")
            said = await cleo.say(group, "/withdraw")
            question = await answer_to(cleo, account, group, "Withdraw your proposal", after=said)
            await cleo.press(question, "Yes")
            await group.until(silly, lambda message: "Withdrawn" in message.text and not message.buttons)
            await bot.move(timedelta(hours=11))
            reminder = await ben.private(account).find("You have not voted on this yet")
            await ben.press(reminder, "Vote")
            paper = await ben.private(account).find("You have not voted yet.", button="Yes")
            assert "Recorded: No" in (await ben.press(paper, "No")).text
            await ben.private(account).until(paper, lambda message: "You have voted." in message.text)
            await group.until(card, lambda message: "1 of 4 voted" in message.text)


async def test_a_larger_council_seconds_first_and_approves_many(tmp_path):
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot")
        async with RunningBot(telegram, account, tmp_path) as bot:
            group, people = await founded(telegram, account, [f"P{number}" for number in range(21)])
            await bot.move(timedelta(hours=73))
            await people[0].say(group, "/propose rank\nWhere to?\n- Sea\n- Hills\n- Town")
            card = await group.find("Where to?", button="Second (0 of 2)")
            assert "others must second it" in (await people[0].press(card, "Second")).text
            assert (await people[1].press(card, "Second")).text == "Seconded: 1 of 2."
            await people[0].press(await more(people[0], account, card, "Where to?"), "Amend")
            await people[0].private(account).find("Write the whole new text")
            await people[0].say(account, "many\nWhere to?\n- Sea\n- Hills\n- Town")
            old = card.button("Second")["data"]
            card = await group.until(card, lambda message: message.button("Second")["data"] != old)
            assert "Second (0 of 2)" in card.buttons
            await people[1].press(card, "Second")
            assert (await people[2].press(card, "Second")).text == "Seconded: it goes to the vote now."
            card = await group.until(card, lambda message: "Clear my ballot" in message.buttons)
            await people[3].press(card, "Sea")
            assert (await people[3].press(card, "Town")).text.startswith("Recorded: Sea, Town.")
            assert (await people[3].press(card, "Clear my ballot")).text.startswith("Nothing is changed yet")
            await bot.move(timedelta(seconds=10))
            assert (await people[3].press(card, "Clear my ballot")).text.startswith("Your ballot is empty now.")
            await people[3].say(group, "/propose 1d: rank\nWhen?\n- Today\n- Later")
            ranked = await group.find("When?", button="Second")
            for person in people[4:6]:
                await person.press(ranked, "Second")
            ranked = await group.until(ranked, lambda message: "Vote" in message.buttons)
            opened = await people[4].press(ranked, "Vote")
            await people[4].open(opened.url)
            await people[4].private(account).find("When?")


async def test_a_member_adds_an_option_to_a_ballot_that_takes_some(tmp_path):
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot")
        async with RunningBot(telegram, account, tmp_path) as bot:
            group, (anna, ben, cleo, dan) = await founded(telegram, account)
            await bot.move(timedelta(hours=73))
            await anna.say(group, "/propose 3d: open: Where do we go?\n- Sea\n- Hills")
            card = await group.find("Where do we go?", button="Add an option")
            await cleo.press(card, "None of these")
            await ben.open((await ben.press(card, "Add an option")).url)
            await ben.private(account).find("Which option do you add?", button="Cancel")
            await ben.say(ben.private(account), "Lake")
            card = await group.until(card, lambda message: "3. Lake" in message.text and "Lake" in message.buttons)
            assert "Ben" not in card.text
            for person in (anna, ben, dan):
                assert (await person.press(card, "Lake")).text.startswith("Recorded: Lake.")
            await bot.move(timedelta(days=1))
            card = await group.until(card, lambda message: "Add an option" not in message.buttons)
            await bot.move(timedelta(days=2))
            result = await group.until(card, lambda message: "Adopted: Lake" in message.text)
            assert "1 None of these" in result.text


async def test_whoever_wants_it_hears_once_a_week_what_is_theirs_to_do(tmp_path):
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot")
        async with RunningBot(telegram, account, tmp_path) as bot:
            group, (anna, ben, *_) = await founded(telegram, account)
            await bot.move(timedelta(hours=73))
            private = ben.private(account)
            await ben.say(private, "/start")
            await ben.say(private, "/digest")
            setting = await private.find("The weekly digest is off.")
            await ben.press(setting, "On")
            await private.until(setting, lambda message: "digest is on" in message.text)
            await anna.say(group, "/propose 14d: We buy a barrel")
            await group.find("We buy a barrel", button="Yes")
            await bot.move(timedelta(days=7))
            digest = await private.find("Your week")
            assert "You have not voted: “We buy a barrel”" in digest.text
            await ben.press(digest, "No more digests")
            await private.until(digest, lambda message: "digest is off" in message.text)
