"""Ballots that open at a time and ballots that repeat: who hears what, and what ends them."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState, TooManyProposalsError
from bot.domain.ballots.duties import CloseBallot, OpenAt
from bot.domain.ballots.messages import HowCounted
from bot.domain.ballots.planned import (
    PlanFixedError,
    RepeatsTooOftenError,
    SeriesContestedError,
    SeriesOverError,
    WhenPastError,
)
from bot.domain.ballots.subject import SeriesEndSubject
from bot.domain.council.council import Council
from bot.domain.ground.outgoing import Card
from bot.domain.removals.questions import ConfirmLeave
from bot.domain.roll.member import Member, MemberState
from bot.services.ballots.amending import amend, begin_by_command, withdraw
from bot.services.ballots.decisions import show_open
from bot.services.ballots.ending_series import start_ending
from bot.services.ballots.pressing import press_withdraw
from bot.services.ballots.queue import QUEUE_LIMIT
from bot.services.ballots.seconds import second
from bot.services.ground.dialogs import answer_confirm
from bot.services.ground.schedule import deadline
from bot.services.me.forget import forget
from bot.services.record.doctor import examine
from bot.services.removals.leaving import leave
from handlers.views.ground.words import bare
from tests.support.council import House
from tests.support.lost_time import away, deaf
from tests.support.proposals import charter, labels, now, proposed, vote

NAMES = ("Anna", "Ben", "Cleo", "Dan", "Eve", "Finn")
MARCH_10 = datetime(2026, 3, 10, 18, tzinfo=UTC)


@pytest.fixture
def council():
    house = House()
    return house, house.founded(*NAMES)


def opens_at(house, ballot):
    return house.read(deadline, house.council_id, OpenAt(ballot.ballot_id))


def next_one(house):
    (ballot,) = house.find(Ballot, state=BallotState.QUEUED)
    return ballot


def until(house, at):
    house.pass_time(seconds=(at - house.now).total_seconds())


def said(house, name):
    return [bare(house.show(row).text) for row in house.screens(name)]


def test_it_waits_for_its_time_and_opens_then_with_who_may_vote_then(council):
    house, people = council
    ballot = proposed(house, people[0], "on 10 Mar 18:00: 2d: We buy a barrel")
    assert (ballot.state, ballot.text, opens_at(house, ballot)) == (BallotState.QUEUED, "We buy a barrel", MARCH_10)
    (told,) = said(house, "ballot_planned")
    assert "“We buy a barrel” opens" in told
    assert "/withdraw" in told
    house.join(house.person("Zoe"))
    until(house, MARCH_10)
    opened = now(house, ballot)
    assert (opened.state, opened.opened_at, opened.electors) == (BallotState.OPEN, MARCH_10, 7)
    assert opened.closes_at == MARCH_10 + timedelta(days=2)
    assert house.read(examine) == []


def test_how_it_is_counted_is_settled_when_it_opens(council):
    house, people = council
    ballot = proposed(house, people[0], "on 10 Mar 18:00: 2d: We buy a barrel")
    how = HowCounted(ballot.ballot_id)
    assert "is settled when it opens" in bare(house.aside(how, people[1]).text)
    assert " of 0" not in house.aside(how, people[1]).text
    until(house, MARCH_10)
    assert "of 6" in bare(house.aside(how, people[1]).text)


def test_the_hour_is_of_the_groups_zone(council):
    house, people = council
    house.do(lambda uow: uow.change(uow.get(Council, house.council_id), zone="Europe/Berlin"))
    for day in (28, 29):
        ballot = proposed(house, people[0], f"on {day} Mar 18:00: x")
        assert opens_at(house, ballot) == datetime(2026, 3, day, 17 if day == 28 else 16, tzinfo=UTC)


def test_open_shows_it_and_its_proposer_takes_it_back(council):
    house, people = council
    ballot = proposed(house, people[0], "on 10 Mar 18:00: We buy a barrel")
    house.do(show_open, by=people[1])
    assert "opens" in said(house, "open_ballots")[-1]
    house.do(withdraw, house.council_id, ballot.ballot_id, by=people[0])
    assert opens_at(house, ballot) is None
    until(house, MARCH_10)
    assert now(house, ballot).state is BallotState.WITHDRAWN
    assert house.read(examine) == []


def test_times_that_are_over_store_nothing(council):
    house, people = council
    with pytest.raises(WhenPastError):
        proposed(house, people[0], "on 1 Mar 2026 18:00: x")
    assert house.find(Ballot) == []


def test_what_waits_counts_among_what_its_proposer_has_waiting(council):
    house, people = council
    for number in range(3):
        proposed(house, people[0], f"on 10 Mar 18:00: x{number}")
    with pytest.raises(TooManyProposalsError):
        proposed(house, people[0], "on 11 Mar: x")
    assert QUEUE_LIMIT == 30


def test_where_there_is_no_room_it_queues(council):
    house, people = council
    charter(house, open_cards="1")
    proposed(house, people[1], "14d: Something long")
    ballot = proposed(house, people[0], "on 10 Mar 18:00: x")
    until(house, MARCH_10)
    assert (now(house, ballot).state, now(house, ballot).queued_at) == (BallotState.QUEUED, MARCH_10)
    assert house.read(examine) == []


def test_seconds_come_first_and_the_time_is_kept(council):
    house, people = council
    charter(house, seconds_small="1")
    early, late = (proposed(house, people[0], f"on 10 Mar 18:00: {name}") for name in ("early", "late"))
    house.do(second, house.council_id, early.ballot_id, by=people[1])
    assert (now(house, early).state, now(house, late).state) == (BallotState.QUEUED, BallotState.SECONDING)
    until(house, MARCH_10)
    assert (now(house, early).state, now(house, late).state) == (BallotState.OPEN, BallotState.SECONDING)
    house.do(second, house.council_id, late.ballot_id, by=people[1])
    assert now(house, late).state is BallotState.OPEN


def test_another_text_keeps_the_time(council):
    house, people = council
    ballot = proposed(house, people[0], "on 10 Mar 18:00: We buy a barel")
    house.do(amend, house.council_id, ballot.ballot_id, "We buy a barrel", by=people[0])
    with pytest.raises(PlanFixedError):
        house.do(amend, house.council_id, ballot.ballot_id, "on 11 Mar: x", by=people[0])
    until(house, MARCH_10)
    assert (now(house, ballot).state, now(house, ballot).text) == (BallotState.OPEN, "We buy a barrel")
    assert house.read(examine) == []


def test_one_that_is_due_while_the_bot_is_away_waits_for_its_return(council):
    house, people = council
    ballot = proposed(house, people[0], "on 10 Mar 18:00: 2d: x")
    until(house, MARCH_10 - timedelta(hours=1))
    away(house, hours=10)
    closes_at = house.read(deadline, house.council_id, CloseBallot(ballot.ballot_id))
    assert (now(house, ballot).state, closes_at - house.now) == (BallotState.OPEN, timedelta(days=2))


def test_it_repeats_and_each_has_the_whole_time(council):
    house, people = council
    first = proposed(house, people[0], "every month 3 times: 2d: Who waters?\n- Anna\n- Ben")
    told = bare(house.more(first, people[1]).text)
    assert "Repeats every month, 2 more times; next" in told
    opened, left = [first.opened_at], []
    for _ in range(2):
        following = next_one(house)
        until(house, opens_at(house, following))
        opened.append(now(house, following).opened_at)
        left.append(bare(house.card(following.ballot_id).text))
        assert (now(house, following).text, now(house, following).options) == ("Who waters?", ("Anna", "Ben"))
    assert "Repeats every month, 1 more time, " in left[0]
    assert [at.day for at in opened] == [first.opened_at.day] * 3
    assert [at.month for at in opened] == [3, 4, 5]
    assert house.find(Ballot, state=BallotState.QUEUED) == []
    assert "The last of its series." in bare(house.more(following, people[1]).text)
    house.pass_time(days=5)
    assert house.read(examine) == []


def test_the_wall_clock_stays_when_clocks_change_and_the_31st_comes_back(council):
    house, people = council
    house.do(lambda uow: uow.change(uow.get(Council, house.council_id), zone="Europe/Berlin"))
    proposed(house, people[0], "every month 4 times on 31 Mar 18:00: x")
    opened = []
    for _ in range(4):
        ballot = next_one(house)
        at = opens_at(house, ballot)
        until(house, at)
        vote(house, ballot, "yes", *people)
        opened.append((at.month, at.day, at.hour))
    assert opened == [(3, 31, 16), (4, 30, 16), (5, 31, 16), (6, 30, 16)]


def test_after_a_long_outage_none_opens_beside_the_one_that_is_open(council):
    house, people = council
    proposed(house, people[0], "every week: 2d: x")
    deaf(house, days=40)
    still = [ballot for ballot in house.find(Ballot) if ballot.opened_at is not None]
    assert len(still) == 1
    assert timedelta(0) < opens_at(house, next_one(house)) - house.now <= timedelta(days=7)


def test_a_run_off_begins_no_series_of_its_own(council):
    house, people = council
    ballot = proposed(house, people[0], "every month: 2d: Which?\n- A\n- B\n- C")
    for choice, voter in zip("001122", people, strict=True):
        vote(house, ballot, choice, voter)
    house.pass_time(days=3)
    (second_round,) = house.find(Ballot, run_off_of_id=ballot.ballot_id)
    assert second_round.subject.series is None
    assert len(house.find(Ballot, state=BallotState.QUEUED)) == 1


def test_the_proposer_ends_it_by_taking_back_the_next(council):
    house, people = council
    proposed(house, people[0], "every week: 2d: x")
    house.do(withdraw, house.council_id, next_one(house).ballot_id, by=people[0])
    house.pass_time(days=30)
    assert len(house.find(Ballot)) == 2
    assert house.read(examine) == []


def test_it_ends_when_its_proposer_has_left_the_roll(council):
    house, people = council
    proposed(house, people[0], "every week: 2d: We buy a barrel")
    house.do(leave, house.council_id, ConfirmLeave(), by=people[0])
    house.pass_time(days=8)
    assert "who had planned it is not on the roll any more" in said(house, "plan_lapsed")[0]
    assert house.find(Ballot, state=BallotState.QUEUED) == []
    assert house.read(examine) == []


def test_what_somebody_planned_goes_with_forget(council):
    house, people = council
    ballot = proposed(house, people[0], "on 10 Mar 18:00: Annas own words")
    house.do(forget, by=people[0])
    assert now(house, ballot).state is BallotState.WITHDRAWN
    house.pass_time(days=100)
    assert b"Annas own words" not in house.dump()
    assert house.read(examine) == []


def test_nobody_can_vote_then_nothing_opens_and_two_are_practice(council):
    house, people = council
    proposed(house, people[0], "every week: 2d: x")
    rest = {"state": MemberState.RESTING}
    house.do(lambda uow: [uow.change(row, **rest) for row in uow.find(Member) if row.person_id != people[0].person_id])
    house.pass_time(days=8)
    assert [one.is_practice for one in house.find(Ballot) if one.opened_at is not None] == [False, True]


def test_a_series_whose_ballots_would_overlap_is_refused(council):
    house, people = council
    with pytest.raises(RepeatsTooOftenError):
        proposed(house, people[0], "every week: 7d: x")


def test_doctor_finds_what_would_never_open(council):
    house, people = council
    proposed(house, people[0], "on 10 Mar 18:00: x")
    house.write_raw("DELETE FROM due WHERE kind = 'open_at'")
    assert any("waits for a time" in finding.what for finding in house.read(examine))


def stop(house, ballot, by):
    house.do(start_ending, house.council_id, ballot.ballot_id, by=by)
    house.do(answer_confirm, by.person_id, is_yes=True, by=by)


def test_its_proposer_ends_it_by_a_button_on_the_open_one(council):
    house, people = council
    first = proposed(house, people[0], "every week: 2d: We buy a barrel")
    assert "Stop repeating" in labels(house.more(first, people[0]))
    assert "Put stopping to the vote" in labels(house.more(first, people[1]))
    assert "Repeats every week" in house.card(first.ballot_id).text
    version = house.one(Card, subject_id=first.ballot_id).version
    stop(house, first, people[0])
    assert house.one(Card, subject_id=first.ballot_id).version > version
    assert "no more follow" in said(house, "confirm_series_end")[-1]
    assert now(house, first).state is BallotState.OPEN
    assert house.find(Ballot, state=BallotState.QUEUED) == []
    assert "Stop repeating" not in labels(house.more(first, people[0]))


def test_what_is_open_and_what_is_to_come_of_it_have_different_words_to_pick_from(council):
    house, (anna, *_) = council
    proposed(house, anna, "every week: 2d: We buy a barrel")
    for act in ("withdraw", "amend"):
        house.do(begin_by_command, act, "", None, by=anna)
        (pick,) = house.screens("own_proposals")[-1:]
        assert labels(house.show(pick)) == ["Open: We buy a barrel", "Opens 12 Mar: We buy a barrel"]
        assert labels(house.show(pick, "ru"))[1] == "Откроется 12 мар.: We buy a barrel"


def test_who_takes_back_what_is_to_come_reads_that_the_series_ends_with_it(council):
    house, (anna, *_) = council
    proposed(house, anna, "every week: 2d: We buy a barrel")
    planned = next_one(house)
    house.do(press_withdraw, house.council_id, planned.ballot_id, by=anna)
    assert said(house, "confirm_withdraw")[-1] == (
        "Take back “We buy a barrel”, which would open 12 Mar? With it the series ends: no more follow."
    )
    house.do(answer_confirm, anna.person_id, is_yes=True, by=anna)
    house.pass_time(days=30)
    assert len(house.find(Ballot)) == 2


def test_a_majority_ends_it_and_others_alone_do_not(council):
    house, people = council
    first = proposed(house, people[0], "every week: 1d: We buy a barrel")
    stop(house, first, people[1])
    (ending,) = house.find(Ballot, kind=SeriesEndSubject.KIND)
    assert "Stop repeating this ballot? We buy a barrel" in bare(house.card(ending.ballot_id).text)
    with pytest.raises(SeriesContestedError):
        house.do(start_ending, house.council_id, first.ballot_id, by=people[2])
    vote(house, ending, "yes", *people[1:4])
    house.pass_time(days=4)
    assert [one.state for one in house.find(Ballot, kind=first.kind)] == [BallotState.CLOSED, BallotState.WITHDRAWN]
    with pytest.raises(SeriesOverError):
        house.do(start_ending, house.council_id, first.ballot_id, by=people[2])
    house.pass_time(days=30)
    assert len(house.find(Ballot)) == 3
    assert house.read(examine) == []


def test_a_vote_on_ending_it_that_fails_changes_nothing(council):
    house, people = council
    first = proposed(house, people[0], "every week: 1d: We buy a barrel")
    stop(house, first, people[1])
    (ending,) = house.find(Ballot, kind=SeriesEndSubject.KIND)
    vote(house, ending, "no", *people[1:4])
    house.pass_time(days=8)
    assert len([one for one in house.find(Ballot, kind=first.kind) if one.opened_at]) == 2
