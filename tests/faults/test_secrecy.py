"""A month of a council of 12, then everything that is left is searched for who chose what (SPEC-RECORD section 1).

Each measure that keeps the searcher from it is then left out, and he must find somebody. On SQLite; the same on
PostgreSQL: test_secrecy_postgres.py.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

import storage.engine
from bot.services.ballots import live, voting
from bot.services.roll import standing
from tests.faults.month import Month, short_month, telling, voices_month, whole_month
from tests.faults.searcher import by_moments, by_order, by_steps
from tests.faults.town import Hoarding, Open, Town

DEALS = [0, *(pytest.param(deal, marks=pytest.mark.slow) for deal in (4, 9))]


@pytest.mark.parametrize("deal", DEALS)
def test_nothing_that_is_left_joins_anybody_to_a_choice(tmp_path, deal):
    """And with the votes dealt otherwise among the voters as little is found."""
    assert whole_month(Town(tmp_path), deal).by_attack() == {}


def test_without_sealing_everybody_is_found(tmp_path):
    seen = short_month(Town(tmp_path, Open))
    assert seen.found() == set(seen.truth)


def test_without_sealing_every_signal_and_rating_is_found(tmp_path):
    seen = voices_month(Town(tmp_path, Open))
    assert seen.found() == seen.truth.keys() | seen.voices.keys()


def test_with_keys_that_are_left_everybody_is_found_in_older_states(tmp_path):
    seen = short_month(Town(tmp_path, Hoarding))
    assert seen.found() == set(seen.truth)


def test_with_keys_that_are_left_signals_and_ratings_are_found_in_older_states(tmp_path):
    seen = voices_month(Town(tmp_path, Hoarding))
    assert seen.found() == seen.truth.keys() | seen.voices.keys()


def test_with_counts_at_every_vote_somebody_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr(live, "STEP", 1)
    assert by_steps(short_month(Town(tmp_path)))


def test_with_free_pages_and_a_log_that_keep_what_was_erased_whoever_voted_before_the_upgrade_is_found(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(storage.engine, "PRAGMAS", ("journal_mode=WAL", "synchronous=FULL", "secure_delete=OFF"))
    monkeypatch.setattr(Town, "cuts", False)
    month = Month(Town(tmp_path), 0)
    month.upgraded()
    assert month.ended().in_bytes == set(month.seen.truth)


def test_with_times_finer_than_a_day_somebody_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr(standing, "day_of", lambda moment: moment)
    assert by_moments(short_month(Town(tmp_path)))


def test_with_an_entry_for_each_vote_everybody_is_found_by_its_time_and_by_its_place(tmp_path, monkeypatch):
    monkeypatch.setattr(voting, "rewrite", telling)
    seen = short_month(Town(tmp_path))
    assert by_moments(seen) == set(seen.truth)
    assert by_order(replace(seen, presses=seen.first_presses())) == set(seen.truth)


def test_by_name_the_bytes_tell_everybody(tmp_path):
    seen = short_month(Town(tmp_path), ballot_visibility="named")
    assert seen.in_bytes == set(seen.truth)
