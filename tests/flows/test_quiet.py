"""What a group hears, and when it makes no sound."""

from datetime import UTC, datetime, timedelta

from tests.support.garden import garden


async def go_to(g, hour):
    """The next full hour of that name, by the group's clock."""
    now = datetime.now(UTC) + timedelta(seconds=g.bot.offset)  # noqa: TID251 (the stand-in's clock)
    then = now.replace(hour=hour, minute=1, second=0, microsecond=0)
    await g.bot.move(then + timedelta(days=then <= now) - now)


async def test_by_night_nothing_makes_a_sound_and_by_day_it_does(tmp_path):
    async with garden(tmp_path, "Anna", "Ben", "Cleo") as g:
        for hour, is_silent in ((23, True), (10, False)):
            await go_to(g, hour)
            card = await g.propose(g.anna, f"We meet at {hour}")
            assert card["silent"] is is_silent
            said = await g.anna.say(g.account, "/open")
            answer = await g.anna.private(g.account).find(f"We meet at {hour}", after=said.id)
            assert answer["silent"] is is_silent
