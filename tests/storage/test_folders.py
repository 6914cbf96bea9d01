"""The folders of data and of keys: apart, and for their owner alone."""

from __future__ import annotations

import os
import stat
import subprocess
import sys

import pytest

from bot.config import Settings, SettingsError, prepare_folders


@pytest.fixture(autouse=True)
def _umask():
    before = os.umask(0o022)
    yield
    os.umask(before)


def settings(folder, **given):
    return Settings(_env_file=None, data_dir=folder / "data", **given)  # type: ignore[call-arg]  # pydantic-settings takes it


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_keys_lie_beside_the_data_and_both_are_for_their_owner_alone(tmp_path):
    prepare_folders(settings(tmp_path))
    assert {path.name: mode(path) for path in tmp_path.iterdir()} == {"data": 0o700, "data-keys": 0o700}


def test_folders_that_others_could_look_into_are_closed_to_them(tmp_path):
    for name in ("data", "elsewhere"):
        (tmp_path / name).mkdir(mode=0o755)
        (tmp_path / name).chmod(0o755)
    prepare_folders(settings(tmp_path, key_dir=tmp_path / "elsewhere"))
    assert (mode(tmp_path / "data"), mode(tmp_path / "elsewhere")) == (0o700, 0o700)


def test_a_database_in_a_folder_that_stays_open_is_its_owners_alone(tmp_path):
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o755)
    there = [shared / f"mandate.db{end}" for end in ("", "-wal", "-shm")]
    for path in there:
        path.touch()
        path.chmod(0o644)
    prepare_folders(settings(tmp_path, database_url=f"sqlite:///{there[0]}"))
    assert {mode(path) for path in there} == {0o600}
    assert mode(shared) == 0o755
    (shared / "made later").touch()
    assert mode(shared / "made later") == 0o600


@pytest.mark.parametrize("keys", ["data", "data/keys", "data/a/b", ".", "link/keys"])
def test_keys_among_the_data_are_refused_in_one_line(tmp_path, keys):
    (tmp_path / "data").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "data")
    with pytest.raises(SettingsError, match=r"^KEY_DIR is .*It takes a folder of its own.*$") as raised:
        prepare_folders(settings(tmp_path, key_dir=tmp_path / keys))
    assert "\n" not in str(raised.value)
    assert not (tmp_path / "data" / "keys").exists()


@pytest.mark.parametrize("keys", ["base", "base/keys", "real", "real/keys"])
def test_keys_beside_a_database_that_lies_elsewhere_are_refused_in_one_line(tmp_path, keys):
    for name in ("base", "real"):
        (tmp_path / name).mkdir()
    (tmp_path / "base" / "a.db").symlink_to(tmp_path / "real" / "b.db")
    url = f"sqlite:///{tmp_path / 'base' / 'a.db'}"
    with pytest.raises(SettingsError, match=r"^KEY_DIR is .*the database's folder.*$"):
        prepare_folders(settings(tmp_path / "apart", database_url=url, key_dir=tmp_path / keys))
    prepare_folders(settings(tmp_path / "apart", database_url=url))


def test_a_place_where_no_folder_of_keys_can_be_is_refused_in_one_line(tmp_path):
    with pytest.raises(SettingsError, match=r"^KEY_DIR is '/proc/nobody/keys'"):
        prepare_folders(settings(tmp_path, key_dir="/proc/nobody/keys"))


def test_the_program_leaves_no_core_dump():
    look = "print(resource.getrlimit(resource.RLIMIT_CORE))"
    program = f"import bot.config, resource; bot.config.forbid_core_dumps(); {look}"
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == str((0, 0))
