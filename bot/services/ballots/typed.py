"""Somebody writes "yes" under a card: it does not count, and a word says what does."""

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ballots.messages import BallotCard, BallotPrivate, PressToVote
from bot.domain.ballots.typed import is_like_a_vote
from bot.domain.elections.messages import ElectionCard, ElectionPrivate
from bot.domain.ground.dialog import Answer
from bot.domain.ground.ids import CouncilId
from bot.services.ground.outbox import reply
from bot.services.ground.ports import Uow


def take_typed(
    uow: Uow,
    council_id: CouncilId,
    message: BallotCard | BallotPrivate | ElectionCard | ElectionPrivate,
    answer: Answer,
) -> bool:
    """Whether it was meant as a vote; what else people say under a card is their talk."""
    ballot = uow.get(Ballot, council_id, message.ballot_id)
    if ballot is None or ballot.state is not BallotState.OPEN or not is_like_a_vote(ballot, answer.text):
        return False
    reply(uow, PressToVote(ballot.ballot_id), council_id=council_id)
    return True
