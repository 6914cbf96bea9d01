"""A proposal as a kind of ballot, and the end of a series of them."""

from bot.domain.ballots.subject import ProposalSubject, SeriesEndSubject
from bot.services.ballots.amending import follow_opening
from bot.services.ballots.ending_series import close_series_end
from bot.services.ballots.proposals import close_proposal
from bot.services.ground.ports import KindOfBallot

SERIES_END = KindOfBallot(SeriesEndSubject, on_close=close_series_end)
PROPOSAL = KindOfBallot(
    ProposalSubject,
    on_open=follow_opening,
    on_close=close_proposal,
    is_written=True,
    may_be_urgent=True,
)
