"""Moving the clock: from one due thing to the next, each in its order, as time in service and never as an outage.

The world's clock goes first and is on disk before the bot learns of it: whatever is killed, no time comes twice.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from deploy.playground.errors import Json, PeopleError
from deploy.playground.play import Playground

DAY = 86_400.0
MOST_DAYS = 366
"""One move goes at most so far ahead."""

MOST_QUIET_DAYS = 100
"""Due things that the bot says nothing about are passed over on the way to one that people notice, for so long."""

PATIENCE_S = 30.0
"""One step takes at most so long. A move has as many as it needs: on a busy machine a quiet month takes a minute."""

AFTER_S = 0.001
"""A step ends so long after what is due: fractions of a second are rounded on the way to the bot."""


class Move:
    """One move: of how many due things people noticed something, and how many messages and edits the bot made."""

    def __init__(self, play: Playground, patience: asyncio.Timeout) -> None:
        self._play = play
        self._patience = patience
        self.steps = 0
        self.said = 0

    async def go_to(self, target: float) -> None:
        """Exactly there, by way of everything that is due before."""
        seen = await self._step()
        while self._now() < target:
            seen = await self._advance(seen, min(target, self._next_stop(seen) or target))

    async def go_to_next(self) -> bool:
        """To the next due thing that makes the bot say something. False if there is none for long."""
        seen = await self._step()
        latest = self._now() + MOST_QUIET_DAYS * DAY
        while not self.steps and (at := self._next_stop(seen)) is not None and at < latest:
            seen = await self._advance(seen, at)
        return bool(self.steps)

    async def _advance(self, seen: Json, at: float) -> Json:
        said_before, is_due = self.said, seen["next"] is not None and seen["next"] <= at
        seen = await self._step(at)
        self.steps += is_due and self.said > said_before
        return seen

    def _now(self) -> float:
        return self._play.world.clock.epoch()

    def _next_stop(self, seen: Json) -> float | None:
        """The next due thing, or the moment when Telegram's limits let the next waiting message through."""
        now = self._now()
        stops = [] if seen["next"] is None else [max(now, seen["next"])]
        stops += [] if seen["wait"] is None else [now + seen["wait"]]
        return min(stops, default=None)

    async def _step(self, at: float | None = None) -> Json:
        """Go there (at first: handle what was done until now) and learn what is due next."""
        world, last = self._play.world, self._play.world.events.last
        if at is not None:
            self._set_clock(max(at + AFTER_S, world.clock.epoch()))
        seen = await self._play.bot.ask(offset=world.clock.offset_seconds)
        world.clock.offset_seconds = seen["offset"]
        if "error" in seen:
            raise PeopleError(seen["error"])
        made = world.events.since(last)
        self.said += sum(1 for event in made if event["kind"] in {"message", "edit"} and event["by"] in world.bots)
        self._patience.reschedule(asyncio.get_running_loop().time() + PATIENCE_S)
        return seen

    def _set_clock(self, now: float) -> None:
        try:
            self._play.keeper.note_clock(now)
        except OSError as error:
            raise PeopleError(f"The clock stays where it is: it cannot be written ({error.strerror}).") from error
        self._play.world.clock.go_on_from(now)


@asynccontextmanager
async def moving(play: Playground) -> AsyncIterator[Move]:
    """One move at a time, and none that waits for a bot without an end."""
    if play.is_moving:
        raise PeopleError("The clock is being moved already: wait until it is there.")
    play.is_moving = True
    try:
        async with asyncio.timeout(PATIENCE_S) as patience:
            yield Move(play, patience)
    except TimeoutError:
        raise PeopleError("So much was due that the clock is not there yet. Move it again to go on.") from None
    finally:
        play.is_moving = False


async def move_clock(play: Playground, fields: Json) -> Json:
    """{by: seconds} or {to: "next"} -> {now, steps, said, nothing_due}."""
    seconds = _seconds_of(fields)
    async with moving(play) as move:
        if seconds is None:
            is_there = await move.go_to_next()
        else:
            await move.go_to(play.world.clock.epoch() + seconds)
            is_there = True
    return {"now": play.world.clock.epoch(), "steps": move.steps, "said": move.said, "nothing_due": not is_there}


def _seconds_of(fields: Json) -> float | None:
    """None: to the next due thing."""
    if fields.get("to") == "next":
        return None
    try:
        seconds = float(fields["by"])
    except (KeyError, TypeError, ValueError):
        seconds = 0.0
    if not 0 < seconds <= MOST_DAYS * DAY:
        raise PeopleError(f'The clock moves forward: {{"by": seconds}}, at most {MOST_DAYS} days, or {{"to": "next"}}.')
    return seconds
