"""What is like a vote that somebody typed."""

from datetime import UTC, datetime

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState, Method
from bot.domain.ballots.subject import ProposalSubject
from bot.domain.ballots.typed import is_like_a_vote
from bot.domain.ground.ids import BallotId, CouncilId

BALLOT = Ballot(
    CouncilId("c"),
    BallotId("b"),
    ProposalSubject.KIND,
    Method.ONE,
    BallotState.OPEN,
    "Where to?",
    datetime(2026, 3, 2, tzinfo=UTC),
    86_400,
    options=("Sea", "The hills"),
)


@pytest.mark.parametrize("text", ["yes", " No. ", "ABSTAIN!", "+", "+1", "-", "👍", "за", "sea", "the hills", "1", "2"])
def test_a_choice_alone_is_like_a_vote(text):
    assert is_like_a_vote(BALLOT, text)


@pytest.mark.parametrize("text", ["", "...", "0", "3", "yes but", "no idea", "the sea", "+2"])
def test_talk_is_not(text):
    assert not is_like_a_vote(BALLOT, text)
