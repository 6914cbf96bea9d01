"""What is open, and the register of decisions."""

from dataclasses import replace
from typing import Any

import pytest

from bot.domain.ballots.ballot import BallotState
from bot.domain.ballots.messages import Decisions
from bot.domain.ballots.subject import ProposalSubject
from bot.domain.ground.kept import to_json
from bot.domain.ground.outgoing import Card
from bot.domain.removals.questions import ConfirmLeave
from bot.domain.roll.member import NotOnRollError
from bot.services.ballots.decisions import point_to_card, show_ballot, show_decisions, show_open, turn_decisions
from bot.services.council.delivery import mark_card_lost, mark_drawn
from bot.services.council.panel import CouncilForeignError, open_panel
from bot.services.removals.leaving import leave
from bot.services.roll.roll import ensure_on_roll
from tests.support.council import GROUP, House
from tests.support.proposals import labels, now, place_card, proposed, shown, vote


def test_open_says_whether_i_have_voted():
    house = House()
    anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
    house.do(show_open, by=anna)
    assert "Nothing is open" in shown(house, "open_ballots").text
    ballot, other = proposed(house, anna, "First"), proposed(house, ben, "Second")
    vote(house, ballot, "yes", ben)
    house.do(show_open, by=ben)
    text = shown(house, "open_ballots").text
    assert text.index("Yours to vote on (1)") < text.index("Second") < text.index("You have not voted yet")
    assert text.index("You have not voted yet") < text.index("Already voted (1)") < text.index("First")
    assert text.index("First") < text.index("✓ You have voted")
    house.do(show_open, by=house.person("Zed"))
    assert "You have no vote in this one." in shown(house, "open_ballots").text
    house.do(show_open, by=ben, chat_id=ben.telegram_id)
    assert labels(shown(house, "open_ballots")) == ["Show 1", "Show 2"]
    assert other.state is BallotState.OPEN


def stands_in(house, ballot, chat_id):
    card = house.one(Card, subject_id=ballot.ballot_id)
    house.do(lambda uow: uow.change(card, chat_id=chat_id))


def test_where_messages_have_no_addresses_an_answer_below_the_card_leads_to_it():
    house = House()
    anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
    first, second = proposed(house, anna, "First"), proposed(house, anna, "Second")
    place_card(house, second, 33)
    stands_in(house, second, -5)
    house.do(show_open, by=ben)
    assert labels(shown(house, "open_ballots")) == ["To card 2"], "the other card is not posted yet"
    stands_in(house, second, GROUP)
    house.do(point_to_card, house.council_id, second.ballot_id, by=ben, pressed_in=40)
    row = house.screens("card_here")[-1]
    assert row.reply_to == 33
    assert "the card of “Second”" in house.show(row).text
    house.do(point_to_card, house.council_id, first.ballot_id, by=ben, pressed_in=40)
    assert house.screens("card_here")[-1].reply_to == 40
    with pytest.raises(CouncilForeignError):
        house.do(point_to_card, house.council_id, second.ballot_id, by=house.person("Zed"), chat_id=5)
    stands_in(house, second, -100200)
    house.do(show_open, by=ben)
    assert not labels(shown(house, "open_ballots"))


def test_open_answers_whoever_asked_and_posts_the_card_anew_when_it_is_old():
    house = House()
    anna = house.person("Anna", is_reachable=False)
    house.join(anna)
    house.founded("Ben", "Cleo")
    ballot = proposed(house, anna)
    message_id = place_card(house, ballot, 3)
    house.do(show_open, by=anna, pressed_in=17)
    assert house.screens("open_ballots")[-1].reply_to == 17
    house.pass_time(hours=25)
    house.do(show_open, by=anna)
    assert not house.screens("card_moved"), "old, but hardly anything was written since"
    for _ in range(20):
        house.do(lambda _: None)
    house.do(show_open, by=anna)
    card = house.one(Card, subject_id=ballot.ballot_id)
    assert (card.message_id, card.is_dirty) == (None, True)
    (moved,) = house.screens("card_moved")
    assert moved.message_id == message_id
    assert house.show(moved).text == "“Buy a barrel” stands further down."
    house.do(lambda uow: uow.change(uow.get(Card, house.council_id, card.card_id), chat_id=-100200, message_id=9))
    assert house.show(moved).text == '<a href="https://t.me/c/200/9">“Buy a barrel” stands further down.</a>'
    assert "posted anew below" in shown(house, "open_ballots").text
    at_home = replace(house.screens("open_ballots")[-1], person_id=anna.person_id)
    assert "posted anew in the group" in house.show(at_home).text


def test_who_is_answered_in_private_makes_the_group_hear_of_no_card_again():
    house = House()
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    message_id = place_card(house, proposed(house, anna), 3)
    house.pass_time(hours=25)
    house.do(show_open, by=anna, pressed_in=message_id + 500)
    assert not house.screens("card_moved")
    house.do(show_open, pressed_in=message_id + 501)
    assert house.screens("card_moved"), "what nobody in particular asks is answered before all"


def test_whoever_asks_for_a_card_has_it_drawn_again_so_that_a_deleted_one_is_found_missing():
    house = House()
    anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
    ballot = proposed(house, anna)
    for ask in (
        lambda: house.do(show_open, by=ben),
        lambda: house.do(show_open, by=ben, chat_id=ben.telegram_id),
        lambda: house.do(show_ballot, house.council_id, ballot.ballot_id, by=ben, chat_id=ben.telegram_id),
    ):
        place_card(house, ballot, 3)
        assert not house.one(Card, subject_id=ballot.ballot_id).is_dirty
        ask()
        assert house.one(Card, subject_id=ballot.ballot_id).is_dirty


def test_the_register_has_pages_and_a_search():
    house = House()
    people = house.founded("Anna", "Ben", "Cleo", "Dan", "Eve")
    house.do(show_decisions, "", by=people[0])
    assert "Nothing has been decided yet" in shown(house, "decisions").text
    for number in range(7):
        ballot = proposed(house, people[0], f"Buy bike {number} #road" if number else "Paint the FENCE")
        vote(house, ballot, "no" if number == 3 else "yes", *people)
        house.pass_time(hours=2)
    house.do(show_decisions, "", by=people[0])
    screen = shown(house, "decisions")
    assert "6 decisions" in screen.text
    assert "No. 6 ·" in screen.text
    assert "Page 1 of 2" in screen.text
    assert labels(screen) == ["More »", "All results"]
    house.do(show_decisions, "fence", by=people[0])
    screen = shown(house, "decisions")
    assert "1 found for “fence”" in screen.text
    assert "Adopted: Yes 5 · No 0 · Abstain 0" in screen.text
    house.do(show_decisions, "#road bike", by=people[0])
    row = house.screens("decisions")[-1]
    house.do(lambda uow: uow.change(row, message_id=900, chat_id=GROUP))
    house.do(lambda uow: turn_decisions(replaced(uow, 900), house.council_id, 1, is_all=True), by=people[0])
    screen = shown(house, "decisions")
    assert "6 found for “#road bike”" in screen.text
    assert "Page 2 of 2" in screen.text
    house.do(show_decisions, "zebra", by=people[0])
    assert "Nothing found for “zebra”" in shown(house, "decisions").text


def replaced(uow, message_id):
    uow.cause = type(uow.cause)(uow.cause.name, GROUP, None, message_id)
    return uow


def test_what_was_not_adopted_is_among_all_results():
    house = House()
    people = house.founded("Anna", "Ben", "Cleo")
    ballot = proposed(house, people[0])
    vote(house, ballot, "no", *people)
    house.pass_time(hours=2)
    house.do(show_decisions, "", by=people[0])
    row = house.screens("decisions")[-1]
    house.do(lambda uow: uow.change(row, params=to_json(Decisions("", 0, is_all=True))))
    assert "Not adopted: Yes 0 · No 3 · Abstain 0" in shown(house, "decisions").text
    assert now(house, ballot).kind == ProposalSubject.KIND


def test_the_register_opens_in_private_for_members_alone():
    house = House()
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    zed = house.person("Zed")
    with pytest.raises(CouncilForeignError):
        house.do(turn_decisions, house.council_id, 0, is_all=True, by=zed, chat_id=zed.telegram_id)
    house.do(turn_decisions, house.council_id, 0, is_all=True, by=anna, chat_id=anna.telegram_id)
    assert len(house.screens("decisions")) == 1


def test_who_left_the_roll_reads_no_more_in_private():
    house = House()
    anna, ben, *_ = house.founded("Anna", "Ben", "Cleo")
    ballot = proposed(house, anna)
    house.do(leave, house.council_id, ConfirmLeave(), by=ben)
    here: dict[str, Any] = {"by": ben, "chat_id": ben.telegram_id}
    said = len(house.screens())
    with pytest.raises(CouncilForeignError):
        house.do(turn_decisions, house.council_id, 0, is_all=True, **here)
    with pytest.raises(CouncilForeignError):
        house.do(show_ballot, house.council_id, ballot.ballot_id, **here)
    with pytest.raises(CouncilForeignError):
        house.do(open_panel, house.council_id, in_place=False, **here)
    with pytest.raises(NotOnRollError):
        house.do(ensure_on_roll, house.council_id, **here)
    assert len(house.screens()) == said


def test_where_no_edit_is_ever_taken_a_card_is_posted_anew_once_in_ten_minutes_and_when_it_is_asked_for():
    house = House()
    anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
    ballot = proposed(house, anna)
    card_id = house.one(Card, subject_id=ballot.ballot_id).card_id

    def posts():
        """The card stands; a vote changes it, and the edit fails: whether it is posted once more."""
        card = house.one(Card, card_id=card_id)
        house.do(mark_drawn, house.council_id, card_id, card.version, GROUP, 50)
        house.do(lambda uow: uow.raise_version(house.council_id, ballot.ballot_id))
        return is_lost()

    def is_lost():
        house.do(mark_card_lost, house.council_id, card_id)
        card = house.one(Card, card_id=card_id)
        return card.is_dirty and card.message_id is None

    assert [posts() for _ in range(4)] == [True, False, False, False]
    house.pass_time(minutes=10)
    assert posts()
    place_card(house, ballot, 50)
    house.do(show_open, by=ben)
    assert is_lost()
