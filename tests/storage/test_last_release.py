"""A database as the last release left it, killed in the middle of its work, goes on in this one.

`last_release.sql.gz` was written by commit 6bc191c: twelve people lived through the story of tests/flows/test_story.py,
then through an approval, a ranking and an election by STV, and left open a yes/no ballot, a choice, a ranking with one
paper not handed in, an election, signals, a report that is being rated, an instruction and a recall asked about; the
bot was killed while presses waited. Made with no other means than presses and messages.
"""

import asyncio
import gzip
import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.ballots.ballot import Ballot
from bot.domain.ballots.elector import Choice
from bot.domain.ground.entry import Entry
from bot.domain.ground.kept import name_of
from bot.domain.ground.outgoing import Card, Outgoing, OutgoingState, message_of, message_on
from bot.services.ballots.anew import look_for_lost_papers
from bot.services.ballots.papers import handed_in, pile_of
from bot.services.ground.inbox import unfinished_updates
from bot.services.ground.ports import Cause
from bot.services.ground.reach import EVERYWHERE
from bot.services.ground.record import fact_of
from bot.services.ground.voices import said_by
from bot.services.recalls.signalling import look_for_lost_signals
from bot.services.record.doctor import examine
from bot.services.registers import REGISTERS
from bot.services.reports.rating import look_for_lost_ratings
from handlers.registers import SHOWN
from storage.engine import reader_engine, writer_engine
from storage.keys import KeyFolder, KeysInMemory
from storage.log import Log
from storage.migrations import upgrade
from storage.reads import Reader
from storage.sealing import Sealer
from storage.unit import Unit
from storage.writer import Writer

LAST_RELEASE = Path(__file__).with_name("last_release.sql.gz")


@pytest.fixture
def path(tmp_path):
    """The file as it was left."""
    path = tmp_path / "mandate.db"
    with sqlite3.connect(path) as made:
        made.executescript(gzip.decompress(LAST_RELEASE.read_bytes()).decode())
    return path


def left_at(path):
    """When it was killed, by its own clock."""
    with sqlite3.connect(path) as database:
        (heard_at,) = database.execute("SELECT max(heard_at) FROM heartbeats").fetchone()
    return datetime.fromtimestamp(heard_at / 1_000_000, UTC)


@pytest.fixture
def sealing(tmp_path):
    return Sealer(KeyFolder(tmp_path / "keys"))


async def started(path, sealing):
    """As the bot does it at a start: the tables brought to the newest form, then what stands in the open is sealed."""
    engine = writer_engine(f"sqlite:///{path}")
    upgrade(engine, sealing)
    write = Writer(engine, lambda: left_at(path), REGISTERS, sealing=sealing)
    write.start()
    for look in (look_for_lost_papers, look_for_lost_signals, look_for_lost_ratings):
        await write(look, Cause("start"), EVERYWHERE)
    await asyncio.to_thread(write.stop)


async def reading(path, sealing, model, *arguments):
    now = left_at(path)
    reader = Reader(reader_engine(f"sqlite:///{path}"), lambda: now, REGISTERS, sealing)
    try:
        return await reader(model, *arguments)
    finally:
        await reader.close()


async def test_it_is_upgraded_and_the_doctor_finds_it_well(path, sealing):
    await started(path, sealing)
    assert await reading(path, sealing, examine) == []


async def test_its_papers_are_sealed_or_a_pile_and_say_what_they_said(path, sealing):
    with sqlite3.connect(path) as database:
        rows = database.execute(
            "SELECT ballot_id, person_id, picks, state FROM choices JOIN ballots USING (council_id, ballot_id)"
        ).fetchall()
    is_open = {ballot_id: state in {"open", "suspended"} for ballot_id, _, _, state in rows}
    assert set(is_open.values()) == {True, False}
    await started(path, sealing)

    def said(reads):
        found: dict[object, object] = {}
        for ballot in reads.find(Ballot, ballot_id=tuple(is_open)):
            if is_open[ballot.ballot_id]:
                papers = handed_in(reads, ballot)
                found |= {(ballot.ballot_id, elector.elector_id): paper.picks for elector, paper in papers}
            assert (pile_of(reads, ballot) is None) == is_open[ballot.ballot_id]
        return found

    wanted = {(ballot, person): tuple(json.loads(picks)) for ballot, person, picks, _ in rows if is_open[ballot]}
    assert await reading(path, sealing, said) == wanted
    assert await reading(path, sealing, lambda reads: reads.count(Choice)) == 0


async def test_no_freed_page_holds_who_chose_what(path, sealing):
    with sqlite3.connect(path) as database:
        rows = database.execute("SELECT ballot_id, person_id, picks FROM choices").fetchall()
    joined = [(ballot + person + picks).encode() for ballot, person, picks in rows]
    assert any(one in path.read_bytes() for one in joined), "as it was it holds them"
    await started(path, sealing)
    left = b"".join(one.read_bytes() for one in path.parent.glob("mandate.db*"))
    assert not [one for one in joined if one in left]


async def test_every_entry_of_its_record_reads_as_its_kind(path, sealing):
    await started(path, sealing)
    read = await reading(path, sealing, lambda reads: [(each, fact_of(reads, each)) for each in reads.find(Entry)])
    assert len(read) > 100
    assert [name_of(type(fact)) for _, fact in read] == [entry.kind for entry, _ in read]


async def test_everything_that_is_still_to_be_said_can_be_read(path):
    engine = writer_engine(f"sqlite:///{path}")
    with sqlite3.connect(path) as database:
        # Whatever was said in the story, as if all of it had to wait.
        database.execute("UPDATE outgoing SET state = 'shelved'")
    upgrade(engine)
    engine.dispose()
    reader = Reader(reader_engine(f"sqlite:///{path}"), lambda: left_at(path), REGISTERS)
    try:
        said = await reader(lambda reads: reads.find(Outgoing, state=OutgoingState.SHELVED))
        cards = await reader(lambda reads: reads.find(Card))
    finally:
        await reader.close()
    assert len(said) > 50
    for row in said:
        assert message_of(SHOWN.names[row.screen], row)
    for card in cards:
        assert message_on(SHOWN.names[card.screen], card)


def kept_of(path, query):
    with sqlite3.connect(path) as database:
        return database.execute(query).fetchall()


def test_signals_ratings_and_waiting_presses_are_sealed_and_stand(path):
    signals = kept_of(path, "SELECT council_id, mandate_id, person_id, has_confidence FROM signals")
    waiting = kept_of(path, "SELECT update_id, raw FROM inbox WHERE done_at IS NULL ORDER BY received_at")
    assert signals or waiting
    sealer = Sealer(KeysInMemory())
    engine = writer_engine(f"sqlite:///{path}")
    upgrade(engine, sealer)
    assert Log(engine).truncate()
    with engine.connect() as connection:
        unit = Unit(connection, left_at(path), REGISTERS, sealing=sealer)
        for council_id, mandate_id, person_id, has_confidence in signals:
            assert said_by(unit, council_id, mandate_id, person_id) is bool(has_confidence)
        assert unfinished_updates(unit).raws == [json.loads(raw) for _, raw in waiting]
    engine.dispose()
    held = path.read_bytes()
    assert [update_id for update_id, raw in waiting if raw.encode() in held] == []
    assert b"callback_query" not in held
