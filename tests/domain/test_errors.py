"""Refusals whose time has passed for good: what was pressed needs no buttons any more."""

import pytest

from bot.domain.ballots.ballot import BallotState
from bot.domain.elections.nominee import NominationsClosedError
from bot.domain.ground.errors import NobodyActsError
from bot.domain.recalls.recall import ReplyOverError
from bot.domain.removals.removal import NoReplyDueError


@pytest.mark.parametrize(
    ("error", "is_over"),
    [
        (NobodyActsError(), False),
        (ReplyOverError(), True),
        (NominationsClosedError(state=BallotState.OPEN, office="clerk"), True),
        (NominationsClosedError(state=BallotState.SECONDING, office="clerk"), False),
        (NoReplyDueError(is_mine=True), True),
        (NoReplyDueError(is_mine=False), False),
    ],
)
def test_what_may_come_about_still_is_not_over(error, is_over):
    assert error.is_over is is_over


def test_a_refusal_that_nobody_put_into_words_still_says_which_rule_refused():
    assert "nominations_closed" in str(NominationsClosedError(state=BallotState.OPEN, office="clerk"))
