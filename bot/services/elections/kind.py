"""An election as a kind of ballot."""

from bot.domain.elections.election import Race
from bot.domain.elections.messages import ElectionPrivate
from bot.services.elections.elections import begin_nominations, offer_again, tell_open
from bot.services.elections.results import close_election
from bot.services.ground.ports import KindOfBallot

ELECTION = KindOfBallot(
    Race,
    begins_with=begin_nominations,
    on_open=tell_open,
    on_unasked=offer_again,
    on_close=close_election,
    shown_whole=ElectionPrivate,
)
