"""What a member puts to the vote is charged to them, whatever kind of ballot it is."""

from bot.domain.ballots.ballot import Ballot
from bot.services.council.council import get_council
from bot.services.ground.budget import spend_post
from bot.services.ground.ports import Uow


def charge(uow: Uow, ballot: Ballot) -> Ballot:
    """Called before its card. Raises TooManyPostsError or StillWaitingError."""
    spend_post(uow, get_council(uow, ballot.council_id).chat_id)
    return ballot
