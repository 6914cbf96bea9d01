"""Two months of a council of 12, then everything that is left is searched for who chose what (SPEC-RECORD section 1).

The searcher has every state the database was in after each vote, which is more than its log and its backups can hold,
every byte of its files at those moments, and the folder of keys as it is in the end. He joins bytes, rows, and states
that differ by one vote. Each measure that keeps him from it is then left out, and he must find somebody.
"""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from bot.domain.ballots.ballot import ABSTAIN, Ballot, BallotState, Method
from bot.domain.ballots.papers import Picks, totals_of, unpack
from bot.domain.council.council import Council
from bot.services.ballots import live
from bot.services.ballots.booth import mark_paper, submit_paper
from bot.services.ballots.papers import key_of
from bot.services.ballots.proposals import propose
from bot.services.ballots.voting import cast_vote
from bot.services.ground.ports import SealBrokenError
from bot.services.record.doctor import examine
from storage.engine import writer_engine
from storage.keys import KeyFolder
from storage.log import Log
from storage.sealing import Sealer
from storage.tables import metadata
from tests.support.council import House

NAMES = ("Anna", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hana", "Ira", "Jan", "Kim", "Lou")
TEXTS = {
    Method.YES_NO: "14d: Buy a barrel",
    Method.ONE: "14d: Which colour?\n- Red\n- Green\n- Blue",
    Method.MANY: "14d: many: What first?\n- Bench\n- Tree\n- Path",
    Method.RANK: "14d: rank: In which order?\n- Oak\n- Elm\n- Ash",
}
Joined = set[tuple[str, str]]
"""Ballots and the people whose choice on them was found."""


class Town(House):
    """A house on disk, with its keys beside it."""

    def __init__(self, folder: Path, kind: type[Sealer] = Sealer) -> None:
        self.data, self.keys = folder / "data", folder / "data-keys"
        self.kind = kind
        super().__init__()

    def _connect(self) -> None:
        self._engine = writer_engine(f"sqlite:///{self.data / 'mandate.db'}")
        metadata.create_all(self._engine)
        self._connection = self._engine.connect()
        self.sealing = self.kind(KeyFolder(self.keys))

    def disconnect(self) -> None:
        self._connection.close()
        self._engine.dispose()

    def die_during(self, act) -> None:
        """kill -9 in the midst of it, in a process of its own that cleans nothing up."""
        self.disconnect()
        child = os.fork()
        if not child:
            try:
                self._connect()
                act()
            finally:
                os._exit(1)
        assert os.waitpid(child, 0)[1] == signal.SIGKILL
        self._connect()

    def cut_log(self) -> None:
        self.disconnect()
        self._connect()
        assert Log(self._engine).truncate()


def die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Open(Sealer):
    """Nothing is sealed: papers stand as they are, in slots that are named by their electors."""

    def slot(self, key_id: str, *about: str) -> str:
        assert self.has_key(key_id)
        return about[-1]

    def seal(self, key_id: str, payload: bytes, *about: str) -> bytes:
        assert key_id in self.key_ids(), about
        return bytes(12) + payload + bytes(16)

    def open(self, key_id: str, sealed: bytes, *about: str) -> bytes:
        assert key_id in self.key_ids(), about
        return sealed[12:-16]


class Hoarding(Sealer):
    """Keys are never destroyed."""

    def destroy_key(self, key_id: str) -> None:
        assert key_id


@dataclass(frozen=True)
class State:
    """The database at one moment: its tables, and the counts that it tells of each ballot."""

    tables: dict[str, set[tuple[Any, ...]]]
    counts: dict[str, dict[str, int]]


@dataclass
class Month:
    """What happened, as the test alone knows it, and what the searcher has."""

    town: Town
    truth: dict[tuple[str, str], Picks] = field(default_factory=dict)
    ballots: dict[str, Ballot] = field(default_factory=dict)
    states: list[State] = field(default_factory=list)
    in_bytes: Joined = field(default_factory=set)

    def look(self) -> None:
        """A state that a backup, or the log, could have kept."""
        self.states.append(state_of(self.town.data))
        self.in_bytes |= self._joined_in_bytes()

    def _joined_in_bytes(self) -> Joined:
        """A person's id, and soon behind it what they chose."""
        if not self.truth:
            return set()
        people = b"|".join(sorted({person_id.encode() for _, person_id in self.truth}))
        near = re.compile(rb"(" + people + rb').{0,48}?(\["[^]]*\])', re.DOTALL)
        content = b"".join(path.read_bytes() for path in sorted(self.town.data.rglob("*")) if path.is_file())
        found = {(who.decode(), what.decode(errors="replace")) for who, what in near.findall(content)}
        return {
            (ballot, person)
            for (ballot, person), picks in self.truth.items()
            if (person, json.dumps(picks, separators=(",", ":"))) in found
        }


def state_of(data: Path) -> State:
    with sqlite3.connect(f"file:{data / 'mandate.db'}?mode=ro", uri=True) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        tables = {name: set(database.execute(f"SELECT * FROM {name}")) for name in names}
        counted = database.execute("SELECT ballot_id, counts FROM ballots").fetchall()
    return State(tables, {ballot_id: json.loads(counts) for ballot_id, counts in counted})


def live_through(town: Town, deal: int, **charter: str) -> Month:
    """Everybody votes on each ballot on a day of their own, and some once more; the bot dies in each."""
    people = town.founded(*NAMES)
    town.do(lambda uow: uow.change(uow.get(Council, town.council_id), charter=charter))
    month = Month(town)
    for number, text in enumerate(TEXTS.values()):
        ballot = town.do(propose, town.council_id, text, None, by=people[number])
        month.ballots[ballot.ballot_id] = ballot
        for turn, person in enumerate([*people[:9], *people[:3], *people[9:]]):
            town.pass_time(hours=20)
            choice = ballot.choices[(turn * 2 + turn // 5 + deal) % (len(ballot.choices) - 1)]
            if turn == deal:
                town.die_during(partial(town.do, vote_and_die, ballot, choice, by=person))
            month.truth[ballot.ballot_id, person.person_id] = town.do(vote, ballot, choice, by=person)
            month.look()
        if number % 2:
            town.die_during(partial(close_and_die, town))
        town.pass_time(days=4)
        month.look()
    # Run-offs, in which nobody votes.
    town.pass_time(days=15)
    town.cut_log()
    month.look()
    return month


def vote_and_die(uow, ballot: Ballot, choice: str) -> None:
    vote(uow, ballot, choice)
    die()


def close_and_die(town: Town) -> None:
    town.sealing.destroy_key = die  # type: ignore[assignment, method-assign]
    town.pass_time(days=4)


def vote(uow, ballot: Ballot, choice: str) -> Picks:
    council_id, ballot_id = ballot.council_id, ballot.ballot_id
    if ballot.method is not Method.RANK:
        return cast_vote(uow, council_id, ballot_id, choice).picks
    mark_paper(uow, council_id, ballot_id, f"+{choice}")
    return submit_paper(uow, council_id, ballot_id, is_abstention=choice == ABSTAIN).picks


def found_in(month: Month) -> Joined:
    """Whoever is joined to their choice by any of it."""
    return month.in_bytes | in_rows(month) | by_keys(month) | by_steps(month)


def in_rows(month: Month) -> Joined:
    """Papers that need no key to be read, in slots that need none to be found."""
    found: Joined = set()
    for state in month.states:
        for _, ballot_id, slot, sealed in state.tables["slots"]:
            if (ballot_id, slot) in month.truth and unpack(month.ballots[ballot_id].choices, sealed[12:-16]).picks:
                found.add((ballot_id, slot))
    return found


def by_keys(month: Month) -> Joined:
    """What the keys that are left when all is over open in older states."""
    sealer, found = Sealer(KeyFolder(month.town.keys)), set()
    for ballot_id, person_id in month.truth:
        key_id = key_of(month.ballots[ballot_id])
        if sealer.has_key(key_id):
            slot = sealer.slot(key_id, ballot_id, person_id)
            kept = {row[3] for state in month.states for row in state.tables["slots"] if row[2] == slot}
            found |= {(ballot_id, person_id) for sealed in kept if opens(sealer, key_id, sealed, ballot_id, slot)}
    return found


def opens(sealer: Sealer, key_id: str, sealed: bytes, *about: str) -> bool:
    try:
        return bool(sealer.open(key_id, sealed, *about))
    except SealBrokenError:
        return False


def by_steps(month: Month) -> Joined:
    """Two states whose counts differ by one paper, between which rows tell that one person acted."""
    found: Joined = set()
    for ballot_id in month.ballots:
        told = [(at, state.counts[ballot_id]) for at, state in enumerate(month.states) if ballot_id in state.counts]
        changes = [told[0], *(later for sooner, later in pairwise(told) if sooner[1] != later[1])]
        for (since, before), (until, after) in pairwise(changes):
            keys = before.keys() | after.keys()
            moved = [after.get(key, 0) - before.get(key, 0) for key in keys]
            acted = {person for at in range(since, until) for person in acted_between(month, at)}
            if sum(map(abs, moved)) in {1, 2} and abs(sum(moved)) < 2 and len(acted) == 1:
                found.add((ballot_id, acted.pop()))
    return found


def acted_between(month: Month, at: int) -> set[str]:
    """Whose rows changed from one state to the next."""
    people = {person_id for _, person_id in month.truth}
    before, after = month.states[at].tables, month.states[at + 1].tables
    new = (row for name, rows in after.items() for row in rows - before[name])
    return {value for row in new for value in row if isinstance(value, str)} & people


@pytest.mark.parametrize("deal", [0, 4, 9])
def test_nothing_that_is_left_joins_anybody_to_a_choice(tmp_path, deal):
    """And with the votes dealt otherwise among the voters as little is found."""
    town = Town(tmp_path)
    month = live_through(town, deal)
    assert found_in(month) == set()
    for ballot in town.find(Ballot, ballot_id=tuple(month.ballots)):
        assert ballot.state is BallotState.CLOSED
        if ballot.method is not Method.RANK:
            cast = [(picks, 1) for (ballot_id, _), picks in month.truth.items() if ballot_id == ballot.ballot_id]
            assert ballot.counts == totals_of(cast), "they were counted, though"
    assert (list(town.keys.iterdir()), town.read(examine)) == ([], [])
    assert month.states[-1].tables["slots"] == set()


def test_without_sealing_everybody_is_found(tmp_path):
    month = live_through(Town(tmp_path, Open), 0)
    assert found_in(month) == set(month.truth)


def test_with_a_key_that_is_left_everybody_is_found_in_older_states(tmp_path):
    month = live_through(Town(tmp_path, Hoarding), 0)
    assert found_in(month) == set(month.truth)


def test_with_counts_at_every_vote_somebody_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr(live, "STEP", 1)
    assert by_steps(live_through(Town(tmp_path), 0))


def test_by_name_the_bytes_tell_everybody(tmp_path):
    month = live_through(Town(tmp_path), 0, ballot_visibility="named")
    assert month.in_bytes == set(month.truth)
