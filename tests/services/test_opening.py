"""A ballot that is opening: its papers are laid out, and what is asked or pressed meanwhile is answered truly."""

from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import Ballot, BallotClosedError, BallotState
from bot.domain.ballots.messages import BallotPrivate, Decisions, PaperInBooth
from bot.domain.council.council import Council
from bot.domain.council.messages import Panel
from bot.domain.elections.messages import ElectionOpens
from bot.domain.ground.ids import BallotId, InstructionId
from bot.domain.ground.kept import name_of
from bot.domain.ground.outgoing import Card
from bot.domain.instructions.breach import Demand
from bot.domain.instructions.instruction import Breach, Instruction, InstructionState
from bot.domain.mandates.mandate import EndReason, Mandate
from bot.domain.me.messages import Me
from bot.domain.recalls.recall import Recall, RecallState
from bot.domain.record.messages import WhyBallot
from bot.services.ballots.amending import withdraw
from bot.services.ballots.booth import enter_booth
from bot.services.ballots.decisions import show_ballot, show_open
from bot.services.ballots.ending_series import start_ending
from bot.services.ballots.laying import frozen_at
from bot.services.ballots.proposals import propose
from bot.services.ballots.reminders import allow_reminders
from bot.services.ballots.voting import cast_vote
from bot.services.charter.charter import change_charter
from bot.services.council.absence import come_back, go_away
from bot.services.ground.dialogs import answer_confirm
from bot.services.ground.naming import Who
from bot.services.ground.outbox import reply
from bot.services.instructions.breaches import count_breach, propose_waiver
from bot.services.instructions.instructions import end_by_ballot, instruct
from bot.services.mandates.mandates import end_mandate
from bot.services.registers.kinds import KINDS
from bot.services.removals.removal import ask_to_remove
from handlers.views.ground.errors import words_for
from tests.support.council import words
from tests.support.offices import seat
from tests.support.opening import house_of, in_pages_of_two, options, proposal
from tests.support.recalls import ballot_of, reached

UNTRUE = ("ote until", "0 of 0", "open for voting", "is open now", "in the queue", "is closed", "not take place")


@pytest.fixture(autouse=True)
def _paged(monkeypatch):
    in_pages_of_two(monkeypatch)


def charter(house, people):
    house.do(change_charter, house.council_id, "open_cards", "7", by=people[0])


def election(house, people, office="Treasurer"):
    ballot = house.elect(office, people[0])
    house.stand(ballot, *people[1:4])
    house.pass_time(days=3)


def delegates(house, people):
    election(house, people, "2 delegates")


def recall(house, people):
    (mandate,) = seat(house, people[0])
    reached(house, mandate, people[1:])
    house.pass_time(hours=48)


def removal(house, people):
    house.do(ask_to_remove, Who(telegram_id=people[1].telegram_id, rest="He sells the tools"), by=people[0])
    house.do(answer_confirm, people[0].person_id, is_yes=True, by=people[0])
    house.pass_time(days=1)


def instruction(house, people):
    (mandate,) = seat(house, people[0])
    house.do(instruct, house.council_id, mandate.office_id, "Buy no more tools", by=people[1])


def bound(house, people):
    (mandate,) = seat(house, people[0])
    ids = InstructionId("i" * 32), mandate.office_id, "Buy no more tools", BallotId("b" * 32)
    given = Instruction(mandate.council_id, *ids, house.now)
    house.do(lambda uow: uow.add(given))
    return mandate, given


def instruction_end(house, people):
    _, given = bound(house, people)
    house.do(end_by_ballot, house.council_id, given.instruction_id, InstructionState.WITHDRAWN, by=people[1])


def waiver(house, people):
    mandate, given = bound(house, people)
    house.do(count_breach, mandate, given, Demand(house.find(Ballot)[-1].method, ("yes",)), ("no",), reasons="None")
    breach = house.one(Breach)
    first = house.do(propose_waiver, house.council_id, breach.breach_id, by=people[1])
    again = house.do(propose_waiver, house.council_id, breach.breach_id, by=people[2])
    assert first.ballot_id == again.ballot_id, "one ballot on it at a time, though it is not open yet"


def series_end(house, people):
    first = house.do(propose, house.council_id, "every week: 1d: Buy a barrel", None, by=people[0])
    house.lay_all()
    house.do(start_ending, house.council_id, first.ballot_id, by=people[1])
    house.do(answer_confirm, people[1].person_id, is_yes=True, by=people[1])


CALLED = {
    "proposal": proposal,
    "options": options,
    "charter": charter,
    "election": election,
    "delegates": delegates,
    "recall": recall,
    "removal": removal,
    "instruction": instruction,
    "instruction_end": instruction_end,
    "waiver": waiver,
    "series_end": series_end,
}


def test_every_kind_is_called_here():
    kinds = set()
    for call in CALLED.values():
        house, people = house_of()
        call(house, people)
        kinds.add(house.opening().kind)
    assert kinds == set(KINDS)


@pytest.mark.parametrize("call", CALLED.values(), ids=CALLED)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_whatever_shows_it_says_that_it_is_not_open_yet(call, language):
    house, people = house_of()
    call(house, people)
    ballot, reader = house.opening(), people[5]
    told = {row.outgoing_id for row in house.screens()}
    private = {"by": reader, "chat_id": reader.telegram_id}
    for message in (WhyBallot(ballot.ballot_id), BallotPrivate(ballot.ballot_id), PaperInBooth(ballot.ballot_id)):
        house.do(reply, message, council_id=house.council_id, **private)
    house.do(show_ballot, house.council_id, ballot.ballot_id, **private)
    house.do(show_open, by=reader)
    house.do(show_open, **private)
    cards = house.find(Card, subject_id=ballot.ballot_id)
    # What is left of a card that went down with /open leads there, and says nothing of the vote.
    answers = [row for row in house.screens() if row.outgoing_id not in told and row.screen != "card_moved"]
    shown = [house.show(row, language) for row in (*answers, *cards)]
    assert len(shown) >= 6
    labels = {button.label for screen in shown for row in screen.keyboard for button in row}
    assert not labels & {"Yes", "Vote", "Vote here", "Remind me", "Clear my ballot"}
    for screen in shown:
        assert not any(words in screen.text for words in UNTRUE)
        assert ("in a moment" if language == "en" else "через минуту") in screen.text
    for other in (Panel(), Me(0), Decisions("", 0, is_all=False)):
        house.do(reply, other, council_id=house.council_id, **private)
    for row in house.screens():
        assert house.show(row, language).text


@pytest.mark.parametrize("call", CALLED.values(), ids=CALLED)
def test_it_opens_whole_and_its_time_begins_then(call):
    house, people = house_of()
    call(house, people)
    ballot = house.opening()
    frozen = house.read(frozen_at, ballot)
    house.now += timedelta(minutes=3)
    house.lay_all()
    opened = house.fresh(ballot)
    assert opened.state is BallotState.OPEN
    assert (opened.opened_at, opened.closes_at) == (house.now, house.now + timedelta(seconds=opened.duration_s))
    assert house.read(frozen_at, opened) == frozen < opened.opened_at
    assert opened.electors == 6 - len(opened.without)
    assert "in a moment" not in house.card(ballot.ballot_id).text


def test_the_vote_of_an_election_is_told_when_it_opens():
    house, people = house_of()
    election(house, people)
    opens = name_of(ElectionOpens)
    assert not house.screens(opens)
    house.now += timedelta(minutes=1)
    house.lay_all()
    (told,) = house.screens(opens)
    assert "Vote until" in house.show(told).text


def test_a_run_off_is_told_when_it_opens():
    house, people = house_of()
    options(house, people)
    house.lay_all()
    first = house.find(Ballot)[-1]
    for voter, choice in zip(people, "001122", strict=True):
        house.do(cast_vote, house.council_id, first.ballot_id, choice, by=voter)
    house.pass_time(days=4)
    assert house.opening().run_off_of_id == first.ballot_id
    house.lay_all()
    assert "Nothing won outright" in house.card(house.find(Ballot)[-1].ballot_id).text


def test_a_reply_to_a_recall_is_printed_once_its_ballot_is_open():
    house, people = house_of()
    (mandate,) = seat(house, people[0])
    found = reached(house, mandate, people[1:])
    house.do(lambda uow: uow.change(uow.get(Recall, house.council_id, found.recall_id), reply="I bought seeds"))
    house.pass_time(hours=48)
    assert not house.screens("recall_reply_text")
    house.lay_all()
    assert len(house.screens("recall_reply_text")) == 1


def test_presses_are_refused_kindly_and_count_for_nothing():
    house, people = house_of()
    election(house, people)
    ballot = house.opening()
    for press, more in ((cast_vote, ("0",)), (enter_booth, ()), (allow_reminders, ())):
        with pytest.raises(BallotClosedError) as refused:
            house.do(press, house.council_id, ballot.ballot_id, *more, by=people[5])
        assert "not open yet" in words_for(refused.value, words("en"))


def test_what_is_taken_back_while_it_opens_leaves_no_paper_key_or_page():
    house, people = house_of()
    proposal(house, people)
    ballot = house.opening()
    for _ in range(6):
        house.lay_page()
    house.do(withdraw, house.council_id, ballot.ballot_id, by=people[0])
    assert house.fresh(ballot).state is BallotState.WITHDRAWN
    house.pass_time(seconds=1)
    assert not house.lay_page()
    assert not house.sealing.has_key(f"ballot-{ballot.ballot_id}")
    assert not house.memory.recall(f"slots:{ballot.ballot_id}")


def test_a_recall_whose_mandate_ends_meanwhile_is_void():
    house, people = house_of()
    recall(house, people)
    ballot = ballot_of(house)
    mandate_id = house.one(Recall).mandate_id
    house.do(lambda uow: end_mandate(uow, uow.get(Mandate, house.council_id, mandate_id), EndReason.LEFT))
    assert house.one(Recall).state is RecallState.LAPSED
    assert house.fresh(ballot).state is BallotState.CLOSED
    house.lay_all()
    assert house.fresh(ballot).state is BallotState.CLOSED


def test_while_the_bot_is_away_it_is_laid_out_and_stands_still():
    house, people = house_of()
    proposal(house, people)
    ballot = house.opening()
    house.do(lambda uow: go_away(uow, uow.get(Council, house.council_id)))
    house.lay_all()
    assert house.fresh(ballot).state is BallotState.SUSPENDED
    house.pass_time(days=9)
    house.do(lambda uow: come_back(uow, uow.get(Council, house.council_id)))
    back = house.fresh(ballot)
    assert (back.state, back.closes_at) == (BallotState.OPEN, house.now + timedelta(seconds=back.duration_s))
