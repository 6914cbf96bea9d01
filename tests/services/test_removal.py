import pytest

from bot.domain.ballots.ballot import Ballot, BallotState, NotInElectorateError, Outcome
from bot.domain.ballots.elector import Elector
from bot.domain.ground.dialog import Answer, Dialog
from bot.domain.ground.text import TextTooLongError
from bot.domain.mandates.mandate import EndReason, Mandate
from bot.domain.removals.removal import (
    NoReplyDueError,
    NotRemovableError,
    OwnRemovalError,
    RemovalInFoundingError,
    RemovalRunsError,
)
from bot.domain.roll.member import (
    Member,
    MemberState,
    NotOnRollError,
    RemovalRunsOnError,
    RemovedError,
    StillWaitingError,
)
from bot.services.ballots.voting import cast_vote
from bot.services.council.muting import fall_silent
from bot.services.ground.answering import answer_dialog
from bot.services.ground.dialogs import answer_confirm
from bot.services.ground.naming import PersonUnknownError, Who
from bot.services.removals.leaving import ask_to_leave
from bot.services.removals.removal import ask_for_reply, ask_to_remove
from handlers.views.ground.errors import words_for
from tests.support.council import House, words
from tests.support.offices import seat

T = words("en")


@pytest.fixture
def house():
    return House()


def named(person, grounds="He sells the tools"):
    return Who(telegram_id=person.telegram_id, rest=grounds)


def ask(house, person, by, grounds="He sells the tools"):
    house.do(ask_to_remove, named(person, grounds), by=by)
    house.do(answer_confirm, by.person_id, is_yes=True, by=by)
    return house.find(Ballot, council_id=house.council_id)[-1]


def now(house, ballot):
    return house.one(Ballot, council_id=house.council_id, ballot_id=ballot.ballot_id)


def state(house, person):
    return house.one(Member, council_id=house.council_id, person_id=person.person_id).state


def vote(house, ballot, **choices):
    for choice, people in choices.items():
        for person in people:
            house.do(cast_vote, house.council_id, ballot.ballot_id, choice, by=person)


def test_nothing_is_stored_before_the_answer_yes(house):
    anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
    house.do(ask_to_remove, named(ben), by=anna)
    assert not house.find(Ballot)
    (asked,) = house.screens("confirm_removal")
    shown = house.show(asked)
    assert "Ben, on the roll since 2 Mar 2026" in shown.text
    assert "They have 1 d to reply" in shown.text
    assert [button.label for button in shown.keyboard[0]] == ["Yes", "No"]
    house.do(answer_confirm, anna.person_id, is_yes=False, by=anna)
    assert not house.find(Ballot)
    assert not house.screens("removal_self")


def test_the_person_replies_and_the_ballot_prints_it(house):
    anna, ben, _, dan = house.founded("Anna", "Ben", "Cleo", "Dan")
    ballot = ask(house, ben, anna)
    assert ballot.state is BallotState.REPLY
    assert "Ben</a> may reply until" in house.card(ballot.ballot_id).text
    (told,) = house.screens("removal_self")
    assert told.person_id == ben.person_id
    assert "Anna asks Garden to remove you" in house.show(told).text
    with pytest.raises(NoReplyDueError) as refused:
        house.do(ask_for_reply, house.council_id, ballot.ballot_id, by=dan)
    assert "Only the person" in words_for(refused.value, T)
    private = ben.telegram_id
    house.do(ask_for_reply, house.council_id, ballot.ballot_id, by=ben, chat_id=private)
    house.do(answer_dialog, Answer("I <i>lent</i> them"), is_group=False, by=ben, chat_id=private)
    assert "Ben replies: I &lt;i&gt;lent&lt;/i&gt; them" in house.card(ballot.ballot_id).text
    house.pass_time(hours=24)
    opened = now(house, ballot)
    assert opened.state is BallotState.OPEN
    shown = house.card(ballot.ballot_id)
    assert "Ben replies: I &lt;i&gt;lent&lt;/i&gt; them" in shown.text
    assert "Yes" in {button.label for row in shown.keyboard for button in row}
    with pytest.raises(NoReplyDueError):
        house.do(ask_for_reply, house.council_id, ballot.ballot_id, by=ben)


def test_the_person_concerned_has_no_vote_in_it(house):
    anna, ben, _, _ = house.founded("Anna", "Ben", "Cleo", "Dan")
    ballot = ask(house, ben, anna)
    house.pass_time(hours=24)
    electors = {row.elector_id for row in house.find(Elector, ballot_id=ballot.ballot_id)}
    assert ben.person_id not in electors
    assert len(electors) == 3
    with pytest.raises(NotInElectorateError) as refused:
        vote(house, ballot, no=[ben])
    assert "about you" in words_for(refused.value, T)


@pytest.mark.parametrize(
    ("yes", "no", "is_removed"),
    [(4, 2, True), (3, 2, False), (2, 1, True), (3, 0, True), (2, 0, False)],
)
def test_two_thirds_and_half_of_the_electorate(house, yes, no, is_removed):
    people = house.founded(*"ABCDEFG")
    ballot = ask(house, people[6], people[0])
    house.pass_time(hours=24)
    vote(house, ballot, yes=people[:yes], no=people[yes : yes + no])
    house.pass_time(days=4)
    closed = now(house, ballot)
    assert closed.electorate == 6
    assert (closed.outcome is Outcome.ADOPTED) is is_removed
    assert state(house, people[6]) is (MemberState.REMOVED if is_removed else MemberState.ACTIVE)
    (told,) = house.screens("removal_closed")
    assert ("removed you" in house.show(told).text) is is_removed


def test_mandates_end_with_a_removal_and_the_way_back_is_shut_for_a_while(house):
    people = house.founded("Anna", "Ben", "Cleo", "Dan")
    (mandate,) = seat(house, people[1])
    ballot = ask(house, people[1], people[0])
    house.pass_time(hours=24)
    vote(house, ballot, yes=[people[0], people[2], people[3]])
    house.pass_time(days=4)
    ended = house.one(Mandate, council_id=house.council_id, mandate_id=mandate.mandate_id)
    assert ended.end_reason is EndReason.REMOVED
    with pytest.raises(RemovedError) as refused:
        house.join(people[1])
    assert "You may join again from" in words_for(refused.value, T)
    house.pass_time(days=31)
    house.join(people[1])
    assert state(house, people[1]) is MemberState.ACTIVE


def test_whom_it_cannot_be_about_and_who_cannot_ask(house):
    anna, ben, cleo = house.founded("Anna", "Ben", "Cleo")
    zed, eve = house.person("Zed"), house.person("Eve")
    house.join(eve)
    ask(house, ben, anna)
    for person, by, error in (
        (anna, anna, OwnRemovalError),
        (zed, anna, NotRemovableError),
        (ben, cleo, RemovalRunsError),
        (cleo, zed, NotOnRollError),
        (cleo, eve, StillWaitingError),
    ):
        with pytest.raises(error) as refused:
            house.do(ask_to_remove, named(person), by=by)
        assert "(" not in words_for(refused.value, T)
    with pytest.raises(PersonUnknownError):
        house.do(ask_to_remove, Who(username="nobody", rest="x"), by=anna)
    with pytest.raises(TextTooLongError):
        house.do(ask_to_remove, named(cleo, "x" * 1501), by=anna)
    assert len(house.find(Ballot)) == 1


def test_not_in_the_founding_window(house):
    anna, ben = house.people("Anna", "Ben")
    house.join(anna, ben)
    with pytest.raises(RemovalInFoundingError) as refused:
        house.do(ask_to_remove, named(ben), by=anna)
    assert "5 Mar 2026, 10:00 UTC" in words_for(refused.value, T)


def test_without_grounds_they_are_asked_for(house):
    anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
    house.do(ask_to_remove, named(ben, ""), by=anna)
    house.do(answer_confirm, anna.person_id, is_yes=True, by=anna)
    assert not house.find(Ballot)
    assert house.one(Dialog).kind == "ask_removal_grounds"
    asked = house.screens("ask_removal_grounds")[0]
    assert house.show(asked).ask_placeholder
    house.do(lambda uow: uow.change(asked, message_id=5, chat_id=uow.cause.chat_id))
    house.do(answer_dialog, Answer("He sells the tools", reply_to=5), is_group=True, by=anna)
    assert house.one(Ballot).text == "He sells the tools"


def leave(house, person):
    house.do(ask_to_leave, by=person)
    house.do(answer_confirm, person.person_id, is_yes=True, by=person)


@pytest.mark.parametrize("hours", [23, 30])
def test_leaving_is_no_way_round_a_removal(house, hours):
    anna, ben, *others = house.founded("Anna", "Ben", "Cleo", "Dan", "Eve")
    ballot = ask(house, ben, anna)
    house.pass_time(hours=hours)
    house.do(ask_to_leave, by=ben)
    assert "leaving does not end it" in house.show(house.screens("confirm_leave")[-1]).text
    house.do(answer_confirm, ben.person_id, is_yes=True, by=ben)
    assert state(house, ben) is MemberState.LEFT
    with pytest.raises(RemovalRunsOnError) as refused:
        house.join(ben)
    assert "once it has decided not to, or from 4 Apr 2026, 11:00 UTC on" in words_for(refused.value, T)
    assert len(words_for(refused.value, T)) <= 200
    house.pass_time(hours=24)
    assert now(house, ballot).state is BallotState.OPEN
    vote(house, ballot, yes=[anna, *others])
    house.pass_time(days=4)
    assert state(house, ben) is MemberState.REMOVED
    with pytest.raises(RemovedError):
        house.join(ben)


def test_who_left_replies_still_and_is_back_once_the_council_decides_not_to(house):
    anna, ben, *others = house.founded("Anna", "Ben", "Cleo", "Dan", "Eve")
    ballot = ask(house, ben, anna)
    leave(house, ben)
    private = ben.telegram_id
    house.do(ask_for_reply, house.council_id, ballot.ballot_id, by=ben, chat_id=private)
    house.do(answer_dialog, Answer("I lent them"), is_group=False, by=ben, chat_id=private)
    house.pass_time(hours=24)
    assert "Ben replies: I lent them" in house.card(ballot.ballot_id).text
    vote(house, ballot, no=[anna, *others])
    house.pass_time(days=4)
    assert state(house, ben) is MemberState.LEFT
    assert "you may join again" in house.show(house.screens("removal_closed")[0]).text
    house.join(ben)
    assert state(house, ben) is MemberState.ACTIVE


def test_one_members_charge_keeps_nobody_out_for_ever(house):
    """Whoever left cannot be charged anew; a ballot that does not end keeps out no longer than if adopted."""
    anna, ben, cleo, *_ = house.founded("Anna", "Ben", "Cleo", "Dan", "Eve")
    ask(house, ben, anna)
    leave(house, ben)
    with pytest.raises(NotRemovableError):
        house.do(ask_to_remove, named(ben), by=cleo)
    house.do(fall_silent, house.council_id)
    house.pass_time(days=29)
    with pytest.raises(RemovalRunsOnError):
        house.join(ben)
    house.pass_time(days=1)
    house.join(ben)
    assert state(house, ben) is MemberState.ACTIVE
