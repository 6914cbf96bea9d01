"""Councils and their groups: which one is meant, who holds what in it, what the group tells."""

import pytest

from bot.domain.council.council import CouncilUnclearError
from bot.domain.ground.entry import Entry
from bot.domain.ground.errand import Errand, ErrandOverError
from bot.domain.ground.outgoing import Card, OutgoingState
from bot.domain.mandates.mandate import EndReason, Mandate
from bot.domain.roll.member import NotOnRollError
from bot.domain.roll.messages import RollPage
from bot.domain.roll.seen import InChat
from bot.services.council.council import choose_council, council_here, ensure_council, note_rights
from bot.services.council.errands import ask_which, ask_who, choosing, taking
from bot.services.ground.outbox import reply
from bot.services.removals.leaving import note_gone, note_returned
from bot.services.roll.roll import join
from handlers.views.ground.errors import words_for
from tests.support.council import GROUP, House, words
from tests.support.offices import seat
from tests.support.roll import council

T = words("en")


OTHER = -555


@pytest.fixture
def house():
    return House()


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
        house.do(join, other.council_id, InChat.YES, by=anna, chat_id=OTHER)
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
        assert "may vote a day later, or at once when 2 members vouch" in house.card(house.council_id).text
