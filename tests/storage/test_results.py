"""Results as the last release kept them are read as what their methods come to."""

import json
import sqlite3

import pytest

from bot.domain.ballots.ballot import Ballot
from bot.domain.ballots.results import (
    Ended,
    ResultOfElection,
    ResultOfOne,
    ResultOfStv,
    ResultOfYesNo,
    RollSizes,
    Seating,
    WhyEnded,
)
from bot.domain.ballots.stv_rounds import Action, Tie, TieBreak
from bot.domain.ballots.tally import Tally
from bot.domain.ground.counting import Check, CheckName, OptionsOutcome
from bot.domain.ground.ids import MandateId
from bot.domain.ground.told import Fields, NotApplied
from bot.services.registers import REGISTERS
from storage.engine import reader_engine, writer_engine
from storage.migrations import upgrade
from storage.reads import Reader
from tests.storage.test_last_release import left_at, path

__all__ = ["path"]

ROLL = {"roll": 12, "resting": 1, "chat": None}
YES_NO = {
    "counts": {"yes": 8, "no": 1, "abstain": 0},
    "checks": [["approval", 8, 5, 9, True]],
    "roll": ROLL,
    "not_applied": {"code": "rule_conflict", "fields": {"rule": "term"}},
}
ONE = {
    "why": "none_chosen", "counts": {"0": 1, "none": 3}, "voted": 4, "abstain": 0, "quorum": 3, "winner": None,
    "run_off": [], "choices": 4, "more_than": 3,
}  # fmt: skip
ROUND = {
    "action": "exclusion", "tallies": [["0", "3/2"]], "exhausted": "0", "elected": ["0"], "subject": "1",
    "factor": "1", "tie": {"tied": ["1", "2"], "chosen": "1", "by": "lot"},
}  # fmt: skip
SEATED = {"mandates": ["m"], "seated": ["0"], "passed_over": ["1"], "next": ["2"]}
STV = {
    "why": "elected", "counts": {"0": 2}, "voted": 4, "quorum": 3, "abstain": 0, "papers": 4, "quota": 2, "vacant": 0,
    "reopened": 0, "winners": ["0"], "alternates": ["2"], "against": "reopen", "rounds": [ROUND], **SEATED,
}  # fmt: skip
TOO_FEW = {"why": "no_quorum", "voted": 1, "quorum": 3, "alternates": [], "against": "reopen"}


@pytest.mark.parametrize(
    ("method", "kept", "result", "ended"),
    [
        (
            "yes_no",
            YES_NO,
            ResultOfYesNo(
                counts=Tally.from_kept({"yes": 8, "no": 1, "abstain": 0}),
                roll=RollSizes(12, 1),
                checks=(Check(CheckName.APPROVAL, 8, 5, 9, met=True),),
                not_applied=NotApplied("rule_conflict", Fields.of({"rule": "term"})),
            ),
            None,
        ),
        (
            "one",
            ONE,
            ResultOfOne(
                counts=Tally.from_kept({"0": 1, "none": 3}),
                why=OptionsOutcome.NONE_CHOSEN,
                voted=4,
                abstain=0,
                quorum=3,
                choices=4,
                more_than=3,
            ),
            None,
        ),
        (
            "approval",
            {**TOO_FEW, "counts": {"0": 1}},
            ResultOfElection(counts=Tally.from_kept({"0": 1}), why="no_quorum", voted=1, quorum=3),
            None,
        ),
        ("stv", TOO_FEW, ResultOfStv(why="no_quorum", voted=1, quorum=3), None),
        ("stv", {"why": "nobody"}, None, Ended(WhyEnded.NOBODY)),
        ("many", {"why": "unseconded", "got": 1, "needed": 2}, None, Ended(WhyEnded.UNSECONDED, 1, 2)),
        ("rank", {}, None, None),
    ],
)
async def test_each_method_reads_its_own(path, method, kept, result, ended):
    ballot = await upgraded(path, method, kept)
    assert (ballot.result, ballot.ended) == (result, ended)


async def test_rounds_and_seats_become_objects(path):
    ballot = await upgraded(path, "stv", STV)
    assert ballot.result.seating == Seating((MandateId("m"),), ("0",), ("1",), ("2",))
    (one,) = ballot.result.rounds
    assert (one.action, one.tallies) == (Action.EXCLUSION, (("0", "3/2"),))
    assert one.tie == Tie(("1", "2"), "1", TieBreak.LOT)


async def upgraded(path, method, kept):
    """The one ballot of which the last release kept this."""
    with sqlite3.connect(path) as database:
        (ballot_id,) = database.execute("SELECT min(ballot_id) FROM ballots").fetchone()
        values = (method, json.dumps(kept), ballot_id)
        database.execute("UPDATE ballots SET method = ?, result = ? WHERE ballot_id = ?", values)
    engine = writer_engine(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    reader = Reader(reader_engine(f"sqlite:///{path}"), lambda: left_at(path), REGISTERS)
    try:
        (found,) = await reader(lambda reads: reads.find(Ballot, ballot_id=ballot_id))
    finally:
        await reader.close()
    return found
