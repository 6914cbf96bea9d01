"""Deadlines stand once, in their Due row: what other rows repeated goes, and old duties learn what stops them."""

import json
import re
import uuid
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.domain.ground.spans import parse_span
from storage.migrations.steps_0004.damaged import naming

DAY_US = timedelta(days=1) // timedelta(microseconds=1)
HEARD, AWAY = 7, 2
"""Stop, as it is kept: deaf, away and suspended together; away alone."""

SUBJECTS = {
    "close_ballot": "ballot_id",
    "remind_half": "ballot_id",
    "remind_last": "ballot_id",
    "end_seconding": "ballot_id",
    "end_amending": "ballot_id",
    "end_nominations": "ballot_id",
    "forget_ballot": "ballot_id",
    "open_removal": "ballot_id",
    "offer_office": "office_id",
    "end_mandate": "mandate_id",
    "next_election": "mandate_id",
    "show_signals": "mandate_id",
    "end_cool_down": "mandate_id",
    "end_return": "person_id",
    "end_mute": "person_id",
    "end_waiting": "person_id",
    "instruction_unanswered": "instruction_id",
    "breach_lapses": "breach_id",
    "end_founding": "council_id",
    "look_for_resting": "council_id",
    "act_on_threshold": "recall_id",
    "open_recall": "recall_id",
    "judge_report": "report_id",
    "post_report_files": "report_id",
    "report_overdue": "report_back_id",
    "report_missed": "report_back_id",
    "forget_errand": "errand_id",
}
"""What the subject of each kind of duty is called; those not named here have none, or two parts."""

BEGAN = {
    "close_ballot": ("ballots", "ballot_id", "opened_at"),
    "remind_half": ("ballots", "ballot_id", "opened_at"),
    "remind_last": ("ballots", "ballot_id", "opened_at"),
    "end_amending": ("ballots", "ballot_id", "opened_at"),
    "end_seconding": ("ballots", "ballot_id", "created_at"),
    "end_nominations": ("ballots", "ballot_id", "created_at"),
    "open_removal": ("ballots", "ballot_id", "created_at"),
    "end_return": ("members", "person_id", "left_chat_at"),
    "instruction_unanswered": ("instructions", "instruction_id", "adopted_at"),
    "open_recall": ("recalls", "recall_id", "acts_at"),
    "judge_report": ("reports", "report_id", "posted_at"),
    "report_overdue": ("report_backs", "report_back_id", "due_at"),
    "report_missed": ("report_backs", "report_back_id", "due_at"),
}
"""Where it stands since when the time of a duty runs, for each kind whose time can be stopped."""

DROPPED = {
    "recalls": ("reply_until_at", "lost_s"),
    "reports": ("rating_ends_at",),
    "report_backs": ("due_at",),
    "breaches": ("ends_at",),
    "mandates": ("cool_down_until_at",),
}


def upgrade() -> None:
    """Bring the tables forward."""
    connection = op.get_bind()
    with op.batch_alter_table("due") as batch:
        batch.add_column(sa.Column("subject", sa.Text(), nullable=True))
        batch.add_column(sa.Column("since_at", sa.BigInteger(), nullable=True))
        batch.add_column(sa.Column("stops", sa.BigInteger(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("held_by", sa.BigInteger(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("stopped", sa.Text(), nullable=False, server_default="[]"))
    _name_subjects(connection)
    for kind, place in BEGAN.items():
        _begin(connection, kind, *place)
    _begin_exactly(connection)
    _keep_lost_time(connection)
    _ask_who_rests(connection)
    _hold(connection)
    with op.batch_alter_table("due") as batch:
        batch.drop_column("subject_id")
        batch.drop_column("lease_until_at")
        batch.alter_column("subject", existing_type=sa.Text(), nullable=False)
        batch.alter_column("since_at", existing_type=sa.BigInteger(), nullable=False)
    _drop_copies()


def _rows(connection: sa.Connection, sql: str, **values: object) -> list[Any]:
    return list(connection.execute(sa.text(sql), values))


def _change(connection: sa.Connection, sql: str, rows: Iterable[dict[str, object]]) -> None:
    many = list(rows)
    if many:
        connection.execute(sa.text(sql), many)


def _name_subjects(connection: sa.Connection) -> None:
    """The subject becomes an object of its parts, and the key is made of them; without more its time began when due."""
    found = _rows(connection, "SELECT council_id, due_id, kind, subject_id FROM due")
    changes = []
    for council_id, due_id, kind, subject_id in found:
        subject = _subject(kind, subject_id)
        key = ":".join((kind, *map(str, subject.values())))
        changes.append({"c": council_id, "d": due_id, "s": _json(subject), "k": key})
    _change(
        connection,
        "UPDATE due SET subject = :s, key = :k, since_at = due_at WHERE council_id = :c AND due_id = :d",
        changes,
    )


def _json(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def _subject(kind: str, subject_id: str) -> dict[str, object]:
    if kind == "remind_of_report":
        report_back_id, _, days = subject_id.partition(":")
        # Without a number of days it stays as it was: set aside, as what cannot be read is.
        return {"report_back_id": report_back_id, "days": int(days) if re.fullmatch(r"-?[0-9]+", days) else days}
    # A kind that nobody knows is set aside; two of them are not to have the same key.
    name = SUBJECTS.get(kind, "subject_id")
    return {name: subject_id} if subject_id or kind in SUBJECTS else {}


def _begin(connection: sa.Connection, kind: str, table: str, key: str, column: str) -> None:
    began = f"SELECT {column} FROM {table} t WHERE t.council_id = due.council_id AND t.{key} = due.subject_id"  # noqa: S608 (names from above)
    connection.execute(
        sa.text(f"UPDATE due SET stops = {HEARD}, since_at = COALESCE(({began}), due_at) WHERE kind = :kind"),  # noqa: S608
        {"kind": kind},
    )


def _begin_exactly(connection: sa.Connection) -> None:
    """A report is due on a day, which is its time; nominations kept in the race since when theirs runs."""
    connection.execute(
        sa.text("UPDATE due SET since_at = due_at - :day WHERE kind = 'report_overdue'"), {"day": DAY_US}
    )
    races = _rows(connection, "SELECT council_id, ballot_id, subject FROM ballots WHERE kind = 'election'")
    begun, plain = [], []
    for council_id, ballot_id, text in races:
        with naming("ballots", ballot_id):
            race = json.loads(text)
            began_at = race.pop("began_at", None)
            race.pop("until", None)
            plain.append({"c": council_id, "b": ballot_id, "s": _json(race)})
            if began_at:
                begun.append({"c": council_id, "b": ballot_id, "at": _micros(began_at, race)})
    _change(connection, "UPDATE ballots SET subject = :s WHERE council_id = :c AND ballot_id = :b", plain)
    _change(
        connection,
        "UPDATE due SET since_at = :at WHERE kind = 'end_nominations' AND council_id = :c AND subject_id = :b",
        begun,
    )


def _micros(began_at: str, race: dict[str, Any]) -> int:
    """Extended nominations run for their time once more; what runs now began when the first time was over."""
    at = datetime.fromisoformat(began_at) + timedelta(seconds=race["nominations_s"] * race["was_extended"])
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def _keep_lost_time(connection: sa.Connection) -> None:
    """What was given back of the time to reply to a recall: before the bot was last up, when exactly nobody knows."""
    heard = connection.execute(sa.text("SELECT MAX(heard_at) FROM heartbeats")).scalar() or 0
    lost = _rows(connection, "SELECT council_id, recall_id, lost_s FROM recalls WHERE lost_s > 0")
    _change(
        connection,
        "UPDATE due SET stopped = :s WHERE kind = 'open_recall' AND council_id = :c AND subject_id = :r",
        ({"c": c, "r": r, "s": _json([[heard - lost_s * 1_000_000, heard]])} for c, r, lost_s in lost),
    )


def _ask_who_rests(connection: sa.Connection) -> None:
    """Whoever was asked whether they are still here has until then to say so, all who were asked together alike."""
    asked = _rows(
        connection,
        "SELECT DISTINCT m.council_id, m.resting_asked_at, c.charter FROM members m JOIN councils c"
        " ON c.council_id = m.council_id WHERE m.state = 'active' AND m.resting_asked_at IS NOT NULL",
    )
    rows = []
    for council_id, asked_at, charter in asked:
        with naming("councils", council_id):
            span = parse_span(json.loads(charter).get("resting_asked_before", "14d")) // timedelta(microseconds=1)
        rows.append({
            "c": council_id, "d": uuid.uuid4().hex, "k": f"let_rest:{asked_at}", "s": _json({"asked_at": asked_at}),
            "since": asked_at, "due": asked_at + span, "stops": HEARD,
        })  # fmt: skip
    _change(
        connection,
        "INSERT INTO due (council_id, due_id, key, kind, subject_id, subject, since_at, due_at, stops)"
        " VALUES (:c, :d, :k, 'let_rest', '', :s, :since, :due, :stops)",
        rows,
    )


def _hold(connection: sa.Connection) -> None:
    """While the bot is out of a group the time of all that this stops stands still, not only that of ballots."""
    connection.execute(sa.text(f"UPDATE due SET held_by = {AWAY} WHERE held_since_at IS NOT NULL AND done_at IS NULL"))  # noqa: S608
    connection.execute(sa.text("UPDATE due SET held_since_at = NULL WHERE done_at IS NOT NULL"))
    away = _rows(connection, "SELECT council_id, away_since_at FROM councils WHERE state = 'away'")
    _change(
        connection,
        f"UPDATE due SET held_by = {AWAY}, held_since_at = :at WHERE council_id = :c AND stops > 0 AND held_by = 0"  # noqa: S608
        " AND done_at IS NULL AND due_at > :at",
        ({"c": council_id, "at": since_at} for council_id, since_at in away if since_at is not None),
    )


def _drop_copies() -> None:
    with op.batch_alter_table("ballots") as batch:
        batch.drop_index("ix_ballots_remind_at")
        batch.drop_column("remind_at")
    for table, columns in DROPPED.items():
        with op.batch_alter_table(table) as batch:
            for column in columns:
                batch.drop_column(column)
