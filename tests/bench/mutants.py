"""(j) How many mutants of bot/domain its own tests tell from it (tests/bench/mutation): the rest nothing holds.

Telegram's library and the bot are loaded here; there nothing of the program may be, so it is another process. It names
those that survive on standard error, and fails where the list of equal mutants is stale.
"""

import asyncio
import json
import sys

from tests.bench.figure import Figure

AIM = 97
SMALL = ("bot/domain/ballots/typed.py", "tests/domain/test_typed.py")


class StaleListError(Exception):
    """An entry of tests/bench/mutation/equal.txt says what is not so any more; the lines above name it."""


async def measure(*, quick: bool = False) -> list[Figure]:
    """Try them all, which takes some minutes of one core; if `quick` those of a small module. Raises StaleListError."""
    line = [sys.executable, "-m", "tests.bench.mutation", "--json", *(SMALL if quick else ())]
    child = await asyncio.create_subprocess_exec(*line, stdout=asyncio.subprocess.PIPE)
    told, _ = await child.communicate()
    if child.returncode:
        raise StaleListError
    found = json.loads(told)
    figures = [Figure(f"mutants_{name}", found[name], "mutants") for name in ("tried", "killed", "survived", "equal")]
    return [*figures, Figure("mutants_score", found["score"], "%", AIM, note="of those that are not equal")]
