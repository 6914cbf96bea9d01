"""What the last release opened for fewer than three members does not bind once it closes here."""

import gzip
import sqlite3

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.services.registers import REGISTERS
from storage.engine import writer_engine
from storage.migrations import upgrade
from storage.unit import Unit
from tests.storage.test_old_duties import LAST_RELEASE
from tests.support.council import START


def add_ballot(database, ballot_id, kind, state, people):
    """A ballot like the first, asked of so many."""
    columns = [row[1] for row in database.execute("PRAGMA table_info(ballots)")]
    own = {"ballot_id": ballot_id, "kind": kind, "state": state, "electorate": people, "subject": "{}", "voted": 0}
    values = ", ".join("?" if name in own else name for name in columns)
    wanted = tuple(own[name] for name in columns if name in own)
    database.execute(f"INSERT INTO ballots SELECT {values} FROM ballots WHERE kind = 'proposal' LIMIT 1", wanted)


@pytest.fixture
def upgraded(tmp_path):
    path = tmp_path / "mandate.db"
    with sqlite3.connect(path) as made:
        made.executescript(gzip.decompress(LAST_RELEASE.read_bytes()).decode())
        add_ballot(made, "one", "proposal", "open", 1)
        add_ballot(made, "away", "proposal", "suspended", 2)
        add_ballot(made, "three", "proposal", "open", 3)
        add_ballot(made, "over", "proposal", "closed", 1)
    engine = writer_engine(f"sqlite:///{path}")
    upgrade(engine)
    with engine.connect() as connection, connection.begin():
        yield Unit(connection, START, REGISTERS)
    engine.dispose()


def test_what_is_open_for_fewer_than_three_is_practice_from_now_on(upgraded):
    rows = {row.ballot_id: row for row in upgraded.find(Ballot)}
    assert [rows[name].is_practice for name in ("one", "away", "three", "over")] == [True, True, False, False]
    assert rows["away"].state is BallotState.SUSPENDED
