"""A second round: the same question put once more."""

from dataclasses import replace
from datetime import datetime

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ballots.subject import ProposalSubject, Subject
from bot.domain.ground.ids import BallotId


def _once(subject: Subject) -> Subject:
    """A run-off belongs to its first round: it begins no series."""
    return replace(subject, series=None) if isinstance(subject, ProposalSubject) else subject


def second_round(
    ballot: Ballot, ballot_id: BallotId, now: datetime, state: BallotState, options: tuple[str, ...] = ()
) -> Ballot:
    """The same question put once more, over what the first round left."""
    return Ballot(
        ballot.council_id,
        ballot_id,
        ballot.kind,
        ballot.method,
        state,
        ballot.text,
        now,
        ballot.duration_s,
        proposer_id=ballot.proposer_id,
        options=options,
        topics=ballot.topics,
        is_urgent=ballot.is_urgent,
        thread_id=ballot.thread_id,
        office_id=ballot.office_id,
        mandate_id=ballot.mandate_id,
        subject=_once(ballot.subject),
        run_off_of_id=ballot.ballot_id,
    )
