"""What was half-finished when the last release was stopped goes on in this one: questions, and papers in the booth."""

import gzip
import json
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.ballots.ballot import Ballot
from bot.domain.ballots.elector import Choice
from bot.domain.ground.dialog import Answer, Dialog
from bot.domain.ground.kept import from_json, name_of
from bot.domain.ground.messages import PickPerson
from bot.domain.ground.outgoing import Outgoing
from bot.domain.ground.person import Person
from bot.domain.recalls.recall import RecallCall
from bot.domain.reports.questions import ReportDraft
from bot.services.ballots.anew import look_for_lost_papers
from bot.services.ballots.booth import look_into_booth
from bot.services.ballots.papers import handed_in, open_all
from bot.services.ground.answering import answer_dialog
from bot.services.ground.dialogs import answer_confirm, answer_pick
from bot.services.ground.ports import Cause
from bot.services.registers import REGISTERS
from storage.engine import writer_engine
from storage.keys import KeysInMemory
from storage.log import Log
from storage.migrations import upgrade
from storage.sealing import Sealer
from storage.unit import Unit

LAST_RELEASE = Path(__file__).with_name("last_release.sql.gz")
GROUP = -1000004000001

OLD: dict[str, dict[str, Any]] = {
    "propose": {"thread_id": None},
    "amend": {"ballot_id": "b"},
    "elect": {},
    "instruct_office": {"mandates": [["c", "m"], ["c", "n"]], "text": "Count the tools"},
    "instruct_text": {"mandate_id": "m"},
    "refuse_instruction": {"instruction_id": "i"},
    "recall_reply": {"recall_id": "r"},
    "recall_office": {"mandate_ids": ["m", "n"], "grounds": ""},
    "recall_grounds": {"mandate_id": "m"},
    "removal_grounds": {"person_id": "p"},
    "removal_reply": {"ballot_id": "b"},
    "report_pick": {"mandates": [["c", "m"]], "text": "All well", "files": [["photo", "f"]]},
    "report_text": {"mandate_id": "m"},
    "report": {"mandate_id": "m", "text": "All well", "claims": {"i": "kept"}, "files": [["photo", "f"]]},
    "report_question": {"report_id": "r"},
    "resign_pick": {"mandates": [["c", "m"], ["c", "n"]]},
    "confirm:withdraw": {"ballot_id": "b"},
    "confirm:elect": {
        "office": "Clerk", "seats": 1, "seconds": 2, "nominations_s": 60, "duration_s": 60, "asked_duration": False,
    },
    "confirm:remove": {"rest": "", "person_id": "p"},
    "confirm:recall": {"rest": "", "office_id": None, "person_id": "p"},
    "confirm:no_reply": {"recall_id": "r"},
    "confirm:leave": {},
    "confirm:resign": {"mandate_id": "m"},
    "confirm:instruct_sure": {"mandate_id": "m", "text": "Count the tools"},
    "confirm:instruction_end": {"instruction_id": "i", "state": "withdrawn"},
    "pick:instruct": {"state": {"rest": "Count", "office_id": None}, "screen": None, "fitting": ["p", "q"]},
    "pick:mandate": {"state": {"rest": "", "office_id": "o"}, "screen": None, "fitting": ["p"]},
    "pick:nominate": {"state": {"rest": "clerk"}, "screen": None, "fitting": ["p"]},
    "pick:nominate_on_card": {"state": {"rest": "", "ballot_id": "b"}, "screen": None, "fitting": ["p"]},
    "pick:why_person": {"state": {"rest": ""}, "screen": None, "fitting": ["p"]},
    "pick:remove": {"state": {"rest": "noise"}, "screen": "confirm_removal", "fitting": ["p"]},
    "pick:recall": {"state": {"rest": "", "office_id": None}, "screen": "confirm_recall", "fitting": ["p"]},
}  # fmt: skip
"""Every kind of question that the last release kept, with the state as it wrote it."""


class OldHouse:
    """The database as it was left, and a little later as a unit of work of this release."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "mandate.db"
        self.rows = sqlite3.connect(self.path)
        self.rows.executescript(gzip.decompress(LAST_RELEASE.read_bytes()).decode())
        self.now = datetime.fromtimestamp(self.value("SELECT max(heard_at) FROM heartbeats") / 1_000_000, UTC)
        self.council_id = self.value("SELECT council_id FROM councils")
        self.sealing = Sealer(KeysInMemory())
        self.updates = iter(range(900, 1000))

    def value(self, query: str, *values: object):
        return self.rows.execute(query, values).fetchone()[0]

    def asked(self, person_id: str, kind: str, state: dict[str, object], chat_id: int = GROUP) -> None:
        """A question that the last release put to somebody a minute ago."""
        expires = int((self.now + timedelta(minutes=14)).timestamp() * 1_000_000)
        self.rows.execute(
            "INSERT OR REPLACE INTO dialogs VALUES (?, ?, ?, ?, ?, ?, NULL)",
            (chat_id, person_id, self.council_id, kind, expires, json.dumps(state)),
        )

    def upgrade(self) -> None:
        self.rows.commit()
        self.rows.close()
        self.engine = writer_engine(f"sqlite:///{self.path}")
        upgrade(self.engine, self.sealing)

    def do(self, use_case, *arguments, by: str | None = None, message_id: int | None = None, **named):
        with self.engine.connect() as connection, connection.begin():
            update = next(self.updates)
            cause = Cause(f"update:{update}", GROUP, message_id, update)
            unit = Unit(connection, self.now, REGISTERS, cause, self.sealing)
            unit.actor = unit.get(Person, by) if by else None
            return use_case(unit, *arguments, **named)


@pytest.fixture
def house(tmp_path):
    made = OldHouse(tmp_path)
    yield made
    made.engine.dispose()


def members(house):
    found = house.rows.execute("SELECT person_id FROM members WHERE state = 'active' ORDER BY person_id").fetchall()
    return [person_id for (person_id,) in found]


@pytest.mark.parametrize("kind", OLD)
def test_every_kind_of_question_is_read_as_what_it_is_now(house, kind):
    person, *_ = members(house)
    house.asked(person, kind, OLD[kind])
    house.upgrade()
    (dialog,) = house.do(lambda uow: uow.find(Dialog, person_id=person))
    known: dict[str, Any] = {name_of(each): each for each in (*REGISTERS.answers, *REGISTERS.confirmations, PickPerson)}
    buttons = {"instruct_office": "instruct_pick", "recall_office": "ask_recall_office", "resign_pick": "resign_pick"}
    if kind in buttons:
        assert dialog.kind == buttons[kind]
        return
    question: Any = from_json(known[dialog.kind], dialog.state)
    assert question.asked_id == person
    if isinstance(question, PickPerson):
        going_on: Any = from_json(known[question.act], json.loads(question.known))
        assert going_on.rest == OLD[kind]["state"]["rest"]
        assert question.is_asked_back is (OLD[kind]["screen"] is not None)
    if isinstance(question, ReportDraft):
        assert question.claims[0][1].value == "kept"


def test_a_reply_to_the_question_of_the_last_release_puts_the_text_to_the_vote(house):
    person, *_ = members(house)
    house.asked(person, "propose", {"thread_id": None})
    asked = house.value("SELECT message_id FROM outgoing WHERE chat_id = ? AND message_id IS NOT NULL", GROUP)
    house.upgrade()
    assert house.do(answer_dialog, Answer("We paint the wall", reply_to=asked), is_group=True, by=person)
    assert house.do(lambda uow: uow.count(Ballot, text="We paint the wall"))


def test_yes_under_a_question_of_the_last_release_does_what_it_asked(house):
    person = house.value("SELECT person_id FROM dialogs WHERE kind = 'confirm:recall'")
    house.upgrade()
    before = house.do(lambda uow: uow.count(RecallCall))
    house.do(answer_confirm, person, is_yes=True, by=person)
    assert house.do(lambda uow: uow.count(RecallCall)) == before + 1


def test_a_name_picked_under_a_question_of_the_last_release_goes_on(house):
    person, other, *_ = members(house)
    house.asked(person, "pick:remove", {"state": {"rest": ""}, "screen": "confirm_removal", "fitting": [other]})
    house.upgrade()
    house.do(answer_pick, person, other, by=person)
    (dialog,) = house.do(lambda uow: uow.find(Dialog, person_id=person))
    assert dialog.kind == "confirm_removal"
    assert dialog.state["person_id"] == other


def test_a_paper_left_in_the_booth_is_there_sealed(house):
    query = "SELECT ballot_id, person_id, picks FROM booth_papers"
    ((ballot_id, person, picks),) = house.rows.execute(query).fetchall()
    voted = house.value("SELECT count(*) FROM choices WHERE ballot_id = ?", ballot_id)
    house.upgrade()
    house.do(look_for_lost_papers)
    booth = house.do(look_into_booth, house.council_id, ballot_id, person)
    assert booth.paper.picks == tuple(json.loads(picks))
    (ballot,) = house.do(lambda uow: uow.find(Ballot, ballot_id=ballot_id))
    assert len(house.do(handed_in, ballot)) == voted == ballot.voters
    assert house.do(lambda uow: uow.count(Choice, ballot_id=ballot_id)) == 0
    assert Log(house.engine).truncate()
    assert (ballot_id + person + picks).encode() not in house.path.read_bytes()


def test_a_paper_left_beside_one_that_was_handed_in_is_kept_with_it(house):
    query = "SELECT b.council_id, b.ballot_id, c.person_id, c.picks FROM ballots b JOIN choices c USING (ballot_id)"
    found = house.rows.execute(query + " WHERE b.state = 'open' AND b.method = 'rank'").fetchone()
    council_id, ballot_id, person, picks = found
    left = (council_id, ballot_id, person, '["1","0"]')
    house.rows.execute("INSERT OR REPLACE INTO booth_papers VALUES (?, ?, ?, ?, 0, 0)", left)
    house.upgrade()
    booth = house.do(look_into_booth, council_id, ballot_id, person)
    assert booth.paper.picks == ("1", "0")
    assert booth.recorded == tuple(json.loads(picks))


def test_the_message_of_the_booth_is_known_so_that_the_close_clears_it(house):
    ballot_id, person = house.rows.execute("SELECT ballot_id, person_id FROM booth_papers").fetchone()
    house.upgrade()
    shown = house.do(lambda uow: uow.find(Outgoing, screen="booth", person_id=person))
    (ballot,) = house.do(lambda uow: uow.find(Ballot, ballot_id=ballot_id))
    (paper,) = [paper for elector, paper in house.do(open_all, ballot) if paper.draft is not None]
    assert paper.message_id in {row.message_id for row in shown if row.params["ballot_id"] == ballot_id}


def test_a_ballot_on_which_nobody_had_voted_goes_on_without_a_word(house):
    ballot_id = house.value("SELECT ballot_id FROM ballots WHERE state = 'open' AND method = 'yes_no'")
    house.rows.execute("DELETE FROM choices WHERE ballot_id = ?", (ballot_id,))
    house.rows.execute("UPDATE ballots SET voted = 0, counts = '{}' WHERE ballot_id = ?", (ballot_id,))
    house.upgrade()
    (before,) = house.do(lambda uow: uow.find(Ballot, ballot_id=ballot_id))
    house.do(look_for_lost_papers)
    assert house.do(lambda uow: uow.find(Ballot, ballot_id=ballot_id)) == [before]
    assert not house.do(lambda uow: uow.count(Outgoing, screen="papers_lost"))
    assert house.do(open_all, before)
