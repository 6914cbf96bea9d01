"""What else one damaged row may not do: keep a key's voices from being mended, undo a threshold, or hide a card."""

import pytest

from bot.domain.ballots.duties import MendPapers
from bot.domain.ballots.elector import Elector
from bot.domain.ground.entry import Entry
from bot.domain.ground.voices import VoiceKey
from bot.domain.mandates.mandate import EndReason
from bot.domain.recalls.duties import MendSignals
from bot.domain.removals.questions import ConfirmLeave
from bot.domain.reports.duties import MendRatings
from bot.domain.roll.member import ON_THE_ROLL, Member
from bot.services.ballots.amending import amend
from bot.services.ballots.anew import mend_papers
from bot.services.ballots.papers import slot_name
from bot.services.ballots.proposals import propose
from bot.services.ballots.voting import cast_vote
from bot.services.ground.looks import mend_at_the_hour
from bot.services.ground.schedule import due_now
from bot.services.ground.voices import are_whole, clear_orphans
from bot.services.mandates.mandates import end_mandate
from bot.services.recalls.signalling import look_for_lost_signals
from bot.services.registers.followers import HOURLY
from bot.services.removals.leaving import leave
from bot.services.reports.rating import look_for_lost_ratings
from storage.memory import ProcessMemory
from storage.tables import KEPT
from tests.support.council import House
from tests.support.recalls import council_of, kinds, signal
from tests.support.reporting import ReportingGarden
from tests.support.signals import at_the_hour, is_reached, running, said

ROWS = pytest.mark.parametrize(("column", "value"), [("made_on", "'{'"), ("serial", "'zzz'"), ("serial", -5)])
TRUNCATED = "UPDATE voices SET sealed = substr(sealed, 1, 5)"


def damage_row(house, column, value):
    house.write_raw(f"UPDATE voice_keys SET {column} = {value}")


def join_and_leave(house, leaver):
    newcomer = house.person("Zed")
    house.join(newcomer)
    house.do(leave, house.council_id, ConfirmLeave(), by=leaver)
    roll = {row.person_id for row in house.find(Member, state=ON_THE_ROLL)}
    assert newcomer.person_id in roll
    assert leaver.person_id not in roll


def voice_keys(house):
    return [each for each in house.sealing.key_ids() if each.startswith("voices-")]


def note_slot(reads, mandate_id):
    return reads.sealing.slot(f"voices-{mandate_id}-1", mandate_id, "note")


def rows(house):
    return {kind: house.find(kind) for kind in KEPT}


@ROWS
@pytest.mark.parametrize("found", ["at a start", "within the hour"])
def test_a_damaged_row_of_a_key_of_signals_is_a_lost_key(column, value, found):
    house, mandate, _, others = council_of(12)
    signal(house, mandate, *others[:2])
    damage_row(house, column, value)
    house.memory = ProcessMemory()
    if found == "at a start":
        house.do(look_for_lost_signals)
    join_and_leave(house, others[5])
    house.do(HOURLY["lost_signals"])
    at_the_hour(house)
    assert [entry.actor_id for entry in house.find(Entry, kind="signals_lost")] == [None]
    signal(house, mandate, others[0])
    assert said(house, mandate) == {others[0].person_id: False}
    assert house.read(are_whole, house.council_id, mandate.mandate_id)
    house.do(clear_orphans)
    house.pass_time(minutes=1)
    assert voice_keys(house) == [house.one(VoiceKey).key_id]


@ROWS
def test_a_mandate_whose_row_of_the_key_is_damaged_ends_and_leaves_no_key(column, value):
    house, mandate, _, _ = council_of(5)
    damage_row(house, column, value)
    house.do(lambda uow: end_mandate(uow, mandate, EndReason.RESIGNED))
    house.pass_time(seconds=1)
    assert (house.find(VoiceKey), voice_keys(house)) == ([], [])


@ROWS
@pytest.mark.parametrize("found", ["at a start", "within the hour"])
def test_a_damaged_row_of_a_key_of_ratings_is_a_lost_key(column, value, found):
    garden = ReportingGarden()
    report = garden.report()
    garden.rate(report, not_enough=garden.others[:2])
    damage_row(garden.house, column, value)
    if found == "at a start":
        garden.house.do(look_for_lost_ratings)
    join_and_leave(garden.house, garden.others[-1])
    garden.house.do(HOURLY["lost_ratings"])
    garden.house.pass_time(minutes=1)
    assert kinds(garden.house).count("ratings_lost") == 1
    garden.rate(report, accept=[garden.others[0]])
    garden.house.pass_time(days=3)
    assert "Accept 1 · Not enough 0" in garden.card(report).text


@pytest.mark.parametrize("restarts", [False, True])
def test_a_threshold_that_was_reached_before_signals_were_damaged_stands(restarts):
    house, mandate, _, others = council_of(5)
    signal(house, mandate, *others)
    assert is_reached(house, mandate)
    house.write_raw(f"{TRUNCATED} WHERE slot != '{house.read(note_slot, mandate.mandate_id)}'")
    if restarts:
        house.memory = ProcessMemory()
    house.do(look_for_lost_signals)
    assert running(house)
    assert kinds(house).count("signals_lost") == 1


def test_a_damaged_note_loses_the_signals_and_stops_no_end():
    house, mandate, _, others = council_of(12)
    signal(house, mandate, *others[:2])
    house.write_raw(f"{TRUNCATED} WHERE slot = '{house.read(note_slot, mandate.mandate_id)}'")
    house.memory = ProcessMemory()
    house.do(look_for_lost_signals)
    assert kinds(house).count("signals_lost") == 1
    house.write_raw(TRUNCATED)
    house.memory = ProcessMemory()
    house.do(lambda uow: end_mandate(uow, mandate, EndReason.RESIGNED))
    assert said(house, mandate) == {}


def test_what_a_press_found_damaged_is_mended_at_the_full_hour_and_no_row_tells_so_before():
    garden = ReportingGarden()
    house, report = garden.house, garden.report()
    garden.rate(report, not_enough=garden.others[:2])
    house.write_raw(TRUNCATED)
    before = rows(house)
    house.do(mend_at_the_hour, house.council_id, MendSignals(garden.mandate.mandate_id))
    house.do(mend_at_the_hour, house.council_id, MendRatings(report.report_id))
    assert rows(house) == before
    assert not [due for due in house.read(due_now) if due.kind.startswith("mend")]
    at_the_hour(house)
    assert kinds(house).count("signals_lost") == kinds(house).count("ratings_lost") == 1


@pytest.mark.parametrize("which", ["min", "max"])
def test_a_paper_whose_row_cannot_be_read_is_one_that_cannot_be_opened(which):
    house = House()
    people = house.founded(*(f"P{number}" for number in range(7)))
    ballot = house.do(propose, house.council_id, "Buy a barrel", None, by=people[0])
    house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=people[0])
    house.write_raw(f"UPDATE slots SET sealed = 'text' WHERE slot = (SELECT {which}(slot) FROM slots)")
    house.do(mend_papers, house.council_id, MendPapers(ballot.ballot_id))
    assert kinds(house).count("papers_lost") == 1
    house.do(cast_vote, house.council_id, ballot.ballot_id, "no", by=people[0])
    assert house.counts(ballot.ballot_id) == {"no": 1}


def test_the_card_over_a_damaged_paper_is_drawn_and_its_text_can_be_amended():
    house = House()
    people = house.founded(*(f"P{number}" for number in range(7)))
    ballot = house.do(propose, house.council_id, "Buy a barrel", None, by=people[0])
    for person in people[:2]:
        house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=person)
    elector = house.one(Elector, ballot_id=ballot.ballot_id, holder_id=people[0].person_id)
    slot = house.read(slot_name, ballot, elector.elector_id)
    house.write_raw(f"UPDATE slots SET sealed = x'' WHERE slot = '{slot}'")
    assert "barrel" in house.card(ballot.ballot_id).text
    house.do(amend, house.council_id, ballot.ballot_id, "Buy two barrels", by=people[0])
    assert "two barrels" in house.card(ballot.ballot_id).text
    house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=people[0])
    assert house.counts(ballot.ballot_id) == {"yes": 1}
