"""Papers of secret ballots are sealed while they are open, and a pile that belongs to nobody afterwards."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import permutations
from typing import Any

import sqlalchemy as sa
from alembic import op

from bot.domain.ballots.ballot import BallotState
from bot.services.ground.sealing import Sealing
from storage.migrations.steps_0004 import drafts
from storage.migrations.steps_0004.damaged import naming


def upgrade(sealing: Sealing) -> None:
    """Bring the tables forward."""
    op.create_table(
        "slots",
        sa.Column("council_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("ballot_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("slot", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("council_id", "ballot_id", "slot", name=op.f("pk_slots")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "piles",
        sa.Column("council_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("ballot_id", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("voters", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("weight", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("totals", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("heads", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("pairs", sa.Text(), autoincrement=False, nullable=False),
        sa.Column("rankings", sa.Text(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("council_id", "ballot_id", name=op.f("pk_piles")),
    )
    _make_piles(op.get_bind())
    drafts.upgrade(sealing)
    op.drop_table("booth_papers")
    op.drop_column("electors", "voted_at")
    # What a vote writes is not finer than a day, in microseconds.
    op.execute("UPDATE members SET last_act_at = last_act_at - last_act_at % 86400000000")
    op.execute("UPDATE persons SET seen_at = seen_at - seen_at % 86400000000")


def _make_piles(connection: sa.Connection) -> None:
    """Papers of ballots that are over become piles, but those by name. The bot seals those of open ones at its start.

    Entries that say who voted when stay: the record is a chain. Without papers they join nobody to a choice.
    """
    query = "SELECT council_id, ballot_id, kind, method, state, outcome, options, rules, opened_at FROM ballots"
    for ballot in connection.execute(sa.text(query)).mappings().all():
        with naming("ballots", ballot["ballot_id"]):
            # What cannot be read may be open and secret: its papers are neither dropped nor left readable.
            state, is_secret = BallotState(ballot["state"]), drafts.is_secret(ballot)
        if state in {BallotState.OPEN, BallotState.SUSPENDED}:
            continue
        key = {"council": ballot["council_id"], "ballot": ballot["ballot_id"]}
        if state is BallotState.CLOSED and ballot["outcome"] != "void" and ballot["opened_at"] is not None:
            with naming("ballots", ballot["ballot_id"]):
                _add_pile(connection, ballot, key)
        if is_secret:
            connection.execute(sa.text("DELETE FROM choices WHERE council_id = :council AND ballot_id = :ballot"), key)


def _add_pile(connection: sa.Connection, ballot: Any, key: dict[str, Any]) -> None:
    query = sa.text("SELECT elector_id, picks FROM choices WHERE council_id = :council AND ballot_id = :ballot")
    papers = sorted(_picks(key, *row) for row in connection.execute(query, key))
    totals: dict[str, int] = {}
    pairs: list[list[int]] = []
    rankings: list[Any] = []
    if ballot["method"] == "stv":
        rankings = [[list(picks), number] for picks, number in sorted(Counter(papers).items())]
    elif ballot["method"] == "rank":
        totals = _totals(picks[:1] for picks in papers)
        pairs = _pairs([*(str(index) for index in range(len(json.loads(ballot["options"])))), "none"], papers)
    else:
        totals = _totals(papers)
    values = {"voters": len(papers), "totals": _json(totals), "pairs": _json(pairs), "rankings": _json(rankings)}
    heads = _json(totals if not pairs else {})
    adding = (
        "INSERT INTO piles (council_id, ballot_id, voters, weight, totals, heads, pairs, rankings) "
        "VALUES (:council, :ballot, :voters, :voters, :totals, :heads, :pairs, :rankings)"
    )
    connection.execute(sa.text(adding), key | values | {"heads": heads})


def _picks(key: dict[str, Any], elector_id: str, text: str) -> tuple[str, ...]:
    with naming("choices", key["ballot"], elector_id):
        return tuple(json.loads(text))


def _totals(papers: Iterable[Sequence[str]]) -> dict[str, int]:
    return dict(Counter(pick for picks in papers for pick in picks))


def _pairs(names: Sequence[str], papers: Sequence[Sequence[str]]) -> list[list[int]]:
    above: Counter[tuple[str, str]] = Counter()
    for picks in papers:
        place = {name: rank for rank, name in enumerate(picks)}
        for one, other in permutations(names, 2):
            above[one, other] += place.get(one, len(names)) < place.get(other, len(names))
    return [[above[one, other] for other in names] for one in names]


def _json(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))
