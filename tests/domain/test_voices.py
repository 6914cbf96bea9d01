"""What stands in a slot of signals or ratings: always as long, readable again, with room for who joins."""

from datetime import date

import pytest

from bot.domain.ground.ids import CouncilId, PersonId
from bot.domain.ground.voices import VoiceKey, pack, spares_for, token_key, unpack

ANNA = PersonId("a" * 32)


@pytest.mark.parametrize("said", [True, False, None])
@pytest.mark.parametrize("person_id", [ANNA, PersonId("00" + "a" * 30), None])
def test_a_slot_is_as_long_whatever_it_says_and_is_read_again(person_id, said):
    packed = pack(person_id, said)
    assert len(packed) == 17
    assert unpack(packed) == (person_id, said)


def test_what_was_said_before_a_release_is_read_after_it():
    said = {None: b"\0", True: b"\1", False: b"\2"}
    assert {meant: pack(ANNA, meant) for meant in said} == {meant: b"\xaa" * 16 + byte for meant, byte in said.items()}


def test_there_is_room_for_newcomers():
    assert [spares_for(people) for people in (0, 1, 8, 800)] == [4, 4, 5, 104]


def test_voices_laid_out_anew_lie_under_another_key_and_tokens_under_their_own():
    first = VoiceKey(CouncilId("c"), "m", 1, date(2026, 3, 2))
    assert len({first.key_id, VoiceKey(CouncilId("c"), "m", 2, date(2026, 3, 9)).key_id, token_key("m")}) == 3
