"""What stands because of signals until the full hour is as long whatever it says, and is read again."""

from datetime import UTC, datetime

import pytest

from bot.domain.ground.ids import PersonId
from bot.domain.ground.voices import NOTE_BYTES, pack, pack_note
from bot.domain.recalls.reached import Reached, pack_reached, unpack_reached

AT = datetime(2026, 3, 2, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    "reached", [None, Reached(AT, 11, 3, 3, 3, False, 0), Reached(AT, 9_999_999, 70_000, 80_000, 90_000, True, 63)]
)
def test_it_is_read_again_at_one_length(reached):
    assert len(pack_reached(reached)) == NOTE_BYTES
    assert unpack_reached(pack_reached(reached)) == reached
    assert len(pack_note(pack_reached(reached))) == len(pack(PersonId("a" * 32), True))


def test_the_hour_is_counted_from_1970_as_notes_of_earlier_releases_have_it():
    note = pack_reached(Reached(AT, 11, 3, 3, 3, False, 0))
    assert int.from_bytes(note[1:4]) * 3600 == AT.timestamp()


def test_more_breaches_than_anybody_commits_are_cut():
    note = pack_reached(Reached(AT, 11, 3, 3, 3, True, 64))
    assert unpack_reached(note) == Reached(AT, 11, 3, 3, 3, True, 63)
