from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import (
    AlreadySecondedError,
    Ballot,
    BallotAmendedError,
    BallotClosedError,
    BallotKind,
    BallotState,
    Method,
    NothingToAmendError,
    NotProposerError,
    Outcome,
    OwnSecondError,
    Second,
    TooLateToAmendError,
    TooLateToSwitchError,
    TooLateToWithdrawError,
    TooManyProposalsError,
    ensure_edition,
)
from bot.domain.ballots.messages import Decisions
from bot.domain.council.council import Council
from bot.domain.ground.dialog import Answer, Dialog
from bot.domain.ground.entry import Entry, EntryText
from bot.domain.ground.kept import to_json
from bot.domain.ground.outgoing import Card
from bot.domain.ground.spans import DurationOutOfRangeError
from bot.domain.ground.text import EmptyTextError, TextTooLongError
from bot.domain.roll.member import NotOnRollError
from bot.services.ballots.amending import (
    amend,
    begin_by_command,
    ensure_may_amend,
    ensure_may_withdraw,
    vote_on_whole_text,
    withdraw,
)
from bot.services.ballots.decisions import show_ballot, show_decisions, show_open, turn_decisions
from bot.services.ballots.proposals import Author, begin_proposal, propose
from bot.services.ballots.seconds import second
from bot.services.ballots.voting import cast_vote
from bot.services.charter.charter import change_charter
from bot.services.council.absence import come_back, go_away
from bot.services.council.delivery import mark_drawn
from bot.services.council.panel import CouncilForeignError
from bot.services.ground.dialogs import answer_confirm, answer_dialog
from bot.services.removals.leaving import ask_to_leave
from handlers.callbacks import unpack
from handlers.registers.presses import VERBS
from handlers.views.ground.errors import words_for_code
from tests.support.council import GROUP, House, words

MANY = tuple(f"P{number}" for number in range(25))


def proposed(house, by, text="Buy a barrel", **named):
    return house.do(propose, house.council_id, text, None, by=by, **named)


def vote(house, ballot, choice, *voters):
    for voter in voters:
        house.do(cast_vote, house.council_id, ballot.ballot_id, choice, by=voter)


def now(house, ballot):
    return house.one(Ballot, ballot_id=ballot.ballot_id)


def charter(house, **rules):
    council = house.one(Council, council_id=house.council_id)
    house.do(lambda uow: uow.change(council, charter={**council.charter, **rules}))


def labels(screen):
    return [button.label for row in screen.keyboard for button in row]


def place_card(house, ballot, message_id=77):
    card = house.one(Card, subject_id=ballot.ballot_id)
    house.do(mark_drawn, house.council_id, card.card_id, card.version, GROUP, message_id)
    return message_id


# Forms of /propose ----------------------------------------------------------------------------------------------------


def test_a_duration_in_front_topics_and_the_usual_rule():
    house = House()
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    ballot = proposed(house, anna, "2d: We buy a barrel #garden")
    assert (ballot.duration_s, ballot.topics, ballot.is_urgent) == (2 * 86400, ("garden",), False)
    assert ballot.text == "We buy a barrel #garden"
    assert ballot.closes_at == house.now + timedelta(days=2)


def test_an_urgent_proposal_says_so_and_is_decided_more_strictly():
    house = House()
    people = house.founded("Anna", "Ben", "Cleo", "Dan", "Eve")
    ballot = proposed(house, people[0], "30m: Pizza tonight")
    text = house.card(ballot.ballot_id).text
    assert "Urgent proposal" in text
    assert "It passes if at least 2/3 of Yes and No are Yes and at least 3 of 5 vote." in text
    vote(house, ballot, "yes", *people[:3])
    vote(house, ballot, "no", *people[3:])
    house.pass_time(hours=2)
    assert now(house, ballot).outcome is Outcome.NOT_ADOPTED
    assert "4 of the 5 Yes and No had to be Yes; 3 were." in house.card(ballot.ballot_id).text


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("4m: Too short", DurationOutOfRangeError),
        ("15d: Too long", DurationOutOfRangeError),
        ("x" * 3001, TextTooLongError),
        ("3d:", EmptyTextError),
    ],
)
def test_what_is_out_of_bounds_is_refused_and_nothing_is_stored(text, error):
    house = House()
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    with pytest.raises(error):
        proposed(house, anna, text)
    assert not house.find(Ballot)


def test_alone_it_is_asked_for_and_the_reply_is_the_proposal():
    house = House()
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    house.do(begin_proposal, "", None, None, by=anna)
    (asked,) = house.screens("ask_proposal")
    assert "What do you propose?" in house.show(asked).text
    house.do(lambda uow: uow.change(asked, chat_id=GROUP, message_id=5))
    assert house.do(answer_dialog, Answer("1w: A shed", reply_to=5), is_group=True, by=anna)
    assert house.one(Ballot).text == "A shed"
    assert not house.find(Dialog)


def test_who_wrote_the_text_is_said():
    house = House()
    anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
    ballot = proposed(house, anna, "A shed", author=Author(ben.person_id))
    assert "Proposed by Anna; written by Ben" in house.card(ballot.ballot_id).text
    other = proposed(house, anna, "A fence", author=Author(name="The News"))
    assert "written by The News" in house.card(other.ballot_id).text
    own = proposed(house, anna, "A pond", author=Author(anna.person_id))
    assert "written by" not in house.card(own.ballot_id).text


def test_in_private_it_goes_to_the_persons_council_and_is_confirmed_there():
    house = House()
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    house.do(begin_proposal, "A shed", None, None, by=anna, chat_id=anna.telegram_id)
    (told,) = house.screens("proposed")
    assert told.person_id == anna.person_id
    assert "is open for voting in the group" in house.show(told).text
    assert house.find(Card, subject_id=house.one(Ballot).ballot_id)


def test_options_many_and_rank():
    house = House()
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    for text, method in (("Where?\n- A\n- B", "one"), ("many: What?\n- A\n- B", "many"), ("rank\nX\n- A\n- B", "rank")):
        ballot = proposed(house, anna, text)
        assert (ballot.method, ballot.options) == (Method(method), ("A", "B"))
        card = house.card(ballot.ballot_id)
        if method == "rank":
            (button,) = [button for row in card.keyboard for button in row if button.label == "Vote"]
            assert (button.url or "").startswith("https://t.me/mandate_bot?start=")
        else:
            assert labels(card)[:4] == ["A", "B", "None of these", "Abstain"]
        assert ("Clear my ballot" in labels(card)) is (method == "many")


def test_texts_of_people_are_kept_beside_the_chain():
    house = House()
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    proposed(house, anna, "Where?\n- A\n- B")
    texts = {row.name: (row.text, row.person_id) for row in house.find(EntryText)}
    assert texts == {name: (text, anna.person_id) for name, text in
                     (("text", "Where?"), ("option 1", "A"), ("option 2", "B"))}  # fmt: skip
    assert "Where?" not in str([entry.data for entry in house.find(Entry)])


# Seconds, limits, queue -----------------------------------------------------------------------------------------------


def test_in_a_larger_council_others_must_second_it():
    house = House()
    people = house.founded(*MANY)
    ballot = proposed(house, people[0])
    assert ballot.state is BallotState.SECONDING
    card = house.card(ballot.ballot_id)
    assert "It goes to the vote when 2 others press [Second]; 0 of 2 so far." in card.text
    assert labels(card)[0] == "Second (0 of 2)"
    with pytest.raises(OwnSecondError):
        house.do(second, house.council_id, ballot.ballot_id, by=people[0])
    assert house.do(second, house.council_id, ballot.ballot_id, by=people[1]).got == 1
    with pytest.raises(AlreadySecondedError):
        house.do(second, house.council_id, ballot.ballot_id, by=people[1])
    seconded = house.do(second, house.council_id, ballot.ballot_id, by=people[2])
    assert (seconded.got, seconded.ballot.state, seconded.ballot.electorate) == (2, BallotState.OPEN, 25)
    assert len(house.find(Card, subject_id=ballot.ballot_id)) == 1
    with pytest.raises(BallotClosedError):
        house.do(second, house.council_id, ballot.ballot_id, by=people[3])


def test_unseconded_for_a_week_it_lapses_and_the_council_is_told():
    house = House()
    people = house.founded(*MANY)
    ballot = proposed(house, people[0])
    house.do(second, house.council_id, ballot.ballot_id, by=people[1])
    house.pass_time(days=7)
    assert now(house, ballot).state is BallotState.WITHDRAWN
    (told,) = house.screens("unseconded")
    assert "it got 1 of the 2 seconds" in house.show(told).text
    assert "Lapsed" in house.card(ballot.ballot_id).text


def test_three_proposals_of_one_member_at_a_time():
    house = House()
    anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
    first, *_ = [proposed(house, anna, f"No. {number}") for number in range(3)]
    with pytest.raises(TooManyProposalsError) as refused:
        proposed(house, anna, "No. 4")
    assert refused.value.fields["limit"] == 3
    proposed(house, ben)
    house.do(withdraw, house.council_id, first.ballot_id, by=anna)
    proposed(house, anna, "No. 4")


def test_what_finds_no_room_queues_and_opens_in_order():
    house = House()
    people = house.founded("Anna", "Ben", "Cleo", "Dan", "Eve")
    charter(house, open_cards="3")
    first, *_ = [proposed(house, person) for person in people[:3]]
    fourth, fifth = proposed(house, people[3], "Fourth"), proposed(house, people[4], "Fifth")
    assert (fourth.state, fifth.state) == (BallotState.QUEUED, BallotState.QUEUED)
    told = house.screens("ballot_queued")
    assert "place 1" in house.show(told[0]).text
    assert "place 2" in house.show(told[1]).text
    vote(house, first, "yes", *people)
    house.pass_time(hours=1)
    assert now(house, fourth).state is BallotState.OPEN
    assert now(house, fourth).opened_at == house.now
    assert now(house, fifth).state is BallotState.QUEUED
    assert "place 1" in house.show(told[1]).text
    house.do(withdraw, house.council_id, fourth.ballot_id, by=people[3])
    assert now(house, fifth).state is BallotState.OPEN


def test_a_seconded_proposal_queues_too_and_its_card_says_so():
    house = House()
    people = house.founded(*MANY)
    charter(house, open_cards="3", seconds_medium="1")
    ballots = [proposed(house, person) for person in people[:4]]
    for ballot in ballots:
        house.do(second, house.council_id, ballot.ballot_id, by=people[9])
    assert now(house, ballots[3]).state is BallotState.QUEUED
    assert "waits at place 1" in house.card(ballots[3].ballot_id).text


# Amending, withdrawing ------------------------------------------------------------------------------------------------


def test_amending_clears_votes_and_tells_those_voters():
    house = House()
    anna, ben, cleo, _ = house.founded("Anna", "Ben", "Cleo", "Dan")
    ballot = proposed(house, anna)
    vote(house, ballot, "yes", anna, ben, cleo)
    amended = house.do(amend, house.council_id, ballot.ballot_id, "Buy two barrels", by=anna)
    assert (amended.text, amended.voted, amended.counts, amended.quorum_at) == ("Buy two barrels", 0, {}, None)
    assert not house.papers(ballot.ballot_id)
    (public,) = house.screens("amended")
    assert "The votes of" in house.show(public).text
    assert "Ben" in house.show(public).text
    assert {row.person_id for row in house.screens("vote_cleared")} == {ben.person_id, cleo.person_id}
    assert "It now reads: “Buy two barrels”" in house.show(house.screens("vote_cleared")[0]).text
    vote(house, ballot, "no", ben)
    assert house.counts(ballot.ballot_id) == {"no": 1}


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
    assert labels(house.card(ballot.ballot_id))[-2:] == ["Amend", "Withdraw"]
    vote(house, ballot, "yes", *others[:3])
    with pytest.raises(TooLateToAmendError):
        house.do(amend, house.council_id, ballot.ballot_id, "x", by=anna)
    assert "Amend" not in labels(house.card(ballot.ballot_id))
    other = proposed(house, anna)
    card = house.one(Card, subject_id=other.ballot_id)
    house.pass_time(minutes=10)
    assert house.one(Card, subject_id=other.ballot_id).version > card.version
    assert labels(house.card(other.ballot_id))[-1] == "Withdraw"
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
    assert "Withdraw" in labels(house.card(ballot.ballot_id))
    assert "Amend" not in labels(house.card(ballot.ballot_id))
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


def test_an_amended_proposal_needs_its_seconds_anew():
    house = House()
    people = house.founded(*MANY)
    ballot = proposed(house, people[0])
    house.do(second, house.council_id, ballot.ballot_id, by=people[1])
    house.do(amend, house.council_id, ballot.ballot_id, "Other", by=people[0])
    assert not house.find(Second)
    assert "you seconded was amended" in house.show(house.screens("vote_cleared")[0]).text


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
    assert labels(house.show(pick)) == ["New", "Newer"]
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
    assert "Vote on the whole text" in labels(house.card(ballot.ballot_id))
    whole = house.do(vote_on_whole_text, house.council_id, ballot.ballot_id, by=anna)
    assert (whole.text, whole.method, whole.options) == ("Plan\n- A\n- B", Method.YES_NO, ())
    vote(house, whole, "yes", ben)
    other = proposed(house, anna, "Plan\n- A\n- B")
    vote(house, other, "0", ben)
    with pytest.raises(TooLateToSwitchError):
        house.do(vote_on_whole_text, house.council_id, other.ballot_id, by=anna)


# /open and /decisions -------------------------------------------------------------------------------------------------


def shown(house, name):
    return house.show(house.screens(name)[-1])


def test_open_says_whether_i_have_voted():
    house = House()
    anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
    house.do(show_open, by=anna)
    assert "Nothing is open" in shown(house, "open_ballots").text
    ballot, other = proposed(house, anna, "First"), proposed(house, ben, "Second")
    vote(house, ballot, "yes", ben)
    house.do(show_open, by=ben)
    text = shown(house, "open_ballots").text
    assert "2 open ballots" in text
    assert text.index("✓ You have voted") < text.index("You have not voted yet")
    house.do(show_open, by=house.person("Zed"))
    assert "You have no vote in this one." in shown(house, "open_ballots").text
    house.do(show_open, by=ben, chat_id=ben.telegram_id)
    assert labels(shown(house, "open_ballots")) == ["Show 1", "Show 2"]
    assert other.state is BallotState.OPEN


def test_open_answers_under_the_only_card_and_posts_it_anew_when_it_is_old():
    house = House()
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    ballot = proposed(house, anna)
    message_id = place_card(house, ballot, 3)
    house.do(show_open, by=anna)
    assert house.screens("open_ballots")[-1].reply_to == message_id
    house.pass_time(hours=25)
    house.do(show_open, by=anna)
    card = house.one(Card, subject_id=ballot.ballot_id)
    assert (card.message_id, card.is_dirty) == (None, True)
    (moved,) = house.screens("card_moved")
    assert moved.message_id == message_id
    assert "posted anew" in shown(house, "open_ballots").text


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
    assert now(house, ballot).kind is BallotKind.PROPOSAL


def test_the_register_opens_in_private_for_members_alone():
    house = House()
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    zed = house.person("Zed")
    with pytest.raises(CouncilForeignError):
        house.do(turn_decisions, house.council_id, 0, is_all=True, by=zed, chat_id=zed.telegram_id)
    house.do(turn_decisions, house.council_id, 0, is_all=True, by=anna, chat_id=anna.telegram_id)
    assert len(house.screens("decisions")) == 1


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
