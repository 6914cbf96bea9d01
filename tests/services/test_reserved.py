"""No option says what a button of the bot beside it says: on the card, in private, and on the paper that is ranked."""

import pytest

from bot.domain.ballots.ballot import Ballot
from bot.domain.ballots.drafts import ReservedOptionError
from bot.domain.ground.errors import DomainError
from bot.domain.ground.names import is_reserved
from bot.domain.ground.outgoing import Card, Outgoing
from bot.services.ballots.adding import add_option
from bot.services.ballots.booth import enter_booth
from bot.services.ballots.decisions import show_ballot
from bot.services.ballots.proposals import Sent, propose
from handlers.views.ground.errors import words_for
from tests.support.council import House, words
from tests.support.proposals import labels, proposed

OPTIONS = tuple(f"Option {number}" for number in range(14))
FILES = (("photo", "1"),)


@pytest.fixture
def council():
    house = House()
    return house, house.founded("Anna", "Ben", "Cleo", "Dan")


def beside_choices(house, ballot, people, language):
    """All buttons that stand where options do."""
    rows: list[Card | Outgoing] = [house.one(Card, subject_id=ballot.ballot_id)]
    for person in people:
        place = {"by": person, "chat_id": person.telegram_id}
        house.do(show_ballot, house.council_id, ballot.ballot_id, **place)
        rows.append(house.screens("ballot_private")[-1])
        if ballot.method == "rank":
            house.do(enter_booth, house.council_id, ballot.ballot_id, **place)
            rows.append(house.screens("booth")[-1])
    return {label for row in rows for label in labels(house.show(row, language))}


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("method", ["", "many ", "rank "])
def test_what_stands_beside_options_is_none(council, method, language):
    house, people = council
    text = "\n".join([f"every month: {method}open: What first?", *(f"- {option}" for option in OPTIONS)])
    house.do(propose, house.council_id, text, None, by=people[0], sent=Sent(FILES, is_shown=True))
    ballot = house.find(Ballot)[0]
    seen = beside_choices(house, ballot, people[:2], language)
    assert len(seen) > len(OPTIONS)
    own = [label for label in seen if not any(option in label for option in OPTIONS)]
    assert [label for label in own if not is_reserved(label, is_ranked=method == "rank ")] == []


@pytest.mark.parametrize("option", ["Amend", "withdraw!", "Put stopping to the vote", "Изменить", "W\u0456thdraw"])
def test_what_looks_like_one_of_them_is_refused_also_when_it_is_added(council, option):
    house, (anna, ben, *_) = council
    with pytest.raises(ReservedOptionError):
        proposed(house, anna, f"What?\n- Beans\n- {option}")
    ballot = proposed(house, anna, "open: What?\n- Beans\n- Peas")
    with pytest.raises(ReservedOptionError):
        house.do(add_option, house.council_id, ballot.ballot_id, option, by=ben)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("- Beans\n- Abstain", "The option “Abstain” stands on a button of mine already, or looks like it."),
        ("- Beans\n- BEANS", "The option “BEANS” is there twice: it looks like 1. Beans."),
    ],
)
def test_a_refused_option_is_named_and_what_was_typed_can_be_copied(council, options, said):
    house, (anna, *_) = council
    text = f"2d: What?\n{options}"
    with pytest.raises(DomainError) as refused:
        proposed(house, anna, text)
    assert words_for(refused.value, words("en")) == (
        f"{said} Nothing was stored. Send it again without that option, or with another word for it. You wrote:"
        f"\n\n{text}"
    )
    russian = words_for(refused.value, words("ru"))
    assert "Отправьте ещё раз" in russian
    assert russian.endswith(f"\n\n{text}")


def test_vote_is_an_option_but_where_a_button_of_that_name_opens_the_paper(council):
    house, (anna, ben, *_) = council
    assert proposed(house, anna, "On Sunday?\n- Vote\n- Second\n- Stand").options == ("Vote", "Second", "Stand")
    with pytest.raises(ReservedOptionError):
        proposed(house, anna, "rank: On Sunday?\n- Vote\n- Rest")
    ranked = proposed(house, anna, "rank open: On Sunday?\n- Walk\n- Rest")
    with pytest.raises(ReservedOptionError):
        house.do(add_option, house.council_id, ranked.ballot_id, "Vote", by=ben)
