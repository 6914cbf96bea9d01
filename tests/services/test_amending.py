"""Amending and withdrawing a proposal: by whom, until when, what becomes of the votes."""

from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import (
    BallotAmendedError,
    BallotClosedError,
    BallotState,
    Method,
    NothingToAmendError,
    NotProposerError,
    TooLateToAmendError,
    TooLateToSwitchError,
    TooLateToWithdrawError,
    ensure_edition,
)
from bot.domain.ballots.subject import ProposalSubject
from bot.domain.council.council import Council
from bot.domain.ground.outgoing import Card
from bot.domain.ground.spans import DurationOutOfRangeError
from bot.domain.roll.member import NotOnRollError
from bot.services.ballots.amending import (
    amend,
    begin_by_command,
    ensure_may_amend,
    ensure_may_withdraw,
    vote_on_whole_text,
    withdraw,
)
from bot.services.ballots.decisions import show_ballot
from bot.services.ballots.proposals import Author, propose
from bot.services.ballots.seconds import second
from bot.services.charter.charter import change_charter
from bot.services.council.absence import come_back, go_away
from bot.services.ground.dialogs import answer_confirm
from bot.services.removals.leaving import ask_to_leave
from handlers.callbacks import unpack
from handlers.registers.presses import VERBS
from handlers.views.ground.errors import words_for_code
from tests.support.council import House, words
from tests.support.proposals import MANY, labels, now, place_card, proposed, shown, vote


def test_amending_clears_votes_and_tells_those_voters():
    house = House()
    anna, ben, cleo, _ = house.founded("Anna", "Ben", "Cleo", "Dan")
    house.do(lambda uow: uow.change(ben, is_reachable=False))
    ballot = proposed(house, anna)
    vote(house, ballot, "yes", anna, ben, cleo)
    amended = house.do(amend, house.council_id, ballot.ballot_id, "Buy two barrels", by=anna)
    assert (amended.text, amended.voted, dict(amended.counts), amended.quorum_at) == ("Buy two barrels", 0, {}, None)
    assert not house.papers(ballot.ballot_id)
    (public,) = house.screens("amended")
    assert "The votes of" in house.show(public).text
    assert "Ben" in house.show(public).text
    told = {row.person_id for row in house.screens("vote_cleared")}
    assert told == {anna.person_id, ben.person_id, cleo.person_id}, "the proposer voted, too"
    assert "It now reads: “Buy two barrels”" in house.show(house.screens("vote_cleared")[0]).text
    vote(house, ballot, "no", ben)
    assert house.counts(ballot.ballot_id) == {"no": 1}


@pytest.mark.parametrize("voters", [0, 1])
def test_where_no_other_had_voted_the_card_alone_says_that_it_was_amended(voters):
    house = House()
    anna, *_ = house.founded("Anna", "Ben", "Cleo", "Dan")
    ballot = proposed(house, anna)
    if voters:
        vote(house, ballot, "yes", anna)
    house.do(amend, house.council_id, ballot.ballot_id, "Buy two barrels", by=anna)
    assert not house.screens("amended")
    assert ("votes from before were cleared" in house.card(ballot.ballot_id).text) == bool(voters)
    assert ("Amended before anybody had voted." in house.card(ballot.ballot_id).text) != bool(voters)
    more = house.more(ballot, anna).text
    assert ("votes given before that were cleared" in more) == bool(voters)


def test_a_second_amendment_without_a_vote_does_not_hide_what_the_first_cleared():
    house = House()
    anna, ben, *_ = house.founded("Anna", "Ben", "Cleo", "Dan")
    ballot = proposed(house, anna)
    vote(house, ballot, "yes", ben)
    for text in ("Buy two barrels", "Buy three barrels"):
        house.do(amend, house.council_id, ballot.ballot_id, text, by=anna)
    assert "votes from before were cleared" in house.card(ballot.ballot_id).text
    assert len(house.screens("amended")) == 1


def test_who_had_voted_is_named_to_the_group_only_if_no_private_message_reaches_them():
    house = House()
    anna, ben, cleo, _ = house.founded("Anna", "Ben", "Cleo", "Dan")
    house.do(lambda uow: uow.change(cleo, is_reachable=False))
    ballot = proposed(house, anna)
    vote(house, ballot, "yes", ben, cleo)
    house.do(amend, house.council_id, ballot.ballot_id, "Buy two barrels", by=anna)
    (public,) = house.screens("amended")
    assert "Cleo" in house.show(public).text
    assert "Ben" not in house.show(public).text
    assert "told in private" in house.show(public).text
    assert {row.person_id for row in house.screens("vote_cleared")} == {ben.person_id, cleo.person_id}


def test_a_button_of_the_old_text_is_no_vote_on_the_new_one():
    house = House()
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    ballot = proposed(house, anna)

    def press():
        row = house.card(ballot.ballot_id).keyboard[0]
        return unpack(row[0].data or "", VERBS).edition

    old = press()
    house.do(amend, house.council_id, ballot.ballot_id, "Sell the barrel", by=anna)
    with pytest.raises(BallotAmendedError):
        ensure_edition(now(house, ballot), old)
    ensure_edition(now(house, ballot), press())
    for is_paper in (False, True):
        assert "amended" in words_for_code("ballot_amended", {"is_paper": is_paper}, words("en"))
    house.pass_time(days=4)
    ensure_edition(now(house, ballot), old)  # closed: the refusal says that instead


def test_a_second_of_the_old_text_is_none_of_the_new_one():
    house = House()
    anna, *_ = house.founded(*(f"Member {number}" for number in range(21)))
    ballot = proposed(house, anna)
    assert ballot.state is BallotState.SECONDING
    old = unpack(house.card(ballot.ballot_id).keyboard[0][0].data or "", VERBS).edition
    house.do(amend, house.council_id, ballot.ballot_id, "Sell the barrel", by=anna)
    with pytest.raises(BallotAmendedError):
        ensure_edition(now(house, ballot), old)


def test_amending_ends_with_the_third_vote_of_others_or_ten_minutes():
    house = House()
    anna, *others = house.founded("Anna", "Ben", "Cleo", "Dan", "Eve")
    ballot = proposed(house, anna)
    assert labels(house.card(ballot.ballot_id)) == ["Yes", "No", "Abstain", "Join the roll", "More"]
    assert labels(house.more(ballot, anna))[-2:] == ["Amend", "Withdraw"]
    assert not {"Amend", "Withdraw"} & set(labels(house.more(ballot, others[0])))
    vote(house, ballot, "yes", *others[:3])
    with pytest.raises(TooLateToAmendError):
        house.do(amend, house.council_id, ballot.ballot_id, "x", by=anna)
    assert "Amend" not in labels(house.more(ballot, anna))
    other = proposed(house, anna)
    card = house.one(Card, subject_id=other.ballot_id)
    house.pass_time(minutes=10)
    assert house.one(Card, subject_id=other.ballot_id).version > card.version
    assert labels(house.more(other, anna))[-1] == "Withdraw"
    with pytest.raises(TooLateToAmendError):
        house.do(amend, house.council_id, other.ballot_id, "x", by=anna)


def test_only_the_proposer_amends_withdraws_and_switches():
    house = House()
    anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
    ballot = proposed(house, anna, "Where?\n- A\n- B")
    for act in (withdraw, vote_on_whole_text):
        with pytest.raises(NotProposerError):
            house.do(act, house.council_id, ballot.ballot_id, by=ben)
    with pytest.raises(NotProposerError):
        house.do(amend, house.council_id, ballot.ballot_id, "x", by=ben)


def test_a_refused_duration_names_the_range_of_the_charter():
    house = House()
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    for text in ("0d: Paint", "1000d: Paint"):
        with pytest.raises(DurationOutOfRangeError) as refused:
            proposed(house, anna, text)
        assert (refused.value.fields["lowest"], refused.value.fields["highest"]) == ("5m", "14d")


def test_a_ballot_that_stands_still_is_neither_amended_nor_withdrawn():
    house = House()
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    ballot = proposed(house, anna)
    vote(house, ballot, "yes", anna)
    house.do(lambda uow: go_away(uow, uow.get(Council, house.council_id)))
    for act, *text in ((amend, "Buy two"), (withdraw,)):
        with pytest.raises(BallotClosedError):
            house.do(act, house.council_id, ballot.ballot_id, *text, by=anna)
    house.do(lambda uow: come_back(uow, uow.get(Council, house.council_id)))
    assert now(house, ballot).voted == len(house.papers(ballot.ballot_id)) == 1
    house.do(withdraw, house.council_id, ballot.ballot_id, by=anna)
    assert "<b>Withdrawn</b>" in house.card(ballot.ballot_id).text


def test_a_change_of_the_charter_is_withdrawn_by_its_proposer_until_another_votes():
    house = House()
    anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
    ballot = house.do(change_charter, house.council_id, "term", "3", by=anna)
    assert ballot is not None
    assert "Withdraw" in labels(house.more(ballot, anna))
    assert "Amend" not in labels(house.more(ballot, anna))
    vote(house, ballot, "yes", anna)
    house.do(begin_by_command, "withdraw", "", None, by=anna)
    question = shown(house, "confirm_withdraw")
    assert "Term" in question.text or "term" in question.text
    with pytest.raises(NotProposerError):
        house.do(withdraw, house.council_id, ballot.ballot_id, by=ben)
    house.do(answer_confirm, anna.person_id, is_yes=True, by=anna)
    assert now(house, ballot).state is BallotState.WITHDRAWN
    again = house.do(change_charter, house.council_id, "term", "3", by=anna)
    assert again is not None
    vote(house, again, "no", ben)
    with pytest.raises(TooLateToWithdrawError):
        house.do(withdraw, house.council_id, again.ballot_id, by=anna)


def test_an_amended_duration_begins_now_and_may_make_it_urgent():
    house = House()
    anna, *_ = house.founded("Anna", "Ben", "Cleo", "Dan")
    ballot = proposed(house, anna)
    house.pass_time(minutes=5)
    amended = house.do(amend, house.council_id, ballot.ballot_id, "1h: Now", by=anna)
    assert (amended.is_urgent, amended.closes_at, amended.quorum) == (True, house.now + timedelta(hours=1), 3)
    house.pass_time(hours=1)
    assert now(house, ballot).state is BallotState.CLOSED


def test_a_text_that_somebody_else_wrote_stays_theirs_when_it_is_put_anew():
    house = House()
    people = house.founded(*MANY)
    author = Author(people[9].person_id)
    ballot = house.do(propose, house.council_id, "Plant a tree", None, author=author, by=people[0])
    for person in people[1:3]:
        house.do(second, house.council_id, ballot.ballot_id, by=person)
    anew = house.do(amend, house.council_id, ballot.ballot_id, "Plant two", by=people[0])
    assert anew.about(ProposalSubject).author_id == people[9].person_id


def test_the_command_means_the_card_it_replies_to_or_the_only_one():
    house = House()
    anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
    with pytest.raises(NothingToAmendError):
        house.do(begin_by_command, "amend", "New", None, by=anna)
    ballot = proposed(house, anna)
    house.do(begin_by_command, "amend", "New", None, by=anna)
    assert now(house, ballot).text == "New"
    other = proposed(house, anna, "Other")
    message_id = place_card(house, other)
    house.do(begin_by_command, "amend", "Newer", message_id, by=anna)
    assert now(house, other).text == "Newer"
    house.do(begin_by_command, "withdraw", "", None, by=anna)
    (pick,) = house.screens("own_proposals")
    assert labels(house.show(pick)) == ["Open: New", "Open: Newer"]
    with pytest.raises(NotProposerError):
        house.do(begin_by_command, "withdraw", "", message_id, by=ben)


def test_in_private_only_the_proposer_is_offered_to_amend_and_withdraw():
    house = House()
    anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
    ballot = proposed(house, anna)
    for person, is_offered in ((anna, True), (ben, False)):
        house.do(show_ballot, house.council_id, ballot.ballot_id, by=person, chat_id=person.telegram_id)
        offered = labels(shown(house, "ballot_private"))
        assert {"Amend", "Withdraw"} <= set(offered) if is_offered else not {"Amend", "Withdraw"} & set(offered)


def test_withdrawing_asks_first():
    house = House()
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    ballot = proposed(house, anna)
    house.do(begin_by_command, "withdraw", "", None, by=anna)
    assert now(house, ballot).state is BallotState.OPEN
    assert "Withdraw your proposal “Buy a barrel”?" in house.show(house.screens("confirm_withdraw")[0]).text
    house.do(answer_confirm, anna.person_id, is_yes=True, by=anna)
    assert now(house, ballot).state is BallotState.WITHDRAWN
    card = house.card(ballot.ballot_id)
    assert "Withdrawn" in card.text
    assert not card.keyboard
    house.pass_time(days=4)
    assert now(house, ballot).state is BallotState.WITHDRAWN


def test_once_another_has_voted_it_stays():
    house = House()
    anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
    ballot = proposed(house, anna)
    vote(house, ballot, "yes", anna, ben)
    with pytest.raises(TooLateToWithdrawError):
        house.do(withdraw, house.council_id, ballot.ballot_id, by=anna)


def test_options_become_one_text_until_the_first_vote():
    house = House()
    anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
    ballot = proposed(house, anna, "Plan\n- A\n- B")
    assert "Vote on the whole text" in labels(house.more(ballot, anna))
    whole = house.do(vote_on_whole_text, house.council_id, ballot.ballot_id, by=anna)
    assert (whole.text, whole.method, whole.options) == ("Plan\n- A\n- B", Method.YES_NO, ())
    vote(house, whole, "yes", ben)
    other = proposed(house, anna, "Plan\n- A\n- B")
    vote(house, other, "0", ben)
    with pytest.raises(TooLateToSwitchError):
        house.do(vote_on_whole_text, house.council_id, other.ballot_id, by=anna)


def test_who_has_left_the_roll_amends_and_withdraws_nothing_any_more():
    house = House()
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    ballot = proposed(house, anna)
    house.do(ask_to_leave, by=anna)
    house.do(answer_confirm, anna.person_id, is_yes=True, by=anna)
    for act in (ensure_may_amend, ensure_may_withdraw, vote_on_whole_text):
        with pytest.raises(NotOnRollError):
            house.do(act, house.council_id, ballot.ballot_id, by=anna)


def test_an_amended_text_keeps_its_time_though_the_charter_has_another_range_by_now():
    house = House()
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    ballot = proposed(house, anna, "10d: Buy a barrel")
    house.do(lambda uow: uow.change(uow.get(Council, house.council_id), charter={"ballot_longest": "7d"}))
    amended = house.do(amend, house.council_id, ballot.ballot_id, "Buy two barrels", by=anna)
    assert amended.closes_at == house.now + timedelta(days=10)
    with pytest.raises(DurationOutOfRangeError):
        house.do(amend, house.council_id, ballot.ballot_id, "10d: Buy three barrels", by=anna)
