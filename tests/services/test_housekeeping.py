"""What has served its purpose goes, however much of it a busy day left behind."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import BallotState
from bot.domain.ballots.elector import Choice
from bot.domain.ground.due import Due
from bot.domain.ground.duties import EndKey, Housekeeping, LookAfter
from bot.domain.ground.entry import Entry
from bot.domain.ground.ids import NO_COUNCIL, ElectorId
from bot.domain.ground.inbox import Incoming
from bot.domain.ground.installation import StrayKey
from bot.domain.ground.kept import RowNotReadableError
from bot.domain.roll.member import Member, MemberState
from bot.domain.roll.seen import InChat
from bot.services.ballots.anew import look_for_lost_papers, lost_papers
from bot.services.ballots.papers import key_of
from bot.services.ballots.proposals import propose
from bot.services.council.council import ensure_council
from bot.services.ground.housekeeping import plan_housekeeping
from bot.services.ground.inbox import note_heard
from bot.services.ground.schedule import deadline, plan
from bot.services.ground.strays import KEPT_FOR
from bot.services.ground.voices import lay_out
from bot.services.record.doctor import examine
from bot.services.registers import REGISTERS
from bot.services.roll.roll import join
from bot.services.roll.standing import count_place, note_secret_act
from tests.support.council import House
from tests.support.failing import FailingHouse
from tests.support.housekeeping import keep


def handled(house, number):
    """So many updates, done with and blanked."""
    house.do(lambda uow: uow.add_all(Incoming(each, done_on=uow.now.date()) for each in range(number)))


def test_a_busy_day_in_the_inbox_is_gone_within_minutes_of_its_time():
    house = House()
    handled(house, 2500)
    house.pass_time(days=4)
    house.do(plan_housekeeping)
    house.pass_time(hours=1, minutes=2)
    assert not house.find(Incoming)
    again_at = house.read(deadline, NO_COUNCIL, Housekeeping())
    assert again_at is not None
    assert again_at > house.now + timedelta(minutes=50)


def test_what_is_younger_stays_to_recognise_repeated_updates():
    house = House()
    handled(house, 3)
    house.pass_time(days=2)
    keep(house)
    assert len(house.find(Incoming)) == 3


UNKNOWN = ["ballot-of-an-opening-that-was-rolled-back", "voices-of-what-was-rolled-back-1"]


def hold(house):
    """A council of one with an open ballot."""
    (anna,) = house.founded("Anna")
    return house.do(propose, house.council_id, "We buy a barrel", None, by=anna)


def test_keys_that_nothing_knows_go_after_a_while_and_those_of_open_ballots_stay():
    house = House()
    ballot = hold(house)
    for each in UNKNOWN:
        house.sealing.make_key(each)
    keep(house)
    house.now += KEPT_FOR - timedelta(seconds=1)
    keep(house)
    assert house.sealing.key_ids() == sorted([key_of(ballot), *UNKNOWN])
    assert [stray.key_id for stray in house.find(StrayKey)] == UNKNOWN
    house.now += timedelta(seconds=1)
    keep(house)
    assert house.sealing.key_ids() == [key_of(ballot)]
    keep(house)
    assert house.find(StrayKey) == []


def test_a_key_that_is_known_again_is_no_stray_any_more():
    house = House()
    ballot = hold(house)
    house.do(lambda uow: uow.add(StrayKey(key_of(ballot), uow.now - KEPT_FOR)))
    keep(house)
    assert (house.sealing.key_ids(), house.find(StrayKey)) == ([key_of(ballot)], [])


def test_keys_of_what_is_known_to_be_over_go_at_once():
    house = House()
    ballot = hold(house)
    house.pass_time(days=8)
    house.do(lay_out, house.council_id, "of the council", [])
    house.do(lay_out, house.council_id, "of the council", [])
    house.pass_time(minutes=1)
    held = ["tokens-of the council", "voices-of the council-2"]
    assert house.sealing.key_ids() == held
    for each in (key_of(ballot), "voices-of the council-1"):
        house.sealing.make_key(each)
    house.sealing.make_key("voices-of the council-3")
    keep(house)
    assert house.sealing.key_ids() == [*held, "voices-of the council-3"], "the third may be of a newer database"


def test_the_key_of_what_a_backup_has_not_opened_yet_waits_for_who_goes_back():
    house = House()
    ballot = hold(house)
    house.do(lambda uow: uow.change(ballot, state=BallotState.SECONDING))
    keep(house)
    assert house.sealing.key_ids() == [key_of(ballot)]


def test_a_key_whose_end_is_noted_waits_for_the_duty():
    house = House()
    house.sealing.make_key("voices-x-1")
    house.do(lambda uow: plan(uow, house.council_id, EndKey("voices-x-1"), uow.now + KEPT_FOR * 3))
    for _ in range(2):
        keep(house)
        house.now += KEPT_FOR
    assert (house.sealing.key_ids(), house.find(StrayKey)) == (["voices-x-1"], [])


def odd_and_others(house):
    """Three open ballots whose keys are lost; of the second somebody's choice stands in the open, and is damaged."""
    (anna,) = house.founded("Anna")
    ballots = [house.do(propose, house.council_id, f"We buy barrel {each}", None, by=anna) for each in range(3)]
    for ballot in ballots:
        house.sealing.destroy_key(key_of(ballot))
    odd = ballots[1]
    house.do(
        lambda uow: uow.add(Choice(odd.council_id, odd.ballot_id, ElectorId(anna.person_id), ("yes",), 1, uow.now))
    )
    house.write_raw("UPDATE choices SET picks = '{'")
    return ballots


def test_one_ballot_that_cannot_be_mended_holds_up_no_other_and_no_other_look():
    house = FailingHouse()
    odd = odd_and_others(house)[1]
    house.sealing.make_key(UNKNOWN[1])
    house.do(plan_housekeeping)
    house.pass_time(hours=1, minutes=1)
    held = house.sealing.key_ids()
    assert key_of(odd) not in held
    assert len(held) == 3, "of two ballots, and the one that waits for who goes back"
    assert len(house.find(Entry, kind="papers_lost")) == 2
    assert [stray.key_id for stray in house.find(StrayKey)] == [UNKNOWN[1]]
    again_at = house.read(deadline, NO_COUNCIL, Housekeeping())
    assert again_at is not None
    assert again_at > house.now
    house.pass_time(hours=3)
    house.do(note_heard)
    assert [finding.what for finding in house.read(examine) if "mend_papers" in finding.what]
    house.write_raw("DELETE FROM choices")
    house.pass_time(hours=1)
    assert key_of(odd) in house.sealing.key_ids()
    assert len(house.find(Entry, kind="papers_lost")) == 3


def test_a_ballot_whose_key_a_failed_look_made_is_lost_all_the_same():
    house = House()
    ballots = odd_and_others(house)
    with pytest.raises(RowNotReadableError):
        house.do(look_for_lost_papers)
    assert key_of(ballots[0]) in house.sealing.key_ids()
    lost = house.read(lambda reads: list(lost_papers(reads)))
    assert [duty.subject_id for _, duty in lost] == [ballot.ballot_id for ballot in ballots]


def test_a_look_that_fails_is_tried_again_and_holds_up_no_other():
    seen = []

    def fail(_):
        seen.append("failed")
        raise ZeroDivisionError

    looks = {"first": fail, "second": lambda _: seen.append("second")}
    house = FailingHouse(registers=replace(REGISTERS, hourly=looks))
    house.do(plan_housekeeping)
    house.pass_time(hours=1, minutes=16)
    assert seen == ["failed", "second", "failed", "failed", "failed"]
    house.pass_time(hours=1)
    assert seen.count("second") == 2


def test_a_council_in_which_nobody_can_be_woken_holds_up_no_other():
    house = FailingHouse()
    (anna,), (ben,) = house.founded("Anna"), house.people("Ben")
    there = house.do(ensure_council, -77, "There").council_id
    house.do(join, there, InChat.YES, by=ben, chat_id=-77)
    resting = [(there, ben.person_id), (house.council_id, anna.person_id)]
    for council_id, person_id in resting:
        member = house.one(Member, council_id=council_id, person_id=person_id)
        house.do(lambda uow, member=member: rest(uow, member))
        house.do(lambda uow, member=member: note_secret_act(uow, uow.get(Member, member.council_id, member.person_id)))
    house.write_raw(f"UPDATE councils SET charter = '{{' WHERE council_id = '{there}'")
    house.pass_time(hours=13, minutes=1)
    states = {member.council_id: member.state for member in house.find(Member)}
    assert states == {there: MemberState.RESTING, house.council_id: MemberState.ACTIVE}
    assert house.failed == ("wake_voters",)
    house.pass_time(minutes=30)
    assert house.failed.count("wake_voters") == 1, "within minutes it would tell whose slot was rewritten in them"


def test_what_an_older_release_planned_is_done_and_a_look_of_another_is_left_out():
    house = House()
    house.do(plan, NO_COUNCIL, LookAfter("of another release"), house.now)
    handled(house, 3)
    house.do(lambda uow: uow.add(Due(NO_COUNCIL, "d", "housekeeping", "housekeeping", {}, uow.now, uow.now)))
    house.pass_time(days=4)
    assert not house.find(Incoming)


def rest(uow, member):
    count_place(uow, member.council_id, member.state, MemberState.RESTING)
    return uow.change(member, state=MemberState.RESTING)
