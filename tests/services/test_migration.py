"""A group that gets another chat, and two councils that become one."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState, Method
from bot.domain.council.council import Council, CouncilState
from bot.domain.elections.election import Race
from bot.domain.elections.office import Office
from bot.domain.ground.entry import Entry
from bot.domain.ground.ids import BallotId
from bot.domain.ground.outgoing import Card
from bot.domain.mandates.mandate import Mandate
from bot.domain.roll.member import Member
from bot.domain.roll.seen import InChat
from bot.services.ballots.proposals import propose
from bot.services.ballots.voting import cast_vote
from bot.services.council.council import council_here, council_of_chat, ensure_council, note_kicked, note_rights
from bot.services.council.delivery import mark_drawn
from bot.services.roll.migration import may_have_been, migrate
from bot.services.roll.roll import join
from tests.support.council import GROUP, House
from tests.support.offices import seat
from tests.support.roll import council, drawn, put

NEW = -1_000_000_000_777


@pytest.fixture
def house():
    return House()


class TestMigration:
    def test_one_row_changes_and_open_cards_are_posted_in_the_new_chat(self, house):
        anna, *_ = house.founded("Anna", "Ben", "Cleo")
        ballot = put(house, anna)
        drawn(house)
        before = council(house)
        house.do(migrate, GROUP, NEW)
        house.do(migrate, GROUP, NEW)
        assert council(house).chat_id == NEW
        assert council(house).council_id == before.council_id
        cards = house.find(Card, council_id=house.council_id)
        assert {card.message_id for card in cards} == {None}
        assert [card.subject_id for card in cards if card.is_dirty] == [ballot.ballot_id]
        assert [row.kind for row in house.find(Entry)].count("council_migrated") == 1

    def test_a_card_drawn_in_the_old_chat_at_that_moment_is_posted_in_the_new_one_all_the_same(self, house):
        anna, *_ = house.founded("Anna", "Ben", "Cleo")
        ballot = put(house, anna)
        drawn(house)
        before = house.one(Card, subject_id=ballot.ballot_id)
        house.do(migrate, GROUP, NEW)
        house.do(mark_drawn, house.council_id, before.card_id, before.version, GROUP, before.message_id)
        card = house.one(Card, subject_id=ballot.ballot_id)
        assert (card.message_id, card.is_dirty) == (None, True), "a message of the new chat may have that number"

    def test_late_updates_from_the_old_chat_find_the_council(self, house):
        house.do(migrate, GROUP, NEW)
        assert house.do(council_of_chat, GROUP).council_id == house.council_id
        assert house.do(council_here, by=house.person("Anna"), chat_id=GROUP).council_id == house.council_id
        house.do(note_kicked, GROUP)
        assert council(house).state is CouncilState.ACTIVE

    def test_the_old_chat_is_left_before_anything_else_is_heard(self, house):
        house.do(note_kicked, GROUP)
        house.do(migrate, GROUP, NEW)
        assert council(house).state is CouncilState.ACTIVE

    def test_a_council_made_too_early_is_merged_into_the_older(self, house):
        anna, ben, *_ = house.founded("Anna", "Ben", "Cleo")
        house.do(note_rights, house.council_id, {})
        younger = house.do(ensure_council, NEW, "Garden")
        zed = house.person("Zed")
        house.do(join, younger.council_id, InChat.YES, by=zed, chat_id=NEW)
        house.do(join, younger.council_id, InChat.YES, by=ben, chat_id=NEW)
        early = house.do(propose, younger.council_id, "Early", None, by=zed, chat_id=NEW)
        house.do(cast_vote, younger.council_id, early.ballot_id, "yes", by=zed, chat_id=NEW)
        house.do(migrate, GROUP, NEW)
        assert [row.chat_id for row in house.find(Council)] == [NEW]
        roll = house.find(Member, council_id=house.council_id)
        assert {row.person_id for row in roll} >= {anna.person_id, ben.person_id, zed.person_id}
        assert len(roll) == 4
        moved = house.one(Ballot)
        assert moved.council_id == house.council_id
        assert moved.is_practice
        newcomer = house.one(Member, person_id=zed.person_id)
        assert newcomer.may_vote_at == house.now + timedelta(hours=24), "nobody's waiting is shortened"
        assert house.counts(moved.ballot_id) == {"yes": 1}
        joined = house.do(join, younger.council_id, InChat.YES, by=house.person("Late"), chat_id=NEW)
        assert joined.member.council_id == house.council_id
        (entry,) = house.find(Entry, kind="council_merged")
        assert entry.data["last_digest"]
        house.pass_time(days=5)
        assert house.one(Ballot).state is BallotState.CLOSED


class TestMerging:
    def test_an_office_of_the_same_name_is_the_same_office(self, house):
        anna, *_ = house.founded("Anna", "Ben", "Cleo")
        (mandate,) = seat(house, anna)
        office = house.one(Office)
        younger = house.do(ensure_council, NEW, "Garden")
        twin = replace(office, council_id=younger.council_id, office_id="f" * 32)
        other = replace(twin, office_id="e" * 32, name="Cook", key="cook")
        early = Ballot(
            younger.council_id, BallotId("d" * 32), Race.KIND, Method.APPROVAL, BallotState.NOMINATING,
            "Treasurer", house.now, 60, office_id=twin.office_id, subject=Race("Treasurer", "treasurer", (1,), 60),
        )  # fmt: skip
        house.do(lambda uow: [uow.add(row) for row in (twin, other, early)])
        house.do(migrate, GROUP, NEW)
        assert {row.office_id for row in house.find(Office)} == {office.office_id, other.office_id}
        assert house.one(Ballot, ballot_id=early.ballot_id).office_id == office.office_id
        assert house.one(Mandate, mandate_id=mandate.mandate_id).is_live

    def test_founded_in_the_younger_alone_it_is_founded(self, house):
        younger = house.do(ensure_council, NEW, "Garden")
        zed = house.person("Zed")
        house.do(join, younger.council_id, InChat.YES, by=zed, chat_id=NEW)
        house.do(migrate, GROUP, NEW)
        assert council(house).is_founding(house.now)
        assert house.one(Member).is_founder
        house.pass_time(hours=73)
        assert [row.kind for row in house.find(Entry, council_id=house.council_id)].count("founding_ended") == 1


class TestAskedAbout:
    def test_groups_of_that_name_are_asked_about_a_few_and_no_supergroup(self, house):
        assert house.read(may_have_been, NEW, "Garden") == [GROUP]
        assert house.read(may_have_been, NEW, "Street") == []
        assert house.read(may_have_been, NEW, "") == []
        house.do(ensure_council, NEW - 1, "Garden")
        assert house.read(may_have_been, NEW, "Garden") == [GROUP]
        for number in range(5):
            house.do(ensure_council, GROUP - number, "Garden")
        assert len(house.read(may_have_been, NEW, "Garden")) == 3

    def test_where_a_council_was_founded_nobody_is_asked(self, house):
        house.do(ensure_council, NEW, "Garden")
        assert house.read(may_have_been, NEW, "Garden") == [GROUP]
        house.do(lambda uow: uow.change(council_of_chat(uow, NEW), founded_at=uow.now))
        assert house.read(may_have_been, NEW, "Garden") == []
