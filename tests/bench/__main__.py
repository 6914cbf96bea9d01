"""`python3 run.py bench [--json] [--quick] [PART ...]`: the figures of the README, measured here and now.

Parts: votes, durable, electorate, roll, broadcast, reminders, storm, startup; all of these without a name. By name
alone: first_vote, which installs everything anew, month, which counts what a group hears, and mutants, which tells what
the tests of the rules do not hold. --quick is for trying the bench itself: its sizes are too small to say anything.
"""

import asyncio
import gc
import json
import sys
from collections.abc import Awaitable, Callable
from typing import TextIO

from tests.bench import (
    broadcast,
    durable,
    electorate,
    first_vote,
    month,
    mutants,
    reminders,
    roll,
    startup,
    storm,
    votes,
)
from tests.bench.figure import Figure, machine

Measure = Callable[..., Awaitable[list[Figure]]]

PARTS: dict[str, Measure] = {
    "votes": votes.measure,
    "durable": durable.measure,
    "electorate": electorate.measure,
    "roll": roll.measure,
    "broadcast": broadcast.measure,
    "reminders": reminders.measure,
    "storm": storm.measure,
    "startup": startup.measure,
}
BY_NAME: dict[str, Measure] = {
    **PARTS,
    "first_vote": first_vote.measure,
    "month": month.measure,
    "mutants": mutants.measure,
}


def main(arguments: list[str]) -> int:
    """Measure the parts named (all without any) and print them."""
    wanted = [part for part in arguments if not part.startswith("-")] or list(PARTS)
    unknown = [part for part in wanted if part not in BY_NAME]
    if unknown:
        sys.stderr.write(f"There is no part {unknown[0]!r}. Known: {', '.join(BY_NAME)}.\n")
        return 2
    is_json = "--json" in arguments
    say(machine(), sys.stderr if is_json else sys.stdout)
    figures: list[Figure] = []
    for part in wanted:
        measured = asyncio.run(_measure(part, quick="--quick" in arguments))
        figures += measured
        if not is_json:
            say("\n".join(map(as_line, measured)), sys.stdout)
    if is_json:
        say(json.dumps({figure.key: figure.as_json() for figure in figures}, indent=1), sys.stdout)
    return 0


def say(text: str, where: TextIO) -> None:
    """Write a line at once: a part takes a minute."""
    where.write(f"{text}\n")
    where.flush()


async def _measure(part: str, *, quick: bool) -> list[Figure]:
    # As the program does once it is ready (bot/app.py): what is loaded by now is not gone over again.
    gc.collect()
    gc.freeze()
    return await BY_NAME[part](quick=quick)


def as_line(figure: Figure) -> str:
    """One figure for people."""
    aim = ""
    if figure.aim is not None:
        bound = "at least" if figure.is_at_least else "at most"
        aim = f"(aim {bound} {figure.aim:g}: {'met' if figure.met else 'missed'}) "
    return f"{figure.key:32} {figure.value:>10,.6g} {figure.unit:10} {aim}{figure.note}".rstrip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
