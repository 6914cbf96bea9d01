"""Entries of the record are typed: each reads back as what was recorded, words beside the chain included."""

from __future__ import annotations

import pytest

from bot.domain.ballots.entries import Amended, BallotClosed, Proposed
from bot.domain.ground.entry import Entry, EntryText, Words
from bot.domain.ground.kept import NotReadableError
from bot.services.ballots.proposals import propose
from bot.services.ballots.voting import cast_vote
from bot.services.ground.record import fact_of, record, words_in
from bot.services.me.forget import forget
from bot.services.record.verify import verify_record
from tests.support.council import House


@pytest.fixture
def house():
    made = House()
    people = made.founded("Anna", "Ben", "Cleo", "Dan")
    for text in ("Buy a barrel", "Which colour?\n- red\n- green"):
        ballot = made.do(propose, made.council_id, text, None, by=people[0])
        if "barrel" in text:
            made.do(cast_vote, made.council_id, ballot.ballot_id, "no", by=people[1])
    made.pass_time(days=5)
    return made


def facts(house, kind):
    return [house.read(fact_of, entry) for entry in house.find(Entry) if isinstance(house.read(fact_of, entry), kind)]


def test_every_entry_of_a_played_council_reads_as_its_kind(house):
    read = [house.read(fact_of, entry) for entry in house.find(Entry)]
    assert len(read) > 10
    assert [fact.text for fact in facts(house, Proposed)] == ["Buy a barrel", "Which colour?"]
    assert facts(house, Proposed)[1].options == ("red", "green")
    assert len(facts(house, BallotClosed)) == 2


def test_words_stand_beside_the_chain_under_their_names_and_in_it_only_as_digests(house):
    told = Amended(cleared=2, text=Words("What?"), options=(Words("a"), Words("b")))
    assert words_in(told) == {"text": "What?", "option 1": "a", "option 2": "b"}
    entry = house.do(record, house.council_id, told, "subject")
    assert entry.data.keys() == {"cleared", "digests"}
    assert {row.name for row in house.find(EntryText, sequence=entry.sequence)} == words_in(told).keys()
    assert house.read(fact_of, entry) == told
    assert house.read(verify_record, house.council_id).findings == ()


def test_erased_words_read_as_nothing_and_the_rest_stays(house):
    anna = house.people("Anna")[0]
    entry = house.do(
        record, house.council_id, Proposed(seconds=1, text=Words("Mine"), options=()), "s", of_person=anna.person_id
    )
    house.do(forget, by=anna)
    assert house.read(fact_of, entry) == Proposed(seconds=1, text=Words(""), options=())
    assert house.read(verify_record, house.council_id).findings == ()


@pytest.mark.parametrize("data", [{"cleared": "two"}, {"cleared": 2, "more": 1}, {}])
def test_an_entry_that_is_not_as_its_kind_says_is_not_read(house, data):
    (entry,) = [house.do(record, house.council_id, Amended(1, Words("x"), ()), "s")]
    with pytest.raises(NotReadableError):
        house.read(fact_of, house.do(lambda uow: uow.change(entry, data=data | {"digests": entry.data["digests"]})))
