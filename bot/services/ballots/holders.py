"""A seat changes hands while ballots run: what becomes of the vote that was cast for it (SPEC-COUNCILS section 3)."""

from datetime import timedelta

from bot.domain.ballots.ballot import Ballot, BallotState, Method, recount
from bot.domain.ballots.booth import BoothPaper
from bot.domain.ballots.elector import CastAs, Choice, Elector
from bot.domain.ballots.rules import is_quorate
from bot.domain.ground.ids import CouncilId, ElectorId, PersonId
from bot.services.ballots.ballots import move_close
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
    draft = uow.get(BoothPaper, ballot.council_id, ballot.ballot_id, elector.holder_id)
    if draft is not None:
        uow.remove(draft)
    elector = uow.change(elector, holder_id=new_holder)
    choice = uow.get(Choice, ballot.council_id, ballot.ballot_id, elector.elector_id)
    if choice is not None and choice.cast_as is CastAs.OWN:
        _void(uow, ballot, elector, choice)


def _void(uow: Uow, ballot: Ballot, elector: Elector, choice: Choice) -> None:
    uow.remove(choice)
    uow.change(elector, voted_at=None)
    _take_out(uow, ballot, elector.weight, choice.picks)
    record(uow, ballot.council_id, "vote_voided", ballot.ballot_id, elector=elector.elector_id)
    uow.raise_version(ballot.council_id, ballot.ballot_id)


def _take_out(uow: Uow, ballot: Ballot, weight: int, picks: tuple[str, ...]) -> None:
    """The tally without it, for quorum and early close too; an extension that it brought about is not taken back."""
    counts = ballot.counts
    if ballot.method not in {Method.RANK, Method.STV}:
        counts = recount(counts, picks, (), weight)
    ballot = uow.change(ballot, counts=counts, voted=ballot.voted - weight, voters=ballot.voters - 1)
    if ballot.quorum_at is not None and not is_quorate(ballot):
        ballot = uow.change(ballot, quorum_at=None)
    if ballot.early_by_s is not None and ballot.closes_at is not None:
        move_close(uow, ballot, ballot.closes_at + timedelta(seconds=ballot.early_by_s), early_by_s=None)
