"""A month of a council of 12, then everything that is left is searched for who chose what (SPEC-RECORD section 1).

Each measure that keeps the searcher from it is then left out, and he must find somebody. On SQLite; the same on
PostgreSQL: test_secrecy_postgres.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest

import storage.engine
import tests.faults.month
from bot.domain.ballots.ballot import Method
from bot.domain.ground.person import Person, Sender
from bot.services.ballots import booth, voting
from bot.services.ground import outbox, steps
from bot.services.ground.persons import identify
from bot.services.ground.ports import Uow
from bot.services.ground.schedule import plan
from bot.services.recalls import confidence
from bot.services.roll import standing
from tests.faults.month import Month, short_month, telling, voices_month, whole_month
from tests.faults.searcher import by_commits, by_duties, by_moments, by_order, by_steps
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
    monkeypatch.setattr(steps, "STEP", 1)
    monkeypatch.setattr(voting, "note_secret_act", standing.note_act)
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
    monkeypatch.setattr(voting, "note_secret_act", standing.note_act)
    assert by_moments(short_month(Town(tmp_path)))


def test_with_an_entry_for_each_vote_everybody_is_found_by_its_time_and_by_its_place(tmp_path, monkeypatch):
    monkeypatch.setattr(voting, "rewrite", telling)
    seen = short_month(Town(tmp_path))
    assert by_moments(seen) == set(seen.truth)
    assert by_order(replace(seen, presses=seen.first_presses())) == set(seen.truth)


def test_with_the_day_of_each_act_written_at_once_slots_are_told_by_their_commits(tmp_path, monkeypatch):
    monkeypatch.setattr(voting, "note_secret_act", standing.note_act)
    seen = short_month(Town(tmp_path))
    # Who proposed had acted that day already.
    assert len(set(seen.truth) - by_commits(seen)) <= len(seen.ballots)


def test_with_answers_in_rows_everybody_in_a_booth_is_told_by_the_commits_of_their_marks(tmp_path, monkeypatch):
    monkeypatch.setattr(booth, "redraw_unwritten", outbox.redraw)
    month = Month(Town(tmp_path), 0)
    month.proposals(Method.RANK)
    assert by_commits(month.seen) == set(month.seen.truth)


def test_with_sightings_written_at_once_somebody_is_told_by_the_commit_of_their_vote(tmp_path, monkeypatch):
    monkeypatch.setattr(tests.faults.month, "identify", partial(written_at_once, identify))
    assert by_commits(short_month(Town(tmp_path)))


def test_with_rows_of_what_is_due_after_signals_their_hours_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr(confidence, "plan_unwritten", plan)
    seen = voices_month(Town(tmp_path))
    (mandate_id,) = {subject for subject, _ in by_duties(seen)}
    assert {subject for subject, _ in seen.voices} > {mandate_id}


def written_at_once(identify: Callable[..., Person], uow: Uow, sender: Sender, **named: bool) -> Person:
    return identify(uow, sender, **named | {"is_secret": False})


def test_by_name_the_bytes_tell_everybody(tmp_path):
    seen = short_month(Town(tmp_path), ballot_visibility="named")
    assert seen.in_bytes == set(seen.truth)
