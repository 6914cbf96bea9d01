"""Duties as the last release kept them are read as what they are now, and what stopped their time is not forgotten."""

import gzip
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ballots.duties import CloseBallot
from bot.domain.council.council import Council
from bot.domain.ground.due import Due, Stop, key_of
from bot.domain.ground.ids import RecallId
from bot.domain.ground.lost_time import taken
from bot.domain.recalls.duties import OpenRecall
from bot.domain.reports.duties import JudgeReport, ReportOverdue
from bot.domain.reports.report import Report, ReportBack, ReportBackState, Verdict
from bot.domain.roll.duties import LetRest
from bot.services.ground.deadlines import let_go
from bot.services.ground.schedule import deadline, duty_of
from bot.services.registers import REGISTERS
from storage.engine import writer_engine
from storage.migrations import upgrade
from storage.unit import Unit

LAST_RELEASE = Path(__file__).with_name("last_release.sql.gz")
DAY = timedelta(days=1)
RECALL = "f" * 32


def micros(at: datetime) -> int:
    return int(at.timestamp() * 1_000_000)


def prepare(database: sqlite3.Connection) -> datetime:
    """Somebody was asked whether they are here; a recall got time back; then the bot went away. When that was."""
    (heard,) = database.execute("SELECT max(heard_at) FROM heartbeats").fetchone()
    heard_at = datetime.fromtimestamp(heard / 1_000_000, UTC)
    (council_id,) = database.execute("SELECT council_id FROM councils").fetchone()
    database.execute("UPDATE members SET resting_asked_at = ? WHERE state = 'active'", (micros(heard_at - DAY),))
    values = {
        "council_id": council_id, "recall_id": RECALL, "mandate_id": "m", "state": "lapsed", "is_overdue": 0,
        "reached_at": micros(heard_at - DAY), "acts_at": micros(heard_at - DAY), "lost_s": 3600, "is_silent": 0,
        "base": 3, "needed": 2, "got": 2, "usual": 2, "breaches": 0,
    }  # fmt: skip
    _insert(database, "recalls", values)
    due = {"council_id": council_id, "due_id": "d", "kind": "open_recall", "subject_id": RECALL, "key": "k"}
    _insert(database, "due", due | {"due_at": micros(heard_at + DAY)})
    away = (micros(heard_at - timedelta(hours=2)),)
    database.execute("UPDATE councils SET state = 'away', away_since_at = ?", away)
    database.execute("UPDATE due SET held_since_at = ? WHERE kind = 'close_ballot' AND done_at IS NULL", away)
    return heard_at


def _insert(database: sqlite3.Connection, table: str, values: dict[str, object]) -> None:
    marks = ", ".join("?" for _ in values)
    database.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", tuple(values.values()))


@pytest.fixture
def upgraded(tmp_path):
    """The database a day later, as a unit of work on it."""
    path = tmp_path / "mandate.db"
    with sqlite3.connect(path) as made:
        made.executescript(gzip.decompress(LAST_RELEASE.read_bytes()).decode())
        heard_at = prepare(made)
    engine = writer_engine(f"sqlite:///{path}")
    upgrade(engine)
    with engine.connect() as connection, connection.begin():
        yield Unit(connection, heard_at + DAY, REGISTERS), heard_at
    engine.dispose()


def test_old_duties_are_what_they_were(upgraded):
    unit, heard_at = upgraded
    rows = unit.find(Due)
    assert len({row.kind for row in rows}) > 15
    duties = [(row, duty) for row in rows if (duty := duty_of(unit, row)) is not None]
    assert len(duties) == len(rows)
    assert all(row.key == key_of(duty) for row, duty in duties if row.key != "k")
    assert all(row.stops == duty.stops for row, duty in duties)
    (council,) = unit.find(Council)
    asked = LetRest(heard_at - DAY)
    assert deadline(unit, council.council_id, asked) == heard_at + 13 * DAY
    (recall,) = unit.find(Due, key=key_of(OpenRecall(RecallId(RECALL))))
    assert (recall.since_at, taken(recall.stopped)) == (heard_at - DAY, timedelta(hours=1))
    for report in unit.find(Report, verdict=Verdict.OPEN):
        (due,) = unit.find(Due, key=key_of(JudgeReport(report.report_id)))
        assert due.since_at == report.posted_at
    owed = unit.find(ReportBack, ended_at=None, state=ReportBackState.DUE)
    assert owed
    for row in owed:
        (due,) = unit.find(Due, key=key_of(ReportOverdue(row.report_back_id)))
        assert due.due_at - due.since_at == DAY


def test_what_stood_still_goes_on_when_the_bot_is_back(upgraded):
    unit, _ = upgraded
    (council,) = unit.find(Council)
    ballots = unit.find(Ballot, state=(BallotState.OPEN, BallotState.SUSPENDED))
    assert ballots
    held = unit.find(Due, done_at=None, held_by=int(Stop.AWAY))
    assert {row.kind for row in held} >= {"close_ballot", "report_overdue", "let_rest", "open_recall"}
    assert {row.kind for row in held}.isdisjoint({"end_mandate", "next_election", "remind_of_report", "housekeeping"})
    let_go(unit, council.council_id, Stop.AWAY)
    assert council.away_since_at is not None
    for ballot in ballots:
        assert ballot.opened_at is not None
        assert ballot.closes_at is not None
        lost = unit.now - max(ballot.opened_at, council.away_since_at)
        assert deadline(unit, council.council_id, CloseBallot(ballot.ballot_id)) == ballot.closes_at + lost
