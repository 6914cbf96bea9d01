from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import Ballot, BallotClosedError, BallotKind, BallotState, Method
from bot.domain.council.council import Council, CouncilState, CouncilUnclearError
from bot.domain.elections.duties import EndNominations
from bot.domain.elections.election import Race, race_of
from bot.domain.elections.office import Office
from bot.domain.ground.entry import Entry
from bot.domain.ground.errand import Errand, ErrandOverError
from bot.domain.ground.ids import BallotId
from bot.domain.ground.outgoing import Card, Outgoing, OutgoingState
from bot.domain.mandates.mandate import EndReason, Mandate
from bot.domain.roll.member import Member, NotOnRollError
from bot.domain.roll.messages import RollPage, Split
from bot.services.ballots.proposals import propose
from bot.services.ballots.voting import cast_vote
from bot.services.council.council import (
    choose_council,
    council_here,
    council_of_chat,
    ensure_council,
    get_council,
    note_kicked,
    note_rights,
)
from bot.services.council.delivery import mark_drawn
from bot.services.council.errands import ask_which, ask_who, choosing, taking
from bot.services.elections.elections import elect
from bot.services.ground.dialogs import answer_confirm
from bot.services.ground.outbox import reply, tell_council
from bot.services.ground.schedule import deadline, do_due, due_now
from bot.services.removals.leaving import note_gone, note_returned
from bot.services.roll.migration import migrate
from bot.services.roll.roll import join
from handlers.views.ground.errors import words_for
from tests.support.council import GROUP, House, words
from tests.support.offices import seat

T = words("en")
NEW = -1_000_000_000_777
OTHER = -555


@pytest.fixture
def house():
    return House()


def council(house):
    return house.do(get_council, house.council_id)


def put(house, by):
    return house.do(propose, house.council_id, "Buy a barrel", None, by=by)


def ballot_now(house):
    return house.one(Ballot, council_id=house.council_id)


def drawn(house):
    """Every card stands in the group, as after delivery."""
    for number, card in enumerate(house.find(Card, council_id=house.council_id), 100):
        house.do(mark_drawn, house.council_id, card.card_id, card.version, council(house).chat_id, number)


class TestWhichCouncil:
    def test_in_a_group_it_is_the_groups_made_with_its_welcome_card_at_the_first_command(self, house):
        made = house.do(council_here, by=house.person("Anna"), chat_id=OTHER)
        assert made.chat_id == OTHER
        (card,) = house.find(Card, council_id=made.council_id)
        shown = house.show(card)
        (joins,), (proposes, tells) = shown.keyboard
        assert [button.label for button in (joins, proposes, tells)] == ["Join the roll", "Propose", "How it works"]
        assert tells.url.startswith("https://t.me/mandate_bot?start=")
        assert "I need not be administrator" in shown.text

    def test_in_private_it_is_the_only_one_else_the_one_chosen(self, house):
        (anna,) = house.founded("Anna")
        private = anna.telegram_id
        assert house.do(council_here, by=anna, chat_id=private).council_id == house.council_id
        other = house.do(ensure_council, OTHER, "Street")
        house.do(join, other.council_id, by=anna, chat_id=OTHER)
        with pytest.raises(CouncilUnclearError) as unclear:
            house.do(council_here, by=anna, chat_id=private)
        assert unclear.value.fields["council_ids"] == [house.council_id, other.council_id]
        house.do(choose_council, other.council_id, by=anna, chat_id=private)
        assert house.do(council_here, by=anna, chat_id=private).council_id == other.council_id

    def test_who_is_on_no_roll_has_none_in_private(self, house):
        zed = house.person("Zed")
        with pytest.raises(CouncilUnclearError) as unclear:
            house.do(council_here, by=zed, chat_id=zed.telegram_id)
        assert "You are on no roll yet" in words_for(unclear.value, T)
        with pytest.raises(NotOnRollError):
            house.do(choose_council, house.council_id, by=zed)

    def test_an_unclear_command_waits_for_the_choice(self, house):
        (anna,) = house.founded("Anna")
        other = house.do(ensure_council, OTHER, "<Street>")
        unclear = CouncilUnclearError(council_ids=[house.council_id, other.council_id])
        house.do(ask_which, unclear, "{}", by=anna, chat_id=anna.telegram_id)
        (asked,) = house.screens("which_council")
        assert [row[0].label for row in house.show(asked).keyboard] == ["Garden", "<Street>"]
        errand = house.one(Errand)
        with pytest.raises(ErrandOverError):
            house.do(taking(errand.errand_id, 7), by=house.person("Zed"))
        house.do(choosing(house.council_id, errand.errand_id, 7), by=anna, chat_id=anna.telegram_id)
        assert not house.find(Errand)
        with pytest.raises(ErrandOverError) as over:
            house.do(taking(errand.errand_id, 7), by=anna)
        assert "done already" in words_for(over.value, T)

    def test_a_command_nobody_comes_back_to_is_forgotten(self, house):
        house.do(ask_who, "{}")
        house.pass_time(hours=25)
        assert not house.find(Errand)


class TestAbsence:
    def test_ballots_stand_still_and_go_on_longer(self, house):
        anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
        closes_at = put(house, anna).closes_at
        house.pass_time(hours=10)
        house.do(note_kicked, GROUP)
        assert ballot_now(house).state is BallotState.SUSPENDED
        with pytest.raises(BallotClosedError) as refused:
            house.do(cast_vote, house.council_id, ballot_now(house).ballot_id, "yes", by=ben)
        assert "(" not in words_for(refused.value, T)
        house.pass_time(days=10)
        assert ballot_now(house).state is BallotState.SUSPENDED
        house.do(ensure_council, GROUP, "Garden")
        back = ballot_now(house)
        assert back.state is BallotState.OPEN
        assert back.closes_at == closes_at + timedelta(days=10)
        house.do(cast_vote, house.council_id, back.ballot_id, "yes", by=ben)
        house.pass_time(days=2)
        assert ballot_now(house).state is BallotState.OPEN
        house.pass_time(days=1)
        assert ballot_now(house).state is BallotState.CLOSED
        why = [row.data["why"] for row in house.find(Entry, kind="ballot_extended")]
        assert why == ["absence"]

    def test_open_cards_are_posted_anew_and_the_shelf_is_emptied(self, house):
        anna, *_ = house.founded("Anna", "Ben", "Cleo")
        ballot = put(house, anna)
        drawn(house)
        house.do(note_kicked, GROUP)
        house.do(tell_council, house.council_id, Split(3), once="x")
        said = house.one(Outgoing, key="x")
        house.do(lambda uow: uow.change(said, state=OutgoingState.SHELVED))
        house.pass_time(hours=3)
        house.do(council_here, by=anna)
        cards = {card.subject_id: card for card in house.find(Card, council_id=house.council_id)}
        assert cards[ballot.ballot_id].message_id is None
        assert cards[ballot.ballot_id].is_dirty
        assert cards[house.council_id].message_id is not None
        assert house.one(Outgoing, key="x").state is OutgoingState.WAITING
        (told,) = house.screens("returned")
        assert "1 ballot stood still" in house.show(told).text

    def test_told_twice_it_is_one_absence(self, house):
        house.do(note_kicked, GROUP)
        house.do(note_kicked, GROUP)
        house.do(note_kicked, -99)
        house.do(ensure_council, GROUP, "Garden")
        house.do(ensure_council, GROUP, "Garden")
        kinds = [row.kind for row in house.find(Entry)]
        assert (kinds.count("bot_removed"), kinds.count("bot_returned")) == (1, 1)
        assert council(house).state is CouncilState.ACTIVE

    def test_a_close_that_was_due_as_the_bot_was_removed_comes_after_its_return(self, house):
        """What is due is looked up first, then what Telegram still holds is handled, and only then it is done."""
        anna, *_ = house.founded("Anna", "Ben", "Cleo")
        closes_at = put(house, anna).closes_at
        house.pass_time(days=2, hours=23)
        house.now = closes_at
        (due,) = house.read(due_now)
        house.do(note_kicked, GROUP)
        assert not house.do(do_due, due.council_id, due.due_id)
        house.pass_time(days=1)
        house.do(ensure_council, GROUP, "Garden")
        house.pass_time(minutes=1)
        assert ballot_now(house).state is BallotState.CLOSED

    def test_a_ballot_that_opens_meanwhile_waits_too(self, house):
        anna, *_ = house.founded("Anna", "Ben", "Cleo")
        house.do(note_kicked, GROUP)
        ballot = house.do(propose, house.council_id, "Buy", None, by=anna, chat_id=anna.telegram_id)
        assert ballot_now(house).state is BallotState.SUSPENDED
        house.pass_time(days=5)
        house.do(ensure_council, GROUP, "Garden")
        assert ballot_now(house).closes_at == house.now + timedelta(seconds=ballot.duration_s)


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
        house.do(join, younger.council_id, by=zed, chat_id=NEW)
        house.do(join, younger.council_id, by=ben, chat_id=NEW)
        early = house.do(propose, younger.council_id, "Early", None, by=zed, chat_id=NEW)
        house.do(cast_vote, younger.council_id, early.ballot_id, "yes", by=zed, chat_id=NEW)
        house.do(migrate, GROUP, NEW)
        assert [row.chat_id for row in house.find(Council)] == [NEW]
        roll = house.find(Member, council_id=house.council_id)
        assert {row.person_id for row in roll} >= {anna.person_id, ben.person_id, zed.person_id}
        assert len(roll) == 4
        moved = house.one(Ballot)
        assert moved.council_id == house.council_id
        assert house.counts(moved.ballot_id) == {"yes": 1}
        joined = house.do(join, younger.council_id, by=house.person("Late"), chat_id=NEW)
        assert joined.member.council_id == house.council_id
        (entry,) = house.find(Entry, kind="council_merged")
        assert entry.data["last_digest"]
        house.pass_time(days=5)
        assert house.one(Ballot).state is BallotState.CLOSED


class TestHolders:
    def test_a_holder_who_leaves_the_chat_has_a_day_to_come_back(self, house):
        _, ben, _ = house.founded("Anna", "Ben", "Cleo")
        (mandate,) = seat(house, ben)
        house.do(note_gone, GROUP, ben.telegram_id, ben.telegram_id)
        (said,) = house.screens("holder_left")
        assert "Ben left the chat and holds a mandate." in house.show(said).text
        house.pass_time(hours=23)
        house.do(note_returned, GROUP, ben.telegram_id)
        house.pass_time(hours=30)
        held = house.one(Mandate, mandate_id=mandate.mandate_id)
        assert held.is_live
        assert held.left_chat_at is None

    def test_else_it_counts_as_resigned_and_they_stay_on_the_roll(self, house):
        _, ben, _ = house.founded("Anna", "Ben", "Cleo")
        (mandate,) = seat(house, ben)
        house.do(note_gone, GROUP, ben.telegram_id, ben.telegram_id)
        house.pass_time(hours=24)
        assert house.one(Mandate, mandate_id=mandate.mandate_id).end_reason is EndReason.RESIGNED
        assert house.do(council_here, by=ben, chat_id=ben.telegram_id).council_id == house.council_id

    def test_removed_by_an_administrator_they_keep_it(self, house):
        _, ben, _ = house.founded("Anna", "Ben", "Cleo")
        (mandate,) = seat(house, ben)
        house.do(note_gone, GROUP, ben.telegram_id, 77)
        house.pass_time(hours=48)
        assert house.one(Mandate, mandate_id=mandate.mandate_id).is_live


class TestTheGroup:
    def test_a_rename_is_followed_and_recorded(self, house):
        house.do(ensure_council, GROUP, "Garden and yard")
        assert council(house).title == "Garden and yard"
        assert [row.kind for row in house.find(Entry)].count("council_renamed") == 1

    def test_rights_are_kept_and_the_welcome_card_says_what_an_administrator_bot_sees(self, house):
        house.do(note_rights, house.council_id, {"is_administrator": True, "can_pin_messages": True})
        assert council(house).rights["can_pin_messages"]
        assert "As administrator I am sent every message" in house.card(house.council_id).text

    def test_what_could_not_be_written_is_written_once_the_right_is_back(self, house):
        house.do(reply, RollPage(0), council_id=house.council_id, by=house.person("Anna"))
        row = house.screens("roll")[0]
        house.do(lambda uow: uow.change(row, state=OutgoingState.SHELVED))
        house.do(note_rights, house.council_id, {"can_send_messages": True})
        assert house.screens("roll")[0].state is OutgoingState.WAITING

    def test_the_welcome_card_says_who_votes_from_when(self, house):
        assert "The first to press founds the council" in house.card(house.council_id).text
        house.join(*house.people("Anna", "Ben", "Cleo"))
        assert "Whoever joins until" in house.card(house.council_id).text
        house.pass_time(hours=73)
        assert "may vote 1 d later, or at once when 2 members vouch" in house.card(house.council_id).text


class TestMerging:
    def test_an_office_of_the_same_name_is_the_same_office(self, house):
        anna, *_ = house.founded("Anna", "Ben", "Cleo")
        (mandate,) = seat(house, anna)
        office = house.one(Office)
        younger = house.do(ensure_council, NEW, "Garden")
        twin = replace(office, council_id=younger.council_id, office_id="f" * 32)
        other = replace(twin, office_id="e" * 32, name="Cook", key="cook")
        early = Ballot(
            younger.council_id, BallotId("d" * 32), BallotKind.ELECTION, Method.APPROVAL, BallotState.NOMINATING,
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
        house.do(join, younger.council_id, by=zed, chat_id=NEW)
        house.do(migrate, GROUP, NEW)
        assert council(house).is_founding(house.now)
        assert house.one(Member).is_founder
        house.pass_time(hours=73)
        assert [row.kind for row in house.find(Entry, council_id=house.council_id)].count("founding_ended") == 1


def test_nominations_last_longer_by_the_absence(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    house.do(elect, "treasurer", by=anna)
    house.do(answer_confirm, anna.person_id, is_yes=True, by=anna)
    until = house.read(deadline, house.council_id, EndNominations(house.one(Ballot).ballot_id))
    house.pass_time(hours=1)
    house.do(note_kicked, GROUP)
    house.pass_time(days=30)
    assert house.one(Ballot).state is BallotState.NOMINATING
    house.do(ensure_council, GROUP, "Garden")
    assert house.read(deadline, house.council_id, EndNominations(house.one(Ballot).ballot_id)) == until + timedelta(
        days=30
    )
    house.pass_time(hours=46)
    assert race_of(house.one(Ballot)).was_extended is False
