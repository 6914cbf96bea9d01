"""Offices of the last release whose names hold what nobody sees: they are found by what is seen."""

import gzip
import json
import sqlite3

from bot.domain.ground.names import office_key
from storage.engine import writer_engine
from storage.migrations import upgrade
from tests.storage.test_old_duties import LAST_RELEASE


def test_their_keys_are_without_it_and_so_are_those_of_races(tmp_path):
    path = tmp_path / "mandate.db"
    with sqlite3.connect(path) as made:
        made.executescript(gzip.decompress(LAST_RELEASE.read_bytes()).decode())
        made.execute("UPDATE offices SET name = name || ?, key = key || ?", ("\ufe0f", "\ufe0f"))
        columns = [row[1] for row in made.execute("PRAGMA table_info(offices)")]
        values = ", ".join(
            {"office_id": "'zzz'", "name": "'Twin'", "key": "'twin'"}.get(name, name) for name in columns
        )
        made.execute(f"INSERT INTO offices SELECT {values} FROM offices LIMIT 1")
        made.execute("UPDATE offices SET name = ? WHERE office_id = 'zzz'", ("Twin",))
        races = made.execute("SELECT ballot_id, subject FROM ballots WHERE kind = 'election'").fetchall()
        for ballot_id, subject in races:
            said = json.loads(subject)
            key = said["key"] + "\ufe0f"
            made.execute(
                "UPDATE ballots SET subject = ? WHERE ballot_id = ?", (json.dumps(said | {"key": key}), ballot_id)
            )
    upgrade(writer_engine(f"sqlite:///{path}"))
    with sqlite3.connect(path) as seen:
        offices = seen.execute("SELECT name, key FROM offices").fetchall()
        found = [
            json.loads(row[0])["key"] for row in seen.execute("SELECT subject FROM ballots WHERE kind = 'election'")
        ]
    assert races
    assert len(offices) > 1
    assert all(key == office_key(name) for name, key in offices)
    assert not any("\ufe0f" in key for key in found)
