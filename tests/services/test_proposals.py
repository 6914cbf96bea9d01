"""Proposals: what stands in front of one, what is refused, who seconds it, how many at once."""

from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import (
    AlreadySecondedError,
    Ballot,
    BallotClosedError,
    BallotState,
    Method,
    Outcome,
    OwnSecondError,
)
from bot.domain.ballots.drafts import OptionsMissingError
from bot.domain.ground.dialog import Answer, Dialog
from bot.domain.ground.entry import Entry, EntryText
from bot.domain.ground.outgoing import Card
from bot.domain.ground.spans import DurationOutOfRangeError
from bot.domain.ground.text import EmptyTextError, TextTooLongError
from bot.services.ballots.amending import withdraw
from bot.services.ballots.proposals import Author, begin_proposal, propose
from bot.services.ballots.seconds import second
from bot.services.ground.answering import answer_dialog
from handlers.callbacks import by_verb, unpack
from handlers.presses.ballots import BoothPress
from handlers.views.ground.errors import words_for
from handlers.views.ground.words import bare
from tests.support.council import GROUP, House, words
from tests.support.proposals import MANY, charter, labels, now, proposed, vote


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
    assert "Urgent! Anna proposes: Pizza tonight" in bare(text)
    assert "Passes if at least 2/3 say Yes. Counts if 3 of 5 vote." in text
    told = house.more(ballot, people[1]).text
    assert "It passes if at least 2/3 of Yes and No are Yes and at least 3 of 5 vote." in told
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
    assert "Anna proposes, in the words of Ben:" in house.card(ballot.ballot_id).text
    assert "Proposed by Anna; written by Ben" in house.more(ballot, ben).text
    other = proposed(house, anna, "A fence", author=Author(name="The News"))
    assert "in the words of The News" in house.card(other.ballot_id).text
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
            assert isinstance(unpack(button.data or "", by_verb([BoothPress])), BoothPress)
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


@pytest.mark.parametrize("front", ["", "on 5 Apr 18:00: "])
def test_what_waits_shows_its_options_to_whoever_may_second_it(front):
    house = House()
    people = house.founded(*MANY)
    ballot = proposed(house, people[0], f"{front}What first?\n- The fence\n- The roof")
    assert ballot.state is BallotState.SECONDING
    text = bare(house.card(ballot.ballot_id).text)
    assert text.startswith(
        "P0 proposes: What first?\n\n1. The fence\n2. The roof\nIt goes to the vote when 2 others press [Second]"
    )


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
    assert "waits at place 1 in the queue: as many ballots are open" in house.card(ballots[3].ballot_id).text
    assert not house.screens("ballot_queued"), "the card says it already"


def test_a_ranking_without_options_shows_how_one_is_written():
    house = House()
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    with pytest.raises(OptionsMissingError) as refused:
        house.do(propose, house.council_id, "rank", None, by=anna)
    said = words_for(refused.value, words("en"))
    example = said.partition("/propose ")[2]
    assert example.startswith("rank: ")
    ballot = house.do(propose, house.council_id, example, None, by=anna)
    assert (ballot.method, ballot.options) == (Method.RANK, ("Roses", "Beans", "Peas"))
