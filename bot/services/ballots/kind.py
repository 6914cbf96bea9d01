"""A proposal as a kind of ballot."""

from bot.domain.ballots.subject import ProposalSubject
from bot.services.ballots.amending import follow_opening
from bot.services.ballots.proposals import close_proposal
from bot.services.ground.ports import KindOfBallot

PROPOSAL = KindOfBallot(
    ProposalSubject,
    on_open=follow_opening,
    on_close=close_proposal,
    is_written=True,
    may_be_urgent=True,
)
