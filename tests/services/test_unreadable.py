"""One row that cannot be read: what doctor says of it, and what goes on without it."""

from __future__ import annotations

import typing
from dataclasses import replace

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ground.broadcast import Broadcast
from bot.domain.ground.dialog import ANSWER_FOR, Dialog
from bot.domain.ground.due import Due
from bot.domain.ground.ids import MandateId
from bot.domain.ground.letter import Early
from bot.domain.ground.messages import Confirmed
from bot.domain.ground.outgoing import Card, Outgoing, OutgoingState
from bot.domain.recalls.duties import LookAtSignals
from bot.services.ballots.anew import look_for_lost_papers
from bot.services.ballots.live import count_ahead
from bot.services.ballots.papers import clear_orphans, key_of
from bot.services.ballots.proposals import propose
from bot.services.ballots.voting import cast_vote
from bot.services.ground.deadlines import give_back
from bot.services.ground.outbox import tell_council
from bot.services.ground.schedule import plan
from bot.services.ground.strays import KEPT_FOR
from bot.services.record.doctor import examine
from bot.services.record.unreadable import SHOWN
from handlers.registers import SHOWN as SCREENS
from handlers.unshown import GIVEN_UP, unshown
from storage.keys import KeysInMemory
from storage.sealing import Sealer
from tests.support.council import House


class Garden(House):
    """A council of four."""

    def __init__(self) -> None:
        super().__init__()
        self.members = self.founded("Anna", "Ben", "Cleo", "Dan")


@pytest.fixture
def house() -> Garden:
    return Garden()


def findings(house: House, check: str = "rows") -> list[str]:
    return [finding.what for finding in house.read(examine) if finding.check == check]


def add(house: House, *rows: object) -> None:
    for row in rows:
        house.do(lambda uow, row=row: uow.add(row))


def dialog(house: Garden, **changes: object) -> Dialog:
    anna = house.members[0]
    made = Dialog(7, anna.person_id, house.council_id, "ask_proposal", house.now + ANSWER_FOR, {})
    return replace(made, **changes)  # type: ignore[arg-type]


TYPED_LATER = {
    "entries": ("data", lambda _: None),
    "outgoing": ("params", lambda house: house.do(tell_council, house.council_id, Confirmed(True), once="x")),
    "due": ("subject", lambda _: None),
    "dialogs": ("state", lambda house: add(house, dialog(house))),
    "broadcasts": ("data", lambda house: add(house, Broadcast("b", "restored", {}, house.now))),
    "letters_early": ("data", lambda house: add(house, Early(house.council_id, house.council_id, 2, "k", {}))),
    "ballots": ("rules", lambda house: house.do(propose, house.council_id, "x", None, by=house.members[0])),
    "councils": ("charter", lambda _: None),
}


@pytest.mark.parametrize("table", TYPED_LATER)
def test_doctor_names_each_row_that_cannot_be_read_in_one_line_and_nothing_in_it(house, table):
    column, make = TYPED_LATER[table]
    make(house)
    house.write_raw(f"UPDATE {table} SET {column} = '{{Anna wrote this'")
    found = findings(house)
    assert found
    assert all(line.startswith(f"{table} ") and line.endswith("cannot be read") for line in found), found
    assert "wrote" not in str(house.read(examine))


def test_doctor_names_what_waits_and_is_not_known(house):
    assert findings(house) == []
    add(
        house,
        Broadcast("b", "of_another_time", {}, house.now),
        Early(house.council_id, house.council_id, 2, "of_another_time", {}),
        dialog(house, kind="of_another_time"),
    )
    due = house.do(plan, house.council_id, LookAtSignals(MandateId("m")), house.now)
    house.do(lambda uow: uow.change(due, kind="of_another_time"))
    assert {line.split()[0] for line in findings(house)} == {"broadcasts", "letters_early", "dialogs", "due"}
    house.do(lambda uow: [uow.change(row, done_at=uow.now) for kind in (Broadcast, Due) for row in uow.find(kind)])
    house.do(lambda uow: uow.change(uow.find(Dialog)[0], expires_at=uow.now))
    assert {line.split()[0] for line in findings(house)} == {"letters_early"}


def test_of_many_it_names_some_and_says_how_many_more(house):
    for number in range(SHOWN + 5):
        house.do(tell_council, house.council_id, Confirmed(True), once=str(number))
    house.write_raw("UPDATE outgoing SET params = '[' WHERE screen = 'confirmed'")
    assert len(findings(house)) == SHOWN + 1
    assert findings(house)[-1] == "outgoing: and 5 more cannot be read"


def test_messages_and_cards_that_cannot_be_shown_are_named_unless_they_are_over(house):
    assert list(house.read(lambda reads: list(unshown(reads, SCREENS)))) == []
    house.do(tell_council, house.council_id, Confirmed(True), once="x")
    row = house.find(Outgoing)[-1]
    house.do(lambda uow: [uow.change(card, screen="renamed") for card in uow.find(Card)])

    def found(**changes: object) -> list[str]:
        house.do(lambda uow: uow.change(row, **changes))
        said = house.read(lambda reads: list(unshown(reads, SCREENS)))
        return [line for line in said if line.startswith("outgoing")]

    assert found(screen="renamed") == [f"outgoing {row.outgoing_id}: cannot be read"]
    assert found(state=OutgoingState.DROPPED, trouble=GIVEN_UP)
    assert found(state=OutgoingState.DROPPED, trouble="other") == []
    assert found(state=OutgoingState.SENT) == []
    cards = house.read(lambda reads: list(unshown(reads, SCREENS)))
    assert len(cards) == len(house.find(Card, is_gone=False))


def test_a_check_that_meets_such_a_row_says_so_and_the_others_go_on(house):
    house.do(propose, house.council_id, "x", None, by=house.members[0])
    house.write_raw("UPDATE councils SET charter = '{'")
    assert findings(house) == [f"councils {house.council_id}: cannot be read"]


def test_a_ballot_that_cannot_be_read_keeps_its_council_working(house):
    anna, ben, *_ = house.members
    odd = house.do(propose, house.council_id, "odd", None, by=anna)
    good = house.do(propose, house.council_id, "good", None, by=anna)
    house.write_raw(f"UPDATE ballots SET subject = '{{' WHERE ballot_id = '{odd.ballot_id}'")
    house.do(look_for_lost_papers)
    assert house.read(count_ahead) == []
    for voter in (anna, ben):
        house.do(cast_vote, house.council_id, good.ballot_id, "yes", by=voter)
    later = house.do(propose, house.council_id, "later", None, by=ben)
    assert {row.ballot_id for row in house.find(Ballot, state=BallotState.OPEN)} == {good.ballot_id, later.ballot_id}


@pytest.mark.parametrize("column", ["subject", "rules", "counts", "method"])
def test_the_votes_of_a_ballot_that_cannot_be_read_for_weeks_count_once_it_can(house, column):
    anna, ben, *_ = house.members
    ballot = house.do(propose, house.council_id, "odd", None, by=anna)
    house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=ben)
    was = house.read_raw(f"SELECT {column} FROM ballots")
    house.write_raw(f"UPDATE ballots SET {column} = '{{'")
    for _ in range(3):
        house.now += KEPT_FOR
        house.do(clear_orphans)
        house.do(look_for_lost_papers)
    house.write_raw(f"UPDATE ballots SET {column} = '{was}'")
    assert house.counts(ballot.ballot_id) == {"yes": 1}


def test_lost_time_is_given_back_to_what_is_not_known_as_to_all(house):
    house.do(propose, house.council_id, "x", None, by=house.members[0])
    house.do(lambda uow: [uow.change(due, kind="renamed") for due in uow.find(Due, stops=1 | 2 | 4, done_at=None)])
    before = {due.due_id: due.due_at for due in house.find(Due, kind="renamed")}
    begun = house.now
    house.now += ANSWER_FOR
    house.do(give_back, begun, house.now)
    after = {due.due_id: due.due_at for due in house.find(Due, kind="renamed")}
    assert before
    assert all(after[due_id] - at == ANSWER_FOR for due_id, at in before.items())


def seal_broken(house: House, ballot: Ballot) -> None:
    house.write_raw(f"UPDATE slots SET sealed = zeroblob(80) WHERE ballot_id = '{ballot.ballot_id}'")


def key_lost(house: House, ballot: Ballot) -> None:
    house.sealing.destroy_key(key_of(ballot))


def row_damaged(house: House, ballot: Ballot) -> None:
    house.write_raw(f"UPDATE slots SET sealed = 'x' WHERE ballot_id = '{ballot.ballot_id}'")


def key_withheld(house: typing.Any, ballot: Ballot) -> None:
    house.sealing.withheld = key_of(ballot)


class Withholding(Sealer):
    """The file of one key is there and may not be read."""

    withheld = ""

    def has_key(self, key_id: str) -> bool:
        if key_id == self.withheld:
            raise PermissionError(13, "Permission denied")
        return super().has_key(key_id)


@pytest.mark.parametrize("trouble", [seal_broken, key_lost, row_damaged, key_withheld])
def test_whatever_is_wrong_with_one_ballot_the_others_are_counted_ahead(trouble):
    house = House()
    house.sealing = Withholding(KeysInMemory())
    people = house.founded(*(f"P{number}" for number in range(12)))
    odd, good = (house.do(propose, house.council_id, each, None, by=people[0]) for each in ("odd", "good"))
    for ballot in (odd, good):
        house.do(cast_vote, house.council_id, ballot.ballot_id, ballot.choices[1], by=people[1])
    odd = house.one(Ballot, ballot_id=odd.ballot_id)
    trouble(house, odd)
    counted = {ballot.ballot_id: counts for ballot, counts in house.read(count_ahead)}
    assert counted[good.ballot_id] == {good.choices[1]: 1}
