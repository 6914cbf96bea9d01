"""Cards that a tired person reads in five seconds: how long they are on a small phone, and what stands on them."""

from __future__ import annotations

import textwrap

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ballots.messages import HowCounted
from bot.domain.elections.nominee import NomineeBarredError
from bot.domain.mandates.mandate import EndReason
from bot.services.ballots.proposals import propose
from bot.services.elections.nominations import stand
from bot.services.recalls.signalling import press_signal
from bot.services.roll.in_chat import note_chat_size
from handlers.callbacks import by_verb, unpack
from handlers.presses.recalls import VoicePress
from handlers.views.ground.errors import words_for
from handlers.views.ground.screen import Screen
from handlers.views.ground.words import bare
from tests.support.council import House, words
from tests.support.hall import FIVE, Hall
from tests.support.instructions import bind
from tests.support.mandates import end
from tests.support.offices import seat
from tests.support.proposals import charter, labels, proposed, vote
from tests.support.recalls import ballot_of, council_of, reached, to_ballot
from tests.support.reporting import ReportingGarden
from tests.support.ten_cards import CARDS, TWELVE

A_LINE = 34
"""Characters that a line of a message holds at 360 pixels, at the least."""

MOST_LINES = {
    "yes_no": 11, "approval": 9, "run_off": 11, "election": 9, "recall": 16,
    "recall_notice": 6, "instruction": 8, "mandate": 16, "missed": 3, "welcome": 18,
}  # fmt: skip
MOST_ROWS = {"approval": 6, "election": 7, "run_off": 4}
USUAL_ROWS = 2


def lines(screen: Screen) -> int:
    """How many lines the text takes, empty ones among them."""
    return sum(max(1, len(textwrap.wrap(line, A_LINE))) for line in bare(screen.text).split("\n"))


@pytest.mark.parametrize("name", CARDS)
def test_a_card_takes_a_few_lines_and_rows_of_a_small_phone(name: str) -> None:
    card = CARDS[name]()
    assert lines(card) <= MOST_LINES[name], bare(card.text)
    assert len(card.keyboard) <= MOST_ROWS.get(name, USUAL_ROWS), labels(card)


def test_first_the_question_then_the_rule_until_when_and_one_line_on_secrecy() -> None:
    asked, _, rule, voted, secret = bare(CARDS["yes_no"]().text.replace("\nThe money", " The money")).split("\n")
    assert asked.startswith("Ada Berg proposes: We buy a rain barrel")
    assert rule == "Counts if 3 of 12 vote. Until Sun 8 Mar, 11:00 UTC."
    assert (voted, secret) == ("3 of 12 voted", "Your choice is secret.")
    assert "More than half wins; otherwise the top two again." in _one_of("- Roses\n- Beans\n- Peas").text


def _one_of(options: str) -> Screen:
    house = House()
    anna, *_ = house.founded(*FIVE)
    return house.card(proposed(house, anna, f"What?\n{options}").ballot_id)


def test_an_option_that_no_button_holds_stands_in_the_text() -> None:
    assert "Roses" not in _one_of("- Roses\n- Beans").text
    assert f"1. {'W' * 90}" in _one_of(f"- {'W' * 90}\n- Beans").text


def test_more_tells_the_rest_to_whoever_pressed_and_the_proposer_what_they_may_do() -> None:
    house = House()
    anna, ben, *_ = house.founded(*FIVE)
    ballot = house.do(propose, house.council_id, "ж&" * 1500, None, by=anna)
    card, told = house.card(ballot.ballot_id), house.more(ballot, ben)
    assert len(bare(card.text)) < 700
    assert "ж&" * 1500 in bare(told.text)
    for rest in ("Proposed by Anna", "It passes if Yes beats No", "whoever runs this bot could", "can be reminded"):
        assert rest not in card.text
        assert rest in told.text
    assert labels(told) == ["Remind me"]
    assert labels(house.more(ballot, anna)) == ["Remind me", "Amend", "Withdraw"]


@pytest.mark.parametrize(("in_chat", "offers"), [(None, True), (6, False), (7, True)])
def test_a_card_offers_to_join_only_where_somebody_in_the_chat_could(in_chat: int | None, offers: bool) -> None:
    house = House()
    anna, *others = house.founded(*FIVE)
    (mandate,) = seat(house, anna)
    if in_chat is not None:
        house.do(note_chat_size, house.council_id, in_chat)
    ballot = proposed(house, others[0])
    for subject_id in (ballot.ballot_id, mandate.mandate_id):
        assert ("Join the roll" in labels(house.card(subject_id))) is offers


def test_how_it_is_counted_holds_the_method_and_the_seal_of_the_lot() -> None:
    hall = Hall()
    people = hall.founded(*FIVE)
    ballot = hall.elect("treasurer", people[0])
    hall.stand(ballot, *people[:2])
    hall.pass_time(hours=25)
    ballot = hall.newest()
    card, how = hall.card(ballot.ballot_id), hall.aside(HowCounted(ballot.ballot_id), people[0])
    assert "How it is counted" in labels(card)
    assert ballot.lot_commitment is not None
    for told in (ballot.lot_commitment, "if they are more than those for [Reopen nominations]"):
        assert told not in card.text
        assert told in how.text


@pytest.mark.parametrize("size", [2, 3, 4])
def test_counts_stand_in_grammar_however_few_there_are(size: int) -> None:
    """E = 1, 2 and 3 of a recall: the holder is not asked."""
    house, mandate, _, others = council_of(size)
    ballot = to_ballot(house, mandate, others)
    card = bare(house.card(ballot.ballot_id).text)
    needed = min(2, size - 1)
    assert f"Passes if {needed} of {size - 1} {'says' if needed == 1 else 'say'} Yes" in card
    vote(house, ballot, "no", others[0])
    house.pass_time(days=4)
    assert ("1 was needed" in house.card(ballot.ballot_id).text) is (ballot.quorum == 1)


def test_the_recall_card_carries_the_facts_though_nobody_gave_grounds() -> None:
    card = bare(CARDS["recall"]().text)
    assert "Missed 1 report (due 4 Apr)." in card
    assert "2 signals led here, not 3: a report was overdue." in card
    house, mandate, _, others = council_of(12)
    bind(house, mandate, "Show the accounts")
    plain = bare(house.card(to_ballot(house, mandate, others).ballot_id).text)
    assert "1 open instruction." in plain
    assert "3 signals of no confidence led here." in plain
    assert "Grounds" not in plain
    house.pass_time(hours=1)
    bind(house, mandate, "Later than the ballot")
    assert "1 open instruction." in bare(house.card(ballot_of(house).ballot_id).text)


def test_the_notices_around_a_recall_say_it_in_a_sentence() -> None:
    notice, missed = CARDS["recall_notice"](), CARDS["missed"]()
    assert bare(notice.text) == (
        "Enough members lost confidence in Cleo Martin as Delegate (2 needed; a report was overdue). "
        "Cleo Martin can answer until Fri 12:00 UTC. Then we vote."
    )
    assert bare(missed.text) == "Cleo Martin did not report (due 4 Apr). 2 of 11 signals now open a recall."
    assert labels(missed) == ["No confidence", "Confidence", "Mandate"]


def test_who_resigned_facing_recall_is_never_said_to_have_been_recalled() -> None:
    house, mandate, holder, others = council_of(6)
    reached(house, mandate, others)
    end(house, mandate, EndReason.RESIGNED_FACING_RECALL)
    (ballot,) = house.find(Ballot, state=BallotState.NOMINATING)
    with pytest.raises(NomineeBarredError) as refused:
        house.do(stand, house.council_id, ballot.ballot_id, by=holder)
    said = words_for(refused.value, words())
    assert said == "You resigned as Treasurer facing recall, so you may not stand this time."
    card = house.card(ballot.ballot_id).text
    assert "resigned facing recall" in card
    assert "was recalled" not in card


def test_every_card_is_as_short_in_a_council_that_votes_by_name() -> None:
    house = House()
    people = house.founded(*TWELVE)
    charter(house, ballot_visibility="named")
    ballot = proposed(house, people[0])
    vote(house, ballot, "yes", *people[:3])
    card = house.card(ballot.ballot_id)
    assert "Voted by name: everybody here sees who chose what." in card.text
    assert "3 of 12 voted · Yes 3 · No 0 · Abstain 0" in card.text
    assert lines(card) <= 10


def test_a_signal_by_the_notice_is_taken_like_any_other() -> None:
    garden = ReportingGarden()
    garden.at(4, 9, 12, 0)
    (row,) = garden.house.screens("report_missed")
    against = garden.house.show(row).keyboard[0][0].data or ""
    press = unpack(against, by_verb([VoicePress]))
    given = garden.house.do(press_signal, press.council_id, press.mandate_id, press.token, by=garden.others[0])
    assert not given.has_confidence
