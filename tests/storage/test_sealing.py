"""What is sealed, and the keys for it."""

from __future__ import annotations

import os
import shutil
import stat
from datetime import datetime
from pathlib import Path

import pytest

from bot.services.ballots import papers
from bot.services.ground import inbox, voices
from bot.services.ground.ports import KeyLostError, NotStoredError, SealBrokenError
from bot.services.ground.strays import KEPT_FOR
from bot.services.registers import REGISTERS
from storage.engine import writer_engine
from storage.keys import KeyFolder, KeysInMemory
from storage.sealing import Sealer, without_keys
from storage.tables import metadata
from storage.unit import Unit
from tests.storage.conftest import NOW

PAPER = b"yes".ljust(64, b"\0")


@pytest.fixture(params=["folder", "memory"])
def keys(request, tmp_path):
    return KeyFolder(tmp_path / "keys") if request.param == "folder" else KeysInMemory()


def test_what_was_sealed_is_opened_with_its_key_and_what_it_is_about(keys):
    sealer = Sealer(keys)
    sealer.make_key("b-1")
    sealed = sealer.seal("b-1", PAPER, "council", "ballot", "slot")
    assert sealer.open("b-1", sealed, "council", "ballot", "slot") == PAPER
    assert Sealer(keys).open("b-1", sealed, "council", "ballot", "slot") == PAPER
    assert (len(sealed), b"yes" in sealed) == (len(PAPER) + 28, False)


def test_the_same_paper_sealed_twice_looks_different(keys):
    sealer = Sealer(keys)
    sealer.make_key("b-1")
    assert len({sealer.seal("b-1", PAPER, "slot") for _ in range(100)}) == 100


def test_a_sealed_paper_passes_for_no_other(keys):
    sealer = Sealer(keys)
    sealer.make_key("b-1")
    sealer.make_key("b-2")
    sealed = sealer.seal("b-1", PAPER, "ab", "c")
    for key_id, about in (("b-2", ("ab", "c")), ("b-1", ("a", "bc")), ("b-1", ("ab",))):
        with pytest.raises(SealBrokenError):
            sealer.open(key_id, sealed, *about)
    with pytest.raises(SealBrokenError):
        sealer.open("b-1", sealed[:-1] + bytes([sealed[-1] ^ 1]), "ab", "c")


def test_a_slot_is_the_same_for_the_key_and_nothing_without_it(keys):
    sealer = Sealer(keys)
    sealer.make_key("b-1")
    sealer.make_key("b-2")
    assert sealer.slot("b-1", "anna") == sealer.slot("b-1", "anna") != sealer.slot("b-2", "anna")
    assert sealer.slot("b-1", "anna") != sealer.slot("b-1", "ben")
    with pytest.raises(KeyLostError):
        without_keys().slot("b-1", "anna")


def test_a_destroyed_key_opens_nothing_and_can_be_made_anew(keys):
    sealer = Sealer(keys)
    sealer.make_key("b-1")
    sealed = sealer.seal("b-1", PAPER)
    sealer.destroy_key("b-1")
    sealer.destroy_key("b-1")
    assert (sealer.has_key("b-1"), sealer.key_ids()) == (False, [])
    with pytest.raises(KeyLostError):
        sealer.open("b-1", sealed)
    sealer.make_key("b-1")
    with pytest.raises(SealBrokenError):
        sealer.open("b-1", sealed)


def test_a_key_made_again_is_the_one_there_is(keys):
    assert keys.make("b-1") == keys.make("b-1") == keys.get("b-1")
    keys.make("a-1")
    assert keys.list() == ["a-1", "b-1"]


def test_only_the_owner_can_look_into_the_folder_and_its_files(tmp_path):
    KeyFolder(tmp_path / "keys").make("b-1")
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "keys", tmp_path / "keys" / "b-1.key")]
    assert modes == [0o700, 0o600]


def test_the_file_of_a_destroyed_key_was_overwritten_first(tmp_path):
    keys = KeyFolder(tmp_path / "keys")
    key = keys.make("b-1")
    (tmp_path / "copy").hardlink_to(tmp_path / "keys" / "b-1.key")
    keys.destroy("b-1")
    assert key not in (tmp_path / "copy").read_bytes()
    assert list((tmp_path / "keys").iterdir()) == []


def test_what_a_crash_left_half_made_is_cleared_away(tmp_path):
    folder = tmp_path / "keys"
    KeyFolder(folder)
    (folder / "b-1.part").write_bytes(b"half")
    assert len(list(folder.iterdir())) == 1, "another process may be making it"
    make_older(folder)
    assert (KeyFolder(folder).list(), list(folder.iterdir())) == ([], [])


def test_no_id_leads_out_of_the_folder(tmp_path):
    with pytest.raises(ValueError, match="id of a key"):
        KeyFolder(tmp_path / "keys").make("../b-1")


def make_older(folder: Path) -> None:
    """As if everything in it had been written an hour ago."""
    for path in folder.iterdir():
        at = path.stat().st_mtime - 3600
        os.utime(path, (at, at))


def test_a_key_whose_file_is_gone_is_gone_at_once_and_made_anew_in_a_new_folder(tmp_path):
    sealer = Sealer(KeyFolder(tmp_path / "keys"))
    sealer.make_key("b-1")
    sealed = sealer.seal("b-1", PAPER)
    shutil.rmtree(tmp_path / "keys")
    assert not sealer.has_key("b-1")
    with pytest.raises(KeyLostError):
        sealer.open("b-1", sealed)
    sealer.make_key("b-1")
    with pytest.raises(SealBrokenError):
        sealer.open("b-1", sealed)
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700


def test_a_key_that_cannot_be_read_now_is_not_lost_and_a_folder_in_its_place_is_none(tmp_path):
    sealer = Sealer(KeyFolder(tmp_path / "keys"))
    sealer.make_key("b-1")
    sealed = sealer.seal("b-1", PAPER)
    (file,) = (path for path in (tmp_path / "keys").iterdir() if path.name.startswith("b-1"))
    aside = file.rename(tmp_path / "aside")
    file.symlink_to(file)
    with pytest.raises(NotStoredError, match=r"b-1\.key in KEY_DIR cannot be read"):
        sealer.has_key("b-1")
    file.unlink()
    aside.rename(file)
    assert sealer.open("b-1", sealed) == PAPER
    file.unlink()
    file.mkdir()
    assert not sealer.has_key("b-1")
    with pytest.raises(KeyLostError):
        Sealer(KeyFolder(tmp_path / "keys")).open("b-1", sealed)


def test_two_processes_that_make_one_key_have_the_same(tmp_path):
    one, two = (Sealer(KeyFolder(tmp_path / "keys")) for _ in range(2))
    one.make_key("b-1")
    two.make_key("b-1")
    assert two.open("b-1", one.seal("b-1", PAPER)) == PAPER
    one.destroy_key("b-1")
    assert not two.has_key("b-1")
    two.make_key("b-1")
    one.make_key("b-1")
    assert two.open("b-1", one.seal("b-1", PAPER)) == PAPER


def test_what_a_crash_overwrote_and_did_not_unlink_is_no_key(tmp_path):
    keys = KeyFolder(tmp_path / "keys")
    keys.make("b-1")
    (tmp_path / "keys" / "b-1.key").write_bytes(bytes(32))
    assert keys.get("b-1") is None
    assert any(keys.make("b-1"))


def test_only_keys_that_nobody_makes_now_are_settled(tmp_path):
    keys = KeyFolder(tmp_path / "keys")
    keys.make("b-1")
    make_older(tmp_path / "keys")
    keys.make("b-2")
    assert keys.settled() == ["b-1"]


def test_a_key_left_behind_long_ago_that_is_made_again_is_not_settled(tmp_path):
    keys = KeyFolder(tmp_path / "keys")
    key = keys.make("b-1")
    make_older(tmp_path / "keys")
    assert keys.settled() == ["b-1"]
    assert keys.make("b-1") == key
    assert keys.settled() == []


@pytest.mark.xdist_group("postgres")
@pytest.mark.parametrize(
    ("clear", "key_id"),
    [(papers.clear_orphans, "ballot-b"), (voices.clear_orphans, "voices-s-1"), (inbox.clear_orphans, "inbox-1")],
)
def test_a_process_clears_no_key_that_another_has_just_made(postgres_url, tmp_path, clear, key_id):
    """What the other one made it for is not committed, so nothing tells yet that it is needed."""
    one, other = (Sealer(KeyFolder(tmp_path / "keys")) for _ in range(2))
    engine = writer_engine(postgres_url)
    metadata.create_all(engine)

    def cleared(now: datetime = NOW) -> None:
        with engine.begin() as connection:
            clear(Unit(connection, now, REGISTERS, sealing=one))

    other.make_key(key_id)
    cleared()
    cleared(NOW + KEPT_FOR)
    assert other.has_key(key_id)
    make_older(tmp_path / "keys")
    cleared()
    assert other.has_key(key_id), "nothing here knows it: it is noted first"
    cleared(NOW + KEPT_FOR)
    assert not other.has_key(key_id)
    engine.dispose()
