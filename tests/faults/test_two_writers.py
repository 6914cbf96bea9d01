"""Two programs write to one PostgreSQL at the same time, in the same council and in different ones: no vote is lost."""

from __future__ import annotations

import asyncio
import json
import sys
from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ballots.elector import Elector
from bot.domain.ballots.papers import Slot
from bot.domain.council.council import Council
from bot.domain.ground.due import Due
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.person import Sender
from bot.domain.roll.seen import InChat
from bot.services.ballots import laying
from bot.services.ballots.proposals import propose
from bot.services.council.council import ensure_council
from bot.services.ground.persons import identify
from bot.services.ground.ports import Cause
from bot.services.ground.reach import EVERYWHERE
from bot.services.ground.schedule import do_due
from bot.services.record.doctor import examine
from bot.services.registers import REGISTERS
from bot.services.roll.roll import join
from storage.engine import writer_engine
from storage.keys import KeyFolder
from storage.migrations import upgrade
from storage.sealing import Sealer
from storage.writer import Writer
from tests.storage.conftest import NOW

VOTERS = 200
LATER = NOW + timedelta(hours=80)
CAUSE = Cause("test")


class Town:
    """Two councils of 200 with an open ballot each, in one database."""

    def __init__(self, url: str, keys) -> None:
        self.url, self.keys = url, keys
        self.now = NOW
        self.write = Writer(writer_engine(url), lambda: self.now, REGISTERS, sealing=Sealer(KeyFolder(keys)))

    async def found(self, chat_id: int) -> list[tuple[str, str, str]]:
        """A council with its ballot; (council, ballot, voter) for each of its voters."""

        def make(uow):
            council = ensure_council(uow, chat_id, "Town")
            uow.change(council, charter={"seconds_medium": "0", "seconds_large": "0"})
            people = [identify(uow, Sender(1000 * -chat_id + n, f"V{n}", None, "en")) for n in range(VOTERS)]
            for uow.actor in people:
                join(uow, council.council_id, InChat.YES)
            return council.council_id, [person.person_id for person in people], people[0]

        def put(uow, council_id, proposer):
            uow.change(uow.get(Council, council_id), founding_ends_at=self.now - timedelta(hours=1))
            uow.actor = proposer
            return propose(uow, council_id, "5d: Shall we?", None).ballot_id

        self.now = NOW
        council_id, voters, first = await self.write(make, Cause("test", chat_id), EVERYWHERE)
        self.now = LATER
        ballot_id = await self.write(lambda uow: put(uow, council_id, first), CAUSE, council_id)
        return [(council_id, ballot_id, voter) for voter in voters]

    async def vote_beside_each_other(self, *shares: list[tuple[str, str, str]]) -> list[int]:
        """Each share in a program of its own; how many votes each had acknowledged."""
        runs = [self._run(share, f"program {number}") for number, share in enumerate(shares)]
        return list(await asyncio.gather(*runs))

    async def _run(self, votes: list[tuple[str, str, str]], name: str) -> int:
        given = {"url": self.url, "keys": str(self.keys), "now": LATER.isoformat(), "votes": votes, "name": name}
        line = (sys.executable, "-m", "tests.faults.two_writers")
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(*line, stdin=pipe, stdout=pipe, stderr=pipe)
        out, err = await process.communicate(json.dumps(given).encode())
        assert process.returncode == 0, err.decode()
        return int(out)

    async def counted(self, council_id: CouncilId, ballot_id: str) -> int:
        """How many votes the ballot has once it is closed and, if it is a large one, counted."""

        def close(uow):
            for due in uow.find(Due, council_id=council_id, kind=("close_ballot", "count_ballot"), done_at=None):
                do_due(uow, council_id, due.due_id)
            return uow.get(Ballot, council_id, ballot_id)

        self.now = LATER + timedelta(days=6)
        while (ballot := await self.write(close, CAUSE, council_id)).state is not BallotState.CLOSED:
            assert ballot.state is BallotState.COUNTING
        return sum(ballot.counts.values())


@pytest.fixture
async def town(postgres_url, tmp_path):
    engine = writer_engine(postgres_url)
    upgrade(engine)
    engine.dispose()
    made = Town(postgres_url, tmp_path / "keys")
    made.write.start()
    yield made
    await asyncio.to_thread(made.write.stop)


@pytest.mark.xdist_group("postgres")
async def test_two_programs_in_one_council_lose_no_vote(town):
    votes = await town.found(-1)
    assert await town.vote_beside_each_other(votes[::2], votes[1::2]) == [VOTERS // 2] * 2
    assert await town.counted(*votes[0][:2]) == VOTERS
    assert await town.write(lambda uow: [f for f in examine(uow) if f.check in {"record", "electorates"}], CAUSE) == []


@pytest.mark.xdist_group("postgres")
async def test_two_programs_in_two_councils_lose_no_vote(town):
    ours, theirs = await town.found(-1), await town.found(-2)
    assert await town.vote_beside_each_other(ours, theirs) == [VOTERS] * 2
    assert [await town.counted(*votes[0][:2]) for votes in (ours, theirs)] == [VOTERS] * 2


@pytest.mark.xdist_group("postgres")
async def test_two_programs_that_lay_out_one_electorate_lay_it_out_once(town, monkeypatch):
    monkeypatch.setattr(laying, "LARGE", 0)
    monkeypatch.setattr(laying, "PAGE", 7)
    votes = await town.found(-1)
    council_id, ballot_id, _ = votes[0]
    other = Writer(writer_engine(town.url), lambda: LATER, REGISTERS, sealing=Sealer(KeyFolder(town.keys)))
    other.start()

    def step(uow):
        for due in uow.find(Due, council_id=council_id, kind="lay_out", done_at=None):
            do_due(uow, council_id, due.due_id)
        return uow.get(Ballot, council_id, ballot_id)

    async def lay(write):
        pages = 1
        while (await write(step, CAUSE, council_id)).state is BallotState.OPENING:
            pages += 1
        return pages

    pages = await asyncio.gather(lay(town.write), lay(other))
    await asyncio.to_thread(other.stop)
    assert min(pages) > 1, "both were at work"
    rows = await town.write(lambda uow: [uow.count(kind, council_id=council_id) for kind in (Elector, Slot)], CAUSE)
    assert rows == [VOTERS, VOTERS]
    assert await town.vote_beside_each_other(votes[::2], votes[1::2]) == [VOTERS // 2] * 2
    assert await town.counted(council_id, ballot_id) == VOTERS
