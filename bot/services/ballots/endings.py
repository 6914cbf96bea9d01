"""How a ballot ends without a decision: withdrawn, lapsed, or void because nothing is left to decide."""

from bot.domain.ballots import entries as ballots_entries
from bot.domain.ballots.ballot import Ballot, BallotState, Outcome
from bot.domain.ballots.booth import IN_BOOTH
from bot.domain.ballots.duties import ClearPapers, CloseBallot, EndAmending, EndSeconding, LayOut, OpenAhead
from bot.domain.ballots.entries import Lapsed, Withdrawn
from bot.domain.ballots.results import Ended, WhyEnded
from bot.domain.ground.kept import to_json
from bot.services.ballots.ballots import open_next
from bot.services.ballots.clearing import clear_booths, papers_left
from bot.services.ballots.papers import dispose
from bot.services.ground.ports import Uow
from bot.services.ground.record import record
from bot.services.ground.schedule import call_off


def end_undecided(uow: Uow, ballot: Ballot, kind: type[Withdrawn | Lapsed], why: Ended | None = None) -> Ballot:
    """Not decided, and over: an entry of this kind says so; `why` stands in it and on the ballot."""
    over = _end(uow, ballot, state=BallotState.WITHDRAWN, ended=why)
    record(uow, ballot.council_id, kind(to_json(why) or {}), ballot.ballot_id)
    open_next(uow, ballot.council_id)
    return over


def void(uow: Uow, ballot: Ballot, why: WhyEnded) -> Ballot:
    """Closed without a count, as what it was about is gone; the votes decide nothing."""
    ended = Ended(why)
    over = _end(uow, ballot, state=BallotState.CLOSED, outcome=Outcome.VOID, ended=ended)
    said = ballots_entries.BallotClosed(outcome=Outcome.VOID, result=to_json(ended))
    record(uow, ballot.council_id, said, ballot.ballot_id)
    open_next(uow, ballot.council_id)
    return over


def _end(uow: Uow, ballot: Ballot, **changes: object) -> Ballot:
    ended = uow.change(ballot, closed_at=uow.now, **changes)
    ballot_id = ballot.ballot_id
    for duty in (ClearPapers, LayOut, CloseBallot, OpenAhead, EndSeconding, EndAmending):
        call_off(uow, ballot.council_id, duty(ballot_id))
    has_booths = ballot.opened_at is not None and ballot.method in IN_BOOTH
    clear_booths(uow, ended, papers_left(uow, ended) if has_booths else [])
    dispose(uow, ended)
    uow.raise_version(ballot.council_id, ballot.ballot_id, is_final=True)
    return ended
