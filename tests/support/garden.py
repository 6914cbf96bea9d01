"""A garden: the real bot against the stand-in, with a founded group, for flows.

async with garden(tmp_path, "Anna", "Ben", "Cleo") as g:
    card = await g.propose(g.anna, "We buy a barrel")
    assert "Recorded: Yes" in (await g.anna.press(card, "Yes")).text
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from tests.support.bot import TOKEN, RunningBot
from tests.support.chats import Group, Message
from tests.support.standin import BotAccount, Person, Standin

FOUNDING = timedelta(hours=73)


@dataclass
class Garden:
    """The group, its people by name, the bot and the stand-in."""

    telegram: Standin
    bot: RunningBot
    account: BotAccount
    group: Group
    people: dict[str, Person]

    def __getattr__(self, name: str) -> Person:
        try:
            return self.people[name.title()]
        except KeyError:
            raise AttributeError(name) from None

    async def join(self) -> None:
        """Everybody presses [Join the roll] and starts the private chat."""
        welcome = await self.group.find(button="Join the roll")
        for person in self.people.values():
            await person.start(self.account)
            await person.press(welcome, "Join the roll")

    async def found(self) -> None:
        """The founding window passes: ballots close when they say."""
        await self.join()
        await self.bot.move(FOUNDING)
        await self.group.find("The council is founded")

    async def propose(self, by: Person, text: str) -> Message:
        """The card of a proposal, open; a duration may stand in front."""
        await by.say(self.group, f"/propose {text}")
        return await self.group.find(
            text.split("\n", maxsplit=1)[0].split(":", maxsplit=1)[-1].strip(), button="Abstain"
        )


@asynccontextmanager
async def garden(folder: Path, *names: str, is_strict: bool = True, is_founded: bool = True) -> AsyncIterator[Garden]:
    """A running bot with a group of these people, all on the roll.

    Past the founding window unless told otherwise; then somebody in the chat has not joined, or it would end by itself.
    """
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot", first_name="Mandate")
        async with RunningBot(telegram, account, folder, is_strict=is_strict) as bot:
            people = [await telegram.user(name) for name in names]
            others = [] if is_founded else [await telegram.user("Zoe")]
            group = await telegram.group("Garden", people[0], members=people[1:] + others, bots=[account])
            made = Garden(telegram, bot, account, group, dict(zip(names, people, strict=True)))
            await (made.found() if is_founded else made.join())
            yield made
