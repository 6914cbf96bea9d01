"""A proposal that begins with a day and hour is asked about, wherever the group can show the question."""

from tests.support.garden import garden


async def test_asked_in_private_it_opens_in_the_group_with_every_word(tmp_path):
    async with garden(tmp_path, "Anna", "Ben", "Cleo") as g:
        await g.anna.say(g.group, "/propose tomorrow 23:00: Pizza")
        question = await g.anna.private(g.account).find("When does the vote on “tomorrow 23:00: Pizza” open?")
        assert question.buttons[1:] == ["Now", "Cancel"]
        await g.anna.press(question, "Now")
        assert "tomorrow 23:00: Pizza" in (await g.group.find("Pizza", button="Yes")).text


async def test_shown_to_her_alone_it_is_planned_by_a_press(tmp_path):
    async with garden(tmp_path, "Anna", "Ben", "Cleo") as g:
        await g.telegram.know_ephemeral()
        await g.group.promote(g.account)
        await g.anna.say(g.group, "/propose tomorrow 23:00: Pizza")
        question = await g.anna.alone_in(g.group).find("When does the vote on “tomorrow 23:00: Pizza” open?")
        await g.anna.press(question, question.buttons[0])
        assert "“Pizza” opens" in (await g.group.find("Pizza")).text
