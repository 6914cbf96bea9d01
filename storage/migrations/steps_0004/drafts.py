"""Papers that lie in the booth and were not handed in are sealed, with all others of their ballots."""

import json
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.domain.ballots.ballot import ABSTAIN, NONE, REOPEN
from bot.domain.ballots.papers import Paper, length_of, pack
from bot.services.ground.sealing import Sealing
from storage.migrations.steps_0004.damaged import naming

PERSONAL = ("election", "recall", "removal")

DRAFTED = """SELECT council_id, ballot_id, kind, method, state, options, rules, electors FROM ballots b
    WHERE state IN ('open', 'suspended') AND EXISTS (
        SELECT 1 FROM booth_papers p WHERE p.council_id = b.council_id AND p.ballot_id = b.ballot_id
    )"""

PAPERS = """SELECT e.ballot_id, e.elector_id, c.picks, c.sequence, p.picks AS draft, p.page FROM electors e
    LEFT JOIN choices c
    ON c.council_id = e.council_id AND c.ballot_id = e.ballot_id AND c.elector_id = e.elector_id
    LEFT JOIN booth_papers p
    ON p.council_id = e.council_id AND p.ballot_id = e.ballot_id AND p.person_id = e.elector_id
    WHERE e.council_id = :council AND e.ballot_id = :ballot"""

SHOWN = """SELECT person_id, message_id, params FROM outgoing
    WHERE council_id = :council AND screen = 'booth' AND message_id IS NOT NULL ORDER BY created_at"""


Row = sa.RowMapping


def upgrade(sealing: Sealing) -> None:
    """Everybody's paper in a slot. Papers of ballots nobody has a draft of are sealed by the bot, at its start."""
    connection = op.get_bind()
    slots = sa.table("slots", *map(sa.column, ("council_id", "ballot_id", "slot", "sealed")))
    for ballot in connection.execute(sa.text(DRAFTED)).mappings().all():
        key = {"council": ballot["council_id"], "ballot": ballot["ballot_id"]}
        sealing.make_key(f"ballot-{ballot['ballot_id']}")
        with naming("ballots", ballot["ballot_id"]):
            rows = [_sealed(sealing, ballot, *paper) for paper in _papers(connection, key)]
            shows_counts = _shows_counts(ballot)
        op.bulk_insert(slots, sorted(rows, key=lambda row: str(row["slot"])))
        if is_secret(ballot):
            connection.execute(sa.text("DELETE FROM choices WHERE council_id = :council AND ballot_id = :ballot"), key)
        if not shows_counts:
            hidden = "UPDATE ballots SET counts = '{}' WHERE council_id = :council AND ballot_id = :ballot"
            connection.execute(sa.text(hidden), key)


def is_secret(ballot: Row) -> bool:
    """Whether nobody is to learn who chose what."""
    return ballot["kind"] in PERSONAL or json.loads(ballot["rules"]).get("ballot_visibility") != "named"


def _shows_counts(ballot: Row) -> bool:
    rules = json.loads(ballot["rules"])
    if not is_secret(ballot):
        return True
    is_live = ballot["kind"] not in PERSONAL and ballot["state"] == "open" and rules["ballot_visibility"] == "live"
    return is_live and ballot["electors"] >= int(rules["live_counts_from"])


def _papers(connection: sa.Connection, key: dict[str, str]) -> list[tuple[str, Paper]]:
    query = sa.text(SHOWN)
    shown = {
        row.person_id: row.message_id
        for row in connection.execute(query, {"council": key["council"]})
        if _is_of(row.params, key["ballot"])
    }
    return [
        (row.elector_id, _paper(row, shown.get(row.elector_id, 0)))
        for row in connection.execute(sa.text(PAPERS), key).all()
    ]


def _is_of(params: str, ballot_id: str) -> bool:
    """Whether a booth shows this ballot; of one that cannot be read nothing is to be redrawn."""
    try:
        return bool(json.loads(params).get("ballot_id") == ballot_id)
    except (AttributeError, ValueError):
        return False


def _paper(row: Any, message_id: int) -> Paper:
    with naming("booth_papers", row.ballot_id, row.elector_id):
        draft = _picks(row.draft)
    with naming("choices", row.ballot_id, row.elector_id):
        picks = _picks(row.picks)
    return Paper(picks, row.sequence or 0, draft=draft, page=row.page or 0, message_id=message_id)


def _picks(text: str | None) -> tuple[str, ...] | None:
    return None if text is None else tuple(json.loads(text))


def _sealed(sealing: Sealing, ballot: Row, elector_id: str, paper: Paper) -> dict[str, object]:
    names, key_id, ballot_id = _choices(ballot), f"ballot-{ballot['ballot_id']}", ballot["ballot_id"]
    slot = sealing.slot(key_id, ballot_id, elector_id)
    sealed = sealing.seal(key_id, pack(names, paper, length_of(names)), ballot_id, slot)
    return {"council_id": ballot["council_id"], "ballot_id": ballot_id, "slot": slot, "sealed": sealed}


def _choices(ballot: Row) -> Sequence[str]:
    """The keys of a paper that is filled in in the booth."""
    against = NONE if ballot["method"] == "rank" else REOPEN
    return (*(str(index) for index in range(len(json.loads(ballot["options"])))), against, ABSTAIN)
