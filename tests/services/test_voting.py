"""Votes: cast, changed, refused, counted; what is seen of them and what the result says."""

import pytest

from bot.domain.ballots.ballot import (
    BallotClosedError,
    BallotNotFoundError,
    BallotState,
    ChoiceUnknownError,
    NotInElectorateError,
    Outcome,
)
from bot.domain.ballots.papers import Pile, Slot
from bot.domain.council.messages import Privacy
from bot.domain.ground.entry import Entry
from bot.domain.ground.outgoing import Card
from bot.services.ballots.anew import look_for_lost_papers
from bot.services.ballots.decisions import took_part
from bot.services.ballots.voting import cast_vote
from bot.services.ground.outbox import reply
from handlers.views.ballots.voting import recorded
from handlers.views.ground.words import bare
from tests.support.council import House, words
from tests.support.housekeeping import keep
from tests.support.proposals import charter, now, proposed, vote

NAMES = ("Anna", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hana", "Ivo", "Jan", "Kim", "Lea")


def test_the_last_choice_of_each_voter_counts():
    house = House()
    anna, ben, cleo = house.founded("Anna", "Ben", "Cleo")
    ballot = proposed(house, anna)
    for voter, choice in ((anna, "no"), (ben, "yes"), (cleo, "yes"), (anna, "yes"), (anna, "abstain")):
        vote(house, ballot, choice, voter)
    assert house.papers(ballot.ballot_id)[anna.person_id].sequence == 3
    house.pass_time(days=4)
    closed = now(house, ballot)
    assert closed.outcome is Outcome.ADOPTED
    assert closed.result.counts == {"yes": 2, "no": 0, "abstain": 1}
    assert "Yes 2 · No 0 · Abstain 1\n3 of 3 voted" in house.card(ballot.ballot_id).text


def test_pressing_the_same_again_changes_nothing():
    house = House()
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    ballot = proposed(house, anna)
    vote(house, ballot, "yes", anna)
    entries = len(house.find(Entry))
    again = vote(house, ballot, "yes", anna)
    assert (again.picks, again.was_changed, len(house.find(Entry))) == (("yes",), False, entries)


def test_the_answer_says_what_is_recorded_and_for_how_long_it_can_be_changed():
    house = House()
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    ballot = proposed(house, anna)
    house.pass_time(hours=19, minutes=30)
    cast = vote(house, ballot, "yes", anna)
    assert recorded(cast, words("en")) == "Recorded: Yes. You can change it for 2 d 4 h more."


def test_somebody_off_the_roll_is_told_so_and_nothing_is_stored():
    house = House()
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    ballot = proposed(house, anna)
    with pytest.raises(NotInElectorateError) as refused:
        vote(house, ballot, "yes", house.person("Zed"))
    assert refused.value.fields["why"] == "not_on_roll"
    assert not house.papers(ballot.ballot_id)


def test_joining_never_changes_a_running_ballot():
    house = House()
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    ballot = proposed(house, anna)
    late = house.person("Zed")
    house.join(late)
    with pytest.raises(NotInElectorateError) as refused:
        vote(house, ballot, "yes", late)
    assert refused.value.fields["why"] == "waiting"
    house.pass_time(hours=25)
    with pytest.raises(NotInElectorateError) as refused:
        vote(house, ballot, "yes", late)
    assert refused.value.fields["why"] == "joined_later"
    assert now(house, ballot).electorate == 3


def test_closed_foreign_and_forged_presses_are_refused():
    house = House()
    anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
    ballot = proposed(house, anna)
    with pytest.raises(ChoiceUnknownError):
        vote(house, ballot, "maybe", anna)
    with pytest.raises(ChoiceUnknownError):
        vote(house, ballot, "clear", anna)
    with pytest.raises(BallotNotFoundError):
        house.do(cast_vote, house.council_id, "0" * 32, "yes", by=anna)
    house.pass_time(days=4)
    with pytest.raises(BallotClosedError) as refused:
        vote(house, ballot, "yes", ben)
    assert refused.value.fields["state"] == BallotState.CLOSED
    assert now(house, ballot).counts == {}


def test_small_councils_see_numbers_at_the_close_larger_ones_live_and_nobody_sees_names():
    house = House()
    people = house.founded(*NAMES[:9])
    small = proposed(house, people[0])
    vote(house, small, "yes", people[1])
    text = house.card(small.ballot_id).text
    assert "1 of 9 voted" in text
    assert "Yes 1" not in text
    assert "Counts are shown at the close." in house.more(small, people[0]).text
    house.join(*house.people("Jan"))
    house.pass_time(hours=25)
    large = proposed(house, people[0])
    vote(house, large, "yes", *people[1:5])
    assert "Counts are shown in steps of five votes." in house.more(large, people[0]).text
    vote(house, large, "no", people[5])
    text = house.card(large.ballot_id).text
    assert "Counts are shown in steps of five votes." in house.more(large, people[0]).text, (
        "only once five more have voted"
    )
    vote(house, large, "no", *people[1:5])
    assert "Counts are shown in steps of five votes." in house.more(large, people[0]).text
    vote(house, large, "no", people[6])
    text = house.card(large.ballot_id).text
    assert "Yes 4 · No 1 · Abstain 0" in text, "as it was before these five"
    assert "Ben" not in text
    assert "Your choice is secret." in text
    told = house.more(large, people[0]).text
    assert "in steps of five votes; the last five or more are not in them yet" in told
    assert "After the close nothing that is kept here can tell how you voted" in told


def test_a_council_may_vote_by_name():
    house = House()
    people = house.founded("Anna", "Ben", "Cleo")
    charter(house, ballot_visibility="named")
    ballot = proposed(house, people[0])
    vote(house, ballot, "no", people[1])
    text = house.card(ballot.ballot_id).text
    assert "No: Ben" in text
    assert "everybody here sees who chose what" in text
    house.pass_time(days=4)
    assert "No: Ben" in house.card(ballot.ballot_id).text


def test_by_name_two_of_one_name_are_told_apart():
    house = House()
    ben, *annas, cleo = house.founded("Ben", "Anna", "Anna", "Cleo")
    charter(house, ballot_visibility="named")
    ballot = proposed(house, ben)
    vote(house, ballot, "yes", annas[0])
    vote(house, ballot, "no", annas[1], cleo)
    assert "Yes: Anna (1)" in house.card(ballot.ballot_id).text
    assert "No: Anna (2), Cleo" in house.card(ballot.ballot_id).text


def test_the_record_says_at_the_close_who_voted_and_never_what_or_when():
    house = House()
    anna, ben, cleo = house.founded("Anna", "Ben", "Cleo")
    ballot = proposed(house, anna)
    before = len(house.find(Entry))
    vote(house, ballot, "no", cleo, anna)
    assert len(house.find(Entry)) == before
    house.pass_time(days=4)
    (entry,) = house.find(Entry, kind="ballot_closed")
    assert (entry.data["took_part"], entry.data["papers"]) == (sorted([anna.person_id, cleo.person_id]), 2)
    closed = now(house, ballot)
    assert [house.read(took_part, closed, each.person_id) for each in (anna, ben)] == [True, False]


def test_after_the_close_neither_papers_nor_their_key_are_left():
    house = House()
    anna, ben, cleo = house.founded("Anna", "Ben", "Cleo")
    ballot = proposed(house, anna)
    vote(house, ballot, "yes", anna, ben)
    vote(house, ballot, "no", cleo)
    assert (len(house.find(Slot)), len({len(slot.sealed) for slot in house.find(Slot)})) == (3, 1)
    assert house.sealing.key_ids() == [f"ballot-{ballot.ballot_id}"]
    house.pass_time(days=4)
    assert (house.find(Slot), house.sealing.key_ids()) == ([], [])
    pile = house.one(Pile)
    assert (pile.voters, dict(pile.totals)) == (3, {"no": 1, "yes": 2})
    assert house.find(Entry, kind="papers_destroyed", subject_id=ballot.ballot_id)


@pytest.mark.parametrize("when", ["at a vote", "at a start", "within the hour", "at the close"])
def test_a_ballot_whose_key_is_lost_begins_anew_and_says_so(when):
    house = House()
    anna, ben, cleo = house.founded("Anna", "Ben", "Cleo")
    ballot = proposed(house, anna)
    vote(house, ballot, "yes", anna, ben)
    house.pass_time(days=1)
    house.sealing.destroy_key(f"ballot-{ballot.ballot_id}")
    if when == "at a vote":
        vote(house, ballot, "no", cleo)
    elif when == "at a start":
        house.do(look_for_lost_papers)
    elif when == "within the hour":
        keep(house)
    else:
        house.pass_time(days=3)
    anew = now(house, ballot)
    assert (anew.state, anew.voters) == (BallotState.OPEN, 1 if when == "at a vote" else 0)
    assert house.find(Entry, kind="papers_lost", subject_id=ballot.ballot_id)
    (said,) = house.screens("papers_lost")
    assert "vote again" in house.show(said).text
    house.do(reply, Privacy(), by=anna)
    assert (
        "a key was lost under which votes, signals or ratings are sealed here: 1."
        in house.show(house.screens("privacy")[-1]).text
    )
    vote(house, ballot, "yes", anna, ben, cleo)
    house.pass_time(days=4)
    assert now(house, ballot).result.counts == {"yes": 3, "no": 0, "abstain": 0}


def test_what_was_voted_is_opened_by_its_own_electors_slot_alone():
    house = House()
    anna, ben, _ = house.founded("Anna", "Ben", "Cleo")
    ballot = proposed(house, anna)
    vote(house, ballot, "yes", anna)
    slots = {slot.slot: slot.sealed for slot in house.find(Slot)}
    vote(house, ballot, "no", anna)
    changed = [slot.slot for slot in house.find(Slot) if slots[slot.slot] != slot.sealed]
    assert changed == [house.sealing.slot(f"ballot-{ballot.ballot_id}", ballot.ballot_id, anna.person_id)]
    assert ben.person_id not in repr(house.find(Slot))


def test_the_result_prints_roll_resting_and_the_rule():
    house = House()
    people = house.founded("Anna", "Ben", "Cleo", "Dan")
    ballot = proposed(house, people[0])
    vote(house, ballot, "yes", *people[:3])
    house.pass_time(days=4)
    text = house.card(ballot.ballot_id).text
    assert "4 on the roll · 0 resting" in text
    assert "It passes if Yes beats No and at least 3 of 4 vote." in text
    assert not house.card(ballot.ballot_id).keyboard


def test_the_card_becomes_a_picture_of_the_result_and_no_message_follows():
    house = House()
    people = house.founded("Anna", "Ben", "Cleo", "Dan")
    ballot = proposed(house, people[0])
    vote(house, ballot, "yes", *people[:3])
    assert house.drawn(ballot.ballot_id).picture is None
    house.pass_time(days=4)
    assert not [row for row in house.screens() if row.key.startswith("picture:")]
    shown = house.drawn(ballot.ballot_id)
    assert shown.picture is not None
    assert shown.picture.startswith(b"\xff\xd8\xff")
    assert "Adopted" in shown.text


def test_of_a_long_text_the_card_has_the_beginning_and_more_all_of_it():
    house = House()
    people = house.founded(*NAMES)
    text = "ж&" * 1500
    ballot = proposed(house, people[0], text)
    card = bare(house.card(ballot.ballot_id).text)
    assert text[:400] in card
    assert len(card) < 700
    assert text in bare(house.more(ballot, people[1]).text)


def test_names_of_many_voters_are_cut_to_what_a_card_holds():
    house = House()
    people = house.founded(*("W" * 30 + f"{number}" for number in range(40)))
    charter(house, ballot_visibility="named", seconds_medium="0")
    ballot = proposed(house, people[0], "ж&" * 1500)
    for voter in people:
        vote(house, ballot, "yes", voter)
    text = bare(house.card(ballot.ballot_id).text)
    assert 1000 < len(text) < 1500
    assert "W0, WWW" in text
    assert " more" in text


def test_many_votes_and_changes_are_counted_exactly():
    house = House()
    people = house.founded(*(f"P{number}" for number in range(60)))
    charter(house, seconds_medium="0")
    ballot = proposed(house, people[0])
    for index, voter in enumerate(people):
        vote(house, ballot, ("yes", "no", "abstain")[index % 3], voter)
        vote(house, ballot, ("no", "yes", "yes")[index % 3], voter)
    assert (now(house, ballot).voted, house.counts(ballot.ballot_id)) == (60, {"no": 20, "yes": 40})
    assert len(house.papers(ballot.ballot_id)) == 60
    assert house.one(Card, subject_id=ballot.ballot_id).is_dirty


def test_a_void_ballot_says_so():
    house = House()
    people = house.founded("Anna", "Ben", "Cleo")
    ballot = proposed(house, people[0])
    fields = {"state": BallotState.CLOSED, "outcome": Outcome.VOID, "closed_at": house.now}
    house.do(lambda uow: uow.change(ballot, **fields))
    assert "Void" in house.card(ballot.ballot_id).text
