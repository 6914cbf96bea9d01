"""What a ballot tells by itself is said: before one votes, where few may; in the end, where all chose one thing."""

from __future__ import annotations

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ground.outgoing import Outgoing
from bot.domain.ground.person import Person
from bot.services.ballots.amending import withdraw
from bot.services.ballots.booth import enter_booth, mark_paper, open_paper_here, submit_paper
from bot.services.ballots.proposals import propose
from tests.support.hall import Hall

FEW = "So few may vote here that the result may tell by itself."
ALIKE = "All who voted chose the same"
TEXTS = {
    "yes/no": "14d: Buy a barrel",
    "one": "14d: Which colour?\n- Red\n- Green\n- Blue",
    "many": "14d: many: What first?\n- Bench\n- Tree\n- Path",
    "rank": "14d: rank: In which order?\n- Oak\n- Elm\n- Ash",
    "approval": "treasurer",
    "stv": "2 delegates",
}
BOOTHS = ("rank", "approval", "stv")


def opened(hall: Hall, kind: str, people: list[Person]) -> Ballot:
    if kind in {"approval", "stv"}:
        ballot = hall.elect(TEXTS[kind], people[0])
        hall.stand(ballot, *people[:3])
        hall.pass_time(hours=25)
        return hall.fresh(ballot)
    ballot = hall.do(propose, hall.council_id, TEXTS[kind], None, by=people[0])
    return hall.fresh(ballot)


@pytest.mark.parametrize("kind", TEXTS)
def test_a_ballot_of_fewer_than_five_says_so_before_one_votes(kind):
    hall = Hall()
    four = hall.founded("Anna", "Ben", "Cleo", "Dan")
    ballot = opened(hall, kind, four)
    assert (ballot.state, ballot.electors) == (BallotState.OPEN, 4)
    assert FEW in hall.card(ballot.ballot_id).text
    if kind in BOOTHS:
        hall.do(enter_booth, hall.council_id, ballot.ballot_id, by=four[1], chat_id=four[1].telegram_id)
        assert FEW in hall.show(hall.screens("booth")[-1]).text
        hall.do(open_paper_here, hall.council_id, ballot.ballot_id, by=four[1])
        assert FEW in hall.show(hall.screens("paper_here")[-1]).text


@pytest.mark.parametrize("kind", TEXTS)
def test_one_of_five_does_not(kind):
    hall = Hall()
    ballot = opened(hall, kind, hall.founded("Anna", "Ben", "Cleo", "Dan", "Eve"))
    if ballot.state is BallotState.OPEN:
        assert FEW not in hall.card(ballot.ballot_id).text


@pytest.mark.parametrize("kind", TEXTS)
@pytest.mark.parametrize("is_alike", [True, False])
def test_where_all_chose_the_same_the_result_says_so(kind, is_alike):
    hall = Hall()
    four = hall.founded("Anna", "Ben", "Cleo", "Dan")
    ballot = opened(hall, kind, four)
    first, second, *_ = ballot.choices
    picks = (first, second) if kind in {"many", "rank", "approval", "stv"} else (first,)
    for voter in four[:2]:
        hall.vote(ballot, voter, *picks)
    hall.vote(ballot, four[2], *(picks if is_alike else (second,)))
    hall.pass_time(days=15)
    assert hall.fresh(ballot).state is BallotState.CLOSED
    assert (ALIKE in hall.card(ballot.ballot_id).text) is is_alike


def test_where_nobody_voted_nothing_tells():
    hall = Hall()
    ballot = opened(hall, "yes/no", hall.founded("Anna", "Ben", "Cleo"))
    hall.pass_time(days=15)
    assert ALIKE not in hall.card(ballot.ballot_id).text


def shown_again(hall: Hall, person: Person) -> list[str]:
    rows = [row for row in hall.find(Outgoing, screen="booth") if row.person_id == person.person_id and row.message_id]
    return [hall.show(row).text for row in rows]


@pytest.mark.parametrize("is_submitted", [True, False])
@pytest.mark.parametrize("is_withdrawn", [True, False])
def test_every_booth_in_which_somebody_marked_is_cleared_when_the_vote_ends(is_submitted, is_withdrawn):
    hall = Hall()
    anna, *_ = four = hall.founded("Anna", "Ben", "Cleo", "Dan")
    ballot = opened(hall, "rank", four)
    hall.do(mark_paper, hall.council_id, ballot.ballot_id, f"+{ballot.choices[1]}", by=anna, chat_id=anna.telegram_id)
    if is_submitted:
        hall.do(submit_paper, hall.council_id, ballot.ballot_id, is_abstention=False, by=anna, chat_id=anna.telegram_id)
    hall.do(lambda uow: [uow.remove(row) for row in uow.find(Outgoing, screen="booth")])
    assert shown_again(hall, anna) == []
    if is_withdrawn:
        hall.do(withdraw, hall.council_id, ballot.ballot_id, by=anna)
    else:
        hall.pass_time(days=15)
    (told,) = shown_again(hall, anna)
    assert "This vote is closed" in told
    assert "Elm" not in told
