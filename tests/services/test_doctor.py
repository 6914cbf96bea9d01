"""Each check of the doctor: silent over a healthy council, and not over one that was broken by hand."""

from __future__ import annotations

from dataclasses import make_dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState, Outcome
from bot.domain.ballots.duties import CloseBallot
from bot.domain.ballots.elector import Choice, Elector
from bot.domain.ballots.papers import Pile, Slot
from bot.domain.ballots.tally import Tally
from bot.domain.charter.charter import Charter
from bot.domain.council.council import Council
from bot.domain.ground.due import Due, Stop, key_of
from bot.domain.ground.entry import Entry, EntryText, Fact
from bot.domain.ground.ids import BallotId, ElectorId, MandateId, PersonId, RecallId
from bot.domain.ground.inbox import Heartbeat, Incoming
from bot.domain.ground.outgoing import Outgoing, OutgoingState
from bot.domain.ground.person import Person
from bot.domain.ground.refusal import Refusal
from bot.domain.ground.voices import Voice, VoiceKey
from bot.domain.mandates.mandate import EndReason
from bot.domain.recalls.recall import Recall, RecallState
from bot.domain.roll.member import Member
from bot.services.ballots.papers import key_of as papers_key
from bot.services.ballots.proposals import propose
from bot.services.ballots.voting import cast_vote
from bot.services.council.absence import come_back, go_away
from bot.services.ground.record import record
from bot.services.ground.voices import lay_out
from bot.services.record.doctor import examine
from bot.services.registers.checks import CHECKS
from storage.keys import KeyFolder
from storage.sealing import Sealer
from tests.support.council import House
from tests.support.falsified import FALSIFIED
from tests.support.offices import seat


class Ward:
    """A council of four that has decided one thing and votes on another; Anna holds an office."""

    def __init__(self) -> None:
        self.house = house = House()
        self.people = house.founded("Anna", "Ben", "Cleo", "Dan")
        self.council_id = house.council_id
        for text in ("Buy a barrel", "Paint the fence"):
            ballot = house.do(propose, self.council_id, text, None, by=self.people[0])
            for voter, choice in zip(self.people, ("yes", "no", "yes"), strict=False):
                house.do(cast_vote, self.council_id, ballot.ballot_id, choice, by=voter)
            if text == "Buy a barrel":
                house.pass_time(days=4)
        self.closed, self.open = house.find(Ballot)
        (self.mandate,) = seat(house, self.people[0])

    def write(self, kind: str, subject_id: str, **data: Any) -> Entry:
        fields = [(name, type(value)) for name, value in data.items()]
        told = make_dataclass("Told", fields, bases=(Fact,), namespace={"KEPT_AS": kind}, frozen=True)
        return self.house.do(record, self.council_id, told(**data), subject_id, by=self.people[0])

    def add(self, *rows: object) -> None:
        for row in rows:
            self.house.do(lambda uow, row=row: uow.add(row))

    def change(self, row: object, **changes: object) -> None:
        self.house.do(lambda uow: uow.change(row, **changes))

    def remove(self, row: object) -> None:
        self.house.do(lambda uow: uow.remove(row))

    def first(self, kind, **equal):
        return self.house.find(kind, **equal)[0]

    def findings(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for finding in self.house.read(examine):
            found.setdefault(finding.check, []).append(finding.what)
        return found


@pytest.fixture
def ward() -> Ward:
    return Ward()


def test_nothing_is_found_in_a_healthy_council(ward):
    assert ward.findings() == {}
    assert ward.closed.state is BallotState.CLOSED
    assert ward.open.state is BallotState.OPEN


def test_nothing_is_found_in_an_empty_database():
    assert House().read(examine) == []


def forget_in_name_alone(ward: Ward) -> None:
    anna = ward.first(Person, person_id=ward.people[0].person_id)
    ward.change(anna, forgotten_at=ward.house.now)
    ward.add(Refusal(ward.council_id, anna.person_id, "act", "own_vouch", ward.house.now))


def recall_of(ward: Ward, **fields: object) -> Recall:
    now = ward.house.now
    made = Recall(
        ward.council_id, RecallId("r" * 32), ward.mandate.mandate_id, RecallState.LAPSED, now, now, base=3, needed=2,
        got=2, usual=2, is_overdue=False, breaches=0,
    )  # fmt: skip
    return replace(made, **fields)  # type: ignore[arg-type]


def _due(ward: Ward, ago: timedelta = timedelta(0)) -> Due:
    at = ward.house.now - ago
    return Due(ward.council_id, "d", "k", "remind_half", {"ballot_id": "b"}, at, at)


def overdue(ward: Ward) -> None:
    ward.add(Heartbeat("intake", ward.house.now))
    ward.add(_due(ward, timedelta(hours=2)))


def held_back(ward: Ward) -> None:
    ward.add(Heartbeat("intake", ward.house.now))
    ward.add(replace(_due(ward), held_by=Stop.AWAY, held_since_at=ward.house.now))


def signals(ward: Ward) -> None:
    ward.add(Heartbeat("intake", ward.house.now))
    said = dict.fromkeys([person.person_id for person in ward.people[1:]], False)
    ward.house.do(lay_out, ward.council_id, ward.mandate.mandate_id, said, said)


def break_voice(ward: Ward) -> None:
    signals(ward)
    ward.change(ward.first(Voice), sealed=bytes(60))


def lose_voices(ward: Ward) -> None:
    signals(ward)
    for key in ward.house.find(VoiceKey):
        ward.house.sealing.destroy_key(key.key_id)


def message(ward: Ward, **fields: object) -> None:
    now = ward.house.now
    made = Outgoing("o" * 32, "k", ward.council_id, ward.people[0].person_id, "hello", now, now)
    ward.add(replace(made, **fields))  # type: ignore[arg-type]


BROKEN = {
    "the clock is set back": ("clock", lambda w: setattr(w.house, "now", w.house.now - timedelta(days=1))),
    "a roll of another size": ("roll", lambda w: w.change(w.first(Council), on_roll=9)),
    "an elector too many": (
        "electorates",
        lambda w: w.add(Elector(w.council_id, w.open.ballot_id, ElectorId("z"), w.house.person("Zed").person_id)),
    ),
    "a stranger is counted": (
        "electorates",
        lambda w: w.add(Choice(w.council_id, w.open.ballot_id, ElectorId("z"), ("yes",), 1, w.house.now)),
    ),
    "an elector without a paper": ("sealed", lambda w: w.remove(w.first(Slot, ballot_id=w.open.ballot_id))),
    "a paper without an elector": ("sealed", lambda w: w.add(Slot(w.council_id, w.open.ballot_id, "x", b"sealed"))),
    "an open ballot whose key is lost": ("sealed", lambda w: w.house.sealing.destroy_key(papers_key(w.open))),
    "a paper that its key does not open": (
        "sealed",
        lambda w: w.change(w.first(Slot, ballot_id=w.open.ballot_id), sealed=bytes(60)),
    ),
    "the key of a closed ballot": ("sealed", lambda w: w.house.sealing.make_key(papers_key(w.closed))),
    "a sealed row of a closed ballot": (
        "sealed",
        lambda w: w.add(Slot(w.council_id, w.closed.ballot_id, "x", b"sealed")),
    ),
    "signals whose key is lost": ("sealed", lose_voices),
    "a signal that its key does not open": (
        "sealed",
        break_voice,
    ),
    "signals on nothing": ("sealed", lambda w: w.add(Voice(w.council_id, "gone", "x", b"sealed"))),
    "an update that nobody can open": (
        "sealed",
        lambda w: w.add(Incoming(7, "inbox-1", sealed=b"x", received_at=w.house.now)),
    ),
    "an elector off every roll": ("electorates", lambda w: w.remove(w.first(Member))),
    "a vote counted twice": ("tallies", lambda w: w.change(w.first(Pile), totals=Tally.from_kept({"yes": 4}))),
    "one voter too many": ("tallies", lambda w: w.change(w.open, voted=4)),
    "a closed tally is changed": ("tallies", lambda w: w.change(w.closed, counts=Tally.from_kept({"no": 3}))),
    "a result is changed": ("results", lambda w: w.change(w.closed, outcome=Outcome.NOT_ADOPTED)),
    "the integers of a result are changed": (
        "results",
        lambda w: w.change(
            w.closed, result=replace(w.closed.result, counts=Tally.from_kept({"yes": 4, "no": 0, "abstain": 0}))
        ),
    ),
    "the rules of a closed ballot are changed": (
        "results",
        lambda w: w.change(w.closed, rules=Charter.from_json(w.closed.rules.copied() | {"adoption_approval": "9/10"})),
    ),
    "a vote after the close": (
        "results",
        lambda w: w.add(Choice(w.council_id, w.closed.ballot_id, ElectorId("z"), ("yes",), 1, w.house.now)),
    ),
    "a secret ballot that keeps who chose what": (
        "secrecy",
        lambda w: w.add(Choice(w.council_id, w.open.ballot_id, ElectorId("z"), ("yes",), 1, w.house.now)),
    ),
    "closed without an outcome": ("results", lambda w: w.change(w.closed, outcome=None)),
    "nothing will close it": (
        "open ballots",
        lambda w: [
            w.change(due, done_at=w.house.now)
            for due in w.house.find(Due, key=key_of(CloseBallot(w.open.ballot_id)), done_at=None)
        ],
    ),
    "it will close at another time": (
        "open ballots",
        lambda w: w.change(w.open, closes_at=w.house.now + timedelta(days=9)),
    ),
    "open without an end": ("open ballots", lambda w: w.change(w.open, closes_at=None)),
    "two hold one seat": ("mandates", lambda w: w.add(replace(w.mandate, mandate_id=MandateId("n" * 32)))),
    "a mandate from nowhere": ("mandates", lambda w: w.change(w.mandate, source_ballot_id="f" * 32)),
    "a mandate from a proposal": ("mandates", lambda w: w.change(w.mandate, source_ballot_id=w.closed.ballot_id)),
    "a reason without an end": ("mandates", lambda w: w.change(w.mandate, end_reason=EndReason.LEFT)),
    "a recall below its threshold": ("recalls", lambda w: w.add(recall_of(w, got=1))),
    "a recall that no ballot decided": ("recalls", lambda w: w.add(recall_of(w, state=RecallState.PASSED))),
    "a recall on another's ballot": ("recalls", lambda w: w.add(recall_of(w, ballot_id=w.closed.ballot_id))),
    "two recalls at once": (
        "recalls",
        lambda w: w.add(
            recall_of(w, state=RecallState.REACHED),
            recall_of(w, state=RecallState.REPLY, recall_id=RecallId("q" * 32)),
        ),
    ),
    "a threshold that opened nothing": ("thresholds", signals),
    "a duty not done": ("due work", overdue),
    "a duty held back for nothing": ("due work", held_back),
    "a message sent without a time": ("messages", lambda w: message(w, state=OutgoingState.SENT)),
    "a message lost in silence": ("messages", lambda w: message(w, state=OutgoingState.DROPPED)),
    "an entry is changed": ("record", lambda w: w.change(w.first(Entry, sequence=2), cause="nobody")),
    "an entry is taken out": ("record", lambda w: w.remove(w.first(Entry, sequence=3))),
    "a text is changed": ("record", lambda w: w.change(w.first(EntryText), text="another text")),
    "a member without an entry": (
        "roll",
        lambda w: w.add(replace(w.first(Member), person_id=PersonId("z"))),
    ),
    "a mandate without an entry": (
        "entries",
        lambda w: w.add(replace(w.mandate, mandate_id=MandateId("n" * 32), seat=2)),
    ),
    "a ballot without an entry": (
        "entries",
        lambda w: w.add(replace(w.closed, ballot_id=BallotId("n" * 32), opened_at=None, outcome=Outcome.VOID)),
    ),
    "a vote that tells the choice": ("secrecy", lambda w: w.write("voted", w.open.ballot_id, chosen="yes")),
    "an act that tells a choice": ("secrecy", lambda w: w.write("joined", "s", more={"picks": ("yes",)})),
    "a refusal that tells a choice": (
        "secrecy",
        lambda w: w.add(Refusal(w.council_id, w.people[0].person_id, "a", "c", w.house.now, {"choice": "yes"})),
    ),
    "a message that tells a choice": ("secrecy", lambda w: message(w, params={"choice": "yes"})),
    "an update that was not blanked": ("inbox", lambda w: w.add(Incoming(7, sealed=b"{}", done_on=w.house.now.date()))),
    "a row that cannot be read": ("rows", lambda w: w.house.write_raw("UPDATE ballots SET subject = '{'")),
    "words of somebody who was forgotten": ("erasure", forget_in_name_alone),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_was_broken_by_hand_is_found(ward, name):
    check, break_it = BROKEN[name]
    break_it(ward)
    assert ward.findings().get(check), ward.findings()


def test_every_check_is_broken_by_some_test():
    falsified = {check for check, _, _ in FALSIFIED.values()}
    assert {check for check, _ in BROKEN.values()} | falsified == CHECKS.keys()


def test_a_finding_names_no_person_and_no_choice():
    for _, break_it in BROKEN.values():
        broken = Ward()
        break_it(broken)
        told = str(broken.findings())
        assert not any(person.person_id in told or person.name in told for person in broken.people)
        assert "yes" not in told.lower().replace("yesterday", "")


def test_an_erased_text_leaves_the_record_valid(ward):
    ward.remove(ward.first(EntryText))
    assert ward.findings() == {}


def test_a_bot_that_was_down_is_not_blamed_for_what_became_due(ward):
    ward.add(Heartbeat("intake", ward.house.now - timedelta(days=2)))
    ward.add(_due(ward, timedelta(days=1)))
    assert ward.findings() == {}


def test_what_is_wrong_far_down_is_found_too(ward):
    blanked = [Incoming(number, done_on=ward.house.now.date()) for number in range(10_000, 12_001)]
    ward.house.do(lambda uow: uow.add_all([*blanked[:-1], replace(blanked[-1], sealed=b"{}")]))
    assert [finding.check for finding in ward.house.read(examine)] == ["inbox"]


def test_what_stands_still_while_the_bot_is_out_of_the_group_is_not_late(ward):
    ward.house.do(go_away, ward.first(Council))
    ward.house.pass_time(days=30)
    ward.add(Heartbeat("intake", ward.house.now))
    assert ward.findings() == {}
    ward.house.do(come_back, ward.first(Council))
    assert ward.findings() == {}


def test_a_file_of_a_key_that_cannot_be_read_is_named_and_stops_no_other_check(tmp_path):
    house = House()
    house.sealing = Sealer(KeyFolder(tmp_path))
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    ballot = house.do(propose, house.council_id, "Buy a barrel", None, by=anna)
    file = tmp_path / f"{papers_key(ballot)}.key"
    file.unlink()
    file.symlink_to(file)
    found = {finding.what for finding in house.read(examine)}
    assert any(f"{file.name} in KEY_DIR cannot be read" in what for what in found)
