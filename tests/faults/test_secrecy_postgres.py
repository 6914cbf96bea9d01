"""The same month on PostgreSQL: data folder, log, archived log and dumps are read, and in which transaction rows were
written and in which order they lie there is known too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from bot.services.ballots import voting
from bot.services.ground import steps
from bot.services.roll import standing
from storage.sealing import Sealer
from tests.faults.month import Month, short_month, telling, voices_month, whole_month
from tests.faults.searcher import by_keys, by_moments, by_order, by_steps, in_rows
from tests.faults.town import Hoarding, Open, ServedTown
from tests.support.postgres import Archiving, PostgresMissingError, archiving

pytestmark = pytest.mark.xdist_group("postgres")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Archiving]:
    try:
        context = archiving()
        running = context.__enter__()
    except PostgresMissingError as error:
        pytest.skip(f"not tested on PostgreSQL: {error}")
    yield running
    context.__exit__(None, None, None)


@pytest.fixture
def town(tmp_path, cluster) -> Iterator[Callable[..., ServedTown]]:
    made: list[ServedTown] = []

    def build(*kind: type[Sealer]) -> ServedTown:
        made.append(ServedTown(tmp_path, cluster, *kind))
        return made[-1]

    yield build
    for each in made:
        each.disconnect()


DEALS = [0, *(pytest.param(deal, marks=pytest.mark.slow) for deal in (4, 9))]


@pytest.mark.parametrize("deal", DEALS)
def test_nothing_that_is_left_joins_anybody_to_a_choice(town, deal):
    assert whole_month(town(), deal).by_attack() == {}


@pytest.mark.slow
def test_without_sealing_everybody_is_found_by_rows_and_in_bytes(town):
    seen = short_month(town(Open))
    assert in_rows(seen) == set(seen.truth)


@pytest.mark.slow
def test_without_sealing_every_signal_and_rating_is_found_by_rows_and_in_bytes(town):
    seen = voices_month(town(Open))
    assert in_rows(seen) == seen.truth.keys() | seen.voices.keys()
    assert seen.in_bytes == set(seen.voices)


@pytest.mark.slow
def test_with_keys_that_are_left_everybody_is_found_in_older_states(town):
    seen = short_month(town(Hoarding))
    assert by_keys(seen) == set(seen.truth)


@pytest.mark.slow
def test_with_keys_that_are_left_signals_and_ratings_are_found_in_older_states(town):
    seen = voices_month(town(Hoarding))
    assert by_keys(seen) == seen.truth.keys() | seen.voices.keys()


@pytest.mark.slow
def test_with_counts_at_every_vote_somebody_is_found(town, monkeypatch):
    monkeypatch.setattr(steps, "STEP", 1)
    monkeypatch.setattr(voting, "note_secret_act", standing.note_act)
    assert by_steps(short_month(town()))


@pytest.mark.slow
def test_with_times_finer_than_a_day_somebody_is_found(town, monkeypatch):
    monkeypatch.setattr(standing, "day_of", lambda moment: moment)
    monkeypatch.setattr(voting, "note_secret_act", standing.note_act)
    assert by_moments(short_month(town()))


@pytest.mark.slow
def test_with_an_entry_for_each_vote_everybody_is_found_by_its_time_and_by_its_place(town, monkeypatch):
    monkeypatch.setattr(voting, "rewrite", telling)
    seen = short_month(town())
    assert by_moments(seen) == set(seen.truth)
    assert by_order(replace(seen, presses=seen.first_presses())) == set(seen.truth)


def test_where_what_was_erased_is_left_in_files_and_archives_whoever_voted_before_the_upgrade_is_found(
    town, monkeypatch
):
    monkeypatch.setattr(ServedTown, "cuts", False)
    month = Month(town(), 0)
    month.upgraded()
    assert month.ended().in_bytes == set(month.seen.truth)


@pytest.mark.slow
def test_by_name_the_bytes_tell_everybody(town):
    seen = short_month(town(), ballot_visibility="named")
    assert seen.in_bytes == set(seen.truth)
