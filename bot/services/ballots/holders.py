"""A seat changes hands while ballots run: what becomes of the vote that was cast for it (SPEC-COUNCILS section 3)."""

from dataclasses import replace
from datetime import timedelta

from bot.domain.ballots import entries as ballots_entries
from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ballots.elector import Choice, Elector
from bot.domain.ballots.papers import EMPTY, Paper
from bot.domain.ballots.rules import is_quorate
from bot.domain.ballots.tally import Tally
from bot.domain.ground.ids import CouncilId, ElectorId, PersonId
from bot.services.ballots.live import counts_after, counts_before
from bot.services.ballots.papers import keep_paper, paper_of
from bot.services.ballots.times import move_close
from bot.services.ground.ports import Uow
from bot.services.ground.record import record


def holder_changed(uow: Uow, council_id: CouncilId, elector_id: ElectorId, new_holder: PersonId | None) -> None:
    """Somebody else holds this seat from now on, or nobody (None): told to every ballot that is not over.

    A vote of the former holder's own becomes void, as if never cast, until the next holder casts it; a vote cast as
    instructed is the council's and stands.
    """
    for ballot in uow.find(Ballot, council_id=council_id, state=(BallotState.OPEN, BallotState.SUSPENDED)):
        elector = uow.get(Elector, council_id, ballot.ballot_id, elector_id)
        if elector is not None and elector.holder_id != new_holder:
            _pass_on(uow, ballot, elector, new_holder)


def _pass_on(uow: Uow, ballot: Ballot, elector: Elector, new_holder: PersonId | None) -> None:
    paper = paper_of(uow, ballot, elector.elector_id)
    elector = uow.change(elector, holder_id=new_holder)
    if paper.picks is not None and not paper.is_instructed:
        _void(uow, ballot, elector, paper)
    elif paper.draft is not None:
        keep_paper(uow, ballot, elector.elector_id, replace(paper, draft=None, page=0, message_id=0))


def _void(uow: Uow, ballot: Ballot, elector: Elector, paper: Paper) -> None:
    before = counts_before(uow, ballot)
    keep_paper(uow, ballot, elector.elector_id, EMPTY)
    uow.remove_all(Choice, council_id=ballot.council_id, ballot_id=ballot.ballot_id, elector_id=elector.elector_id)
    counts = counts_after(uow, ballot, before, elector, paper.picks or (), ())
    _take_out(uow, ballot, elector.weight, counts)
    record(uow, ballot.council_id, ballots_entries.VoteVoided(elector=elector.elector_id), ballot.ballot_id)
    uow.raise_version(ballot.council_id, ballot.ballot_id)


def _take_out(uow: Uow, ballot: Ballot, weight: int, counts: Tally) -> None:
    """Without it, for quorum and early close too; an extension that it brought about is not taken back."""
    ballot = uow.change(ballot, counts=counts, voted=ballot.voted - weight, voters=ballot.voters - 1)
    if ballot.quorum_at is not None and not is_quorate(ballot):
        ballot = uow.change(ballot, quorum_at=None)
    if ballot.early_by_s is not None and ballot.closes_at is not None:
        move_close(uow, ballot, ballot.closes_at + timedelta(seconds=ballot.early_by_s), early_by_s=None)
