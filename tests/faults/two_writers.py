"""One of two programs on one PostgreSQL: `python -m tests.faults.two_writers` gives the votes that it reads from stdin.

Each vote is a use-case of its own, and several of them wait at a time. Prints how many were acknowledged.
"""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import datetime
from functools import partial
from itertools import count
from pathlib import Path

from bot.domain.ground.ids import BallotId, CouncilId, PersonId
from bot.domain.ground.person import Person
from bot.services.ballots.voting import cast_vote
from bot.services.ground.ports import Cause, NotStoredError, Uow
from bot.services.registers import REGISTERS
from storage.engine import writer_engine
from storage.keys import KeyFolder
from storage.sealing import Sealer
from storage.writer import Writer

WAITING = 8


def cast(uow: Uow, council_id: CouncilId, ballot_id: BallotId, voter: PersonId) -> None:
    uow.actor = uow.get(Person, voter)
    cast_vote(uow, council_id, ballot_id, "yes")


async def vote(url: str, keys: str, now: str, votes: list[tuple[CouncilId, BallotId, PersonId]], name: str) -> int:
    """How many of the votes were acknowledged."""
    at = datetime.fromisoformat(now)
    writer = Writer(writer_engine(url), lambda: at, REGISTERS, sealing=Sealer(KeyFolder(Path(keys))))
    writer.start()
    numbers, waiting, stored = count(1), iter(votes), 0

    async def caller() -> None:
        nonlocal stored
        for council_id, ballot_id, voter in waiting:
            use_case = partial(cast, council_id=council_id, ballot_id=ballot_id, voter=voter)
            try:
                await writer(use_case, Cause(f"{name}:{next(numbers)}"), council_id)
            except NotStoredError as error:
                sys.stderr.write(f"{error}\n")
            else:
                stored += 1

    await asyncio.gather(*(caller() for _ in range(WAITING)))
    await asyncio.to_thread(writer.stop)
    return stored


if __name__ == "__main__":
    given = json.loads(sys.stdin.read())
    sys.stdout.write(str(asyncio.run(vote(**given))))
