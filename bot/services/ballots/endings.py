"""How a ballot ends without a decision: withdrawn, lapsed, or void because nothing is left to decide."""

from bot.domain.ballots import entries as ballots_entries
from bot.domain.ballots.ballot import Ballot, BallotState, Outcome
from bot.domain.ballots.booth import IN_BOOTH
from bot.domain.ballots.entries import Lapsed, Withdrawn
from bot.domain.ballots.results import Ended, Figures, WhyEnded
from bot.services.ballots.ballots import open_next
from bot.services.ballots.clearing import end_uncounted, papers_left
from bot.services.ballots.parts import names_of, note_voters
from bot.services.ground.ports import Uow
from bot.services.ground.record import record


def end_undecided(uow: Uow, ballot: Ballot, kind: type[Withdrawn | Lapsed], why: Ended | None = None) -> Ballot:
    """Not decided, and over: an entry of this kind says so; `why` stands in it and on the ballot."""
    papers = papers_left(uow, ballot) if _has_booths(ballot) else []
    over = end_uncounted(uow, ballot, papers, state=BallotState.WITHDRAWN, ended=why)
    record(uow, ballot.council_id, kind(Figures.of(why)), ballot.ballot_id)
    open_next(uow, ballot.council_id)
    return over


def void(uow: Uow, ballot: Ballot, why: WhyEnded) -> Ballot:
    """Closed without a count, as what it was about is gone; the votes decide nothing, but who voted has acted."""
    papers = papers_left(uow, ballot) if ballot.voters or _has_booths(ballot) else []
    ended, voters = Ended(why), [elector for elector, paper in papers if paper.picks is not None]
    over = end_uncounted(uow, ballot, papers, state=BallotState.CLOSED, outcome=Outcome.VOID, ended=ended)
    named = names_of(voters) if voters else None
    said = ballots_entries.BallotClosed(outcome=Outcome.VOID, result=Figures.of(ended), took_part=named)
    record(uow, ballot.council_id, said, ballot.ballot_id)
    note_voters(uow, over, voters)
    open_next(uow, ballot.council_id)
    return over


def _has_booths(ballot: Ballot) -> bool:
    return ballot.opened_at is not None and ballot.method in IN_BOOTH
