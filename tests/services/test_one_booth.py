"""There is one booth for each voter, found again at the close wherever it was opened."""

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.services.ballots.booth import enter_booth, mark_paper, submit_paper
from bot.services.council.delivery import mark_sent
from bot.services.ground.unwritten import unwritten_now
from tests.support.booths import BOOTH


def shown_now(booths, person):
    """What waits to be shown to this person: the message it turns, None for a new one, and the kind."""
    rows = [row for row in booths.read(unwritten_now) if row.chat_id == person.telegram_id]
    return [(row.message_id, row.screen) for row in rows]


def deliver(booths, person, message_id):
    """A new booth goes out and stands in this message."""
    (row,) = [row for row in booths.read(unwritten_now) if row.chat_id == person.telegram_id and not row.message_id]
    booths.do(mark_sent, row.outgoing_id, person.telegram_id, message_id)


def cleared(booths):
    return {(row.chat_id, row.message_id) for row in booths.screens("booth") if row.message_id}


def test_a_booth_that_was_only_looked_into_is_cleared_at_the_close_too(booths, voters):
    anna, ben, *_ = voters
    booths.open("treasurer", voters, ben)
    booths.press(enter_booth, anna)
    deliver(booths, anna, 777)
    booths.pass_time(days=5)
    assert cleared(booths) == {(anna.telegram_id, 777)}


def test_there_is_one_booth_however_often_it_is_entered(booths, voters):
    anna, ben, *_ = voters
    ballot = booths.open("treasurer", voters, ben)
    booths.mark(anna, booths.mark_of(ballot, ben))
    booths.press(enter_booth, anna)
    deliver(booths, anna, 777)
    assert (BOOTH, "ballot_private") in shown_now(booths, anna), "the first shows no paper any more"
    booths.press(submit_paper, anna, is_abstention=False, pressed_in=777)
    assert (777, "booth") in shown_now(booths, anna)
    assert booths.recorded(anna)
    booths.press(mark_paper, anna, booths.mark_of(ballot, ben), pressed_in=BOOTH)
    assert (777, "ballot_private") in shown_now(booths, anna), "a press in an older one takes the booth there"
    booths.pass_time(days=5)
    assert cleared(booths) == {(anna.telegram_id, BOOTH)}


def test_a_booth_that_goes_out_after_the_close_shows_the_result(booths, voters):
    anna, ben, *_ = voters
    booths.open("treasurer", voters, ben)
    booths.press(enter_booth, anna)
    (row,) = [row for row in booths.read(unwritten_now) if row.chat_id == anna.telegram_id]
    ballot = booths.one(Ballot, ballot_id=booths.ballot_id)
    booths.do(lambda uow: uow.change(ballot, state=BallotState.CLOSED))
    booths.do(mark_sent, row.outgoing_id, anna.telegram_id, 777)
    assert shown_now(booths, anna) == [(777, "booth")]


@pytest.mark.parametrize("damage", ["destroyed", "damaged"])
def test_a_booth_whose_paper_cannot_be_opened_goes_out_once(booths, voters, damage):
    anna, ben, *_ = voters
    booths.open("treasurer", voters, ben)
    booths.press(enter_booth, anna)
    if damage == "destroyed":
        booths.sealing.destroy_key(f"ballot-{booths.ballot_id}")
    else:
        booths.write_raw("UPDATE slots SET sealed = zeroblob(length(sealed))")
    deliver(booths, anna, 777)
    assert not shown_now(booths, anna)


def test_a_mark_forged_in_the_group_draws_nothing_there(booths, voters):
    ballot = booths.open("2 delegates", voters, voters[1], voters[2])
    mark = booths.mark_of(ballot, voters[1])
    booths.do(mark_paper, booths.council_id, ballot.ballot_id, mark, by=voters[0])
    assert not booths.read(unwritten_now)
