"""A database as the last release left it, killed in the middle of its work, goes on in this one.

`last_release.sql.gz` was written by commit 6bc191c: twelve people lived through the story of tests/flows/test_story.py,
then through an approval, a ranking and an election by STV, and left open a yes/no ballot, a choice, a ranking with one
paper not handed in, an election, signals, a report that is being rated, an instruction and a recall asked about; the
bot was killed while presses waited. Made with no other means than presses and messages.
"""

import gzip
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.domain.ground.outgoing import Card, Outgoing, OutgoingState, message_of, message_on
from bot.services.record.doctor import examine
from bot.services.registers import REGISTERS
from handlers.registers import SHOWN
from storage.engine import reader_engine, writer_engine
from storage.migrations import upgrade
from storage.reads import Reader

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


async def test_it_is_upgraded_and_the_doctor_finds_it_well(path):
    now = left_at(path)
    engine = writer_engine(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    reader = Reader(reader_engine(f"sqlite:///{path}"), lambda: now, REGISTERS)
    try:
        assert await reader(examine) == []
    finally:
        await reader.close()


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
        assert row.screen in SHOWN.old or message_of(SHOWN.names[row.screen], row)
    for card in cards:
        assert card.screen in SHOWN.old or message_on(SHOWN.names[card.screen], card)
