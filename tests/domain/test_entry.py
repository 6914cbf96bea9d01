import hashlib
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from bot.domain.ground.entry import GENESIS, Entry, digest_entry, digest_text
from bot.domain.ground.ids import CouncilId, PersonId

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
VOTED = Entry(CouncilId("c"), 7, NOON, "voted", PersonId("p"), "update:17", "b", GENESIS, "", {"b": 1, "a": "é"})
OTHERS: dict[str, Any] = {
    "council_id": CouncilId("d"),
    "sequence": 8,
    "at": NOON + timedelta(microseconds=1),
    "kind": "joined",
    "actor_id": None,
    "cause": "update:18",
    "subject_id": "x",
    "previous": "1" * 64,
    "data": {"b": 2, "a": "é"},
}


def test_the_first_entry_follows_from_a_digest_of_zeros():
    assert GENESIS == "0000000000000000000000000000000000000000000000000000000000000000"


def test_the_digest_is_that_of_the_canonical_json_which_anybody_can_write_down():
    written = '["c",7,1780315200000000,"voted","p","update:17","b","' + GENESIS + '",{"a":"\\u00e9","b":1}]'
    assert digest_entry(VOTED) == hashlib.sha256(written.encode()).hexdigest()


@pytest.mark.parametrize("name", [field.name for field in fields(Entry) if field.name != "digest"])
def test_whatever_is_changed_afterwards_shows_in_the_digest(name):
    assert digest_entry(replace(VOTED, **{name: OTHERS[name]})) != digest_entry(VOTED)


def test_the_digest_hangs_neither_on_itself_nor_on_order_nor_on_zone():
    same = replace(VOTED, digest="f" * 64, at=NOON.astimezone(timezone(timedelta(hours=3))), data={"a": "é", "b": 1})
    assert digest_entry(same) == digest_entry(VOTED)


def test_an_erasable_text_cannot_be_guessed_without_its_salt():
    assert digest_text("salt", "text") == hashlib.sha256(b"salt:text").hexdigest()
    assert digest_text("other", "text") != digest_text("salt", "text")
