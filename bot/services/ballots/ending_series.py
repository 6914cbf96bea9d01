"""[Stop repeating]: its proposer ends a series; anybody else puts that to the vote, and a majority ends it."""

from bot.domain.ballots import entries as ballots_entries
from bot.domain.ballots.ballot import RUNNING, Ballot, BallotState, Method, Outcome
from bot.domain.ballots.entries import Lapsed, Withdrawn
from bot.domain.ballots.messages import ConfirmSeriesEnd
from bot.domain.ballots.planned import SeriesContestedError, SeriesOverError
from bot.domain.ballots.results import Ended, WhyEnded
from bot.domain.ballots.subject import SeriesEndSubject
from bot.domain.council.council import Council
from bot.domain.ground.ids import BallotId, CouncilId
from bot.domain.ground.names import look_of
from bot.services.ballots.ballots import find_ballot, open_ballot
from bot.services.ballots.charging import charge
from bot.services.ballots.clearing import is_of
from bot.services.ballots.durations import duration_s
from bot.services.ballots.endings import end_undecided
from bot.services.ballots.queue import WAITING, ensure_may_put
from bot.services.ballots.series import next_of, waiting_of
from bot.services.ground.dialogs import confirm
from bot.services.ground.persons import actor_id
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import record
from bot.services.roll.roll import ensure_voter


def start_ending(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> None:
    """[Stop repeating]: says what will happen, and asks."""
    ensure_voter(uow, council_id)
    following = ensure_repeats(uow, council_id, ballot_id)
    if following.proposer_id != actor_id(uow):
        _ensure_uncontested(uow, following)
    confirm(uow, council_id, ConfirmSeriesEnd(following.ballot_id))


def end_series(uow: Uow, council_id: CouncilId, question: ConfirmSeriesEnd) -> None:
    """[Yes]: it is over, or there is a ballot on it. Raises what `ensure_repeats` and `ensure_may_put` raise."""
    ensure_voter(uow, council_id)
    following = ensure_repeats(uow, council_id, question.ballot_id)
    if following.proposer_id == actor_id(uow):
        end_undecided(uow, following, Withdrawn)
    else:
        _ensure_uncontested(uow, following)
        _put_to_vote(uow, following)


def ensure_repeats(reads: Reads, council_id: CouncilId, ballot_id: BallotId) -> Ballot:
    """The next one of the series that this ballot is of. Raises BallotNotFoundError, SeriesOverError."""
    following = next_of(reads, find_ballot(reads, council_id, ballot_id))
    if following is None:
        raise SeriesOverError
    return following


def _ensure_uncontested(reads: Reads, following: Ballot) -> None:
    """Raise SeriesContestedError while a ballot on ending this series runs."""
    series = following.subject.series
    running = reads.find(Ballot, council_id=following.council_id, kind=SeriesEndSubject.KIND, state=RUNNING)
    if any(series and each.about(SeriesEndSubject).series_id == series.series_id for each in running):
        raise SeriesContestedError


def _put_to_vote(uow: Uow, following: Ballot) -> Ballot:
    council_id, series = following.council_id, following.subject.series
    if series is None:
        raise SeriesOverError
    ensure_may_put(uow, council_id)
    ballot = Ballot(
        council_id,
        BallotId(uow.new_id()),
        SeriesEndSubject.KIND,
        Method.YES_NO,
        BallotState.QUEUED,
        "",
        uow.now,
        duration_s(uow, council_id, SeriesEndSubject.KIND),
        proposer_id=actor_id(uow),
        thread_id=following.thread_id,
        subject=SeriesEndSubject(series.series_id),
    )
    charge(uow, ballot)
    uow.add(ballot)
    record(uow, council_id, ballots_entries.SeriesEndProposed(series.series_id), ballot.ballot_id)
    return open_ballot(uow, ballot)


def close_series_end(uow: Uow, council: Council, ballot: Ballot) -> None:
    """Adopted, what of the series waits for its time opens no more, nor what its proposer has begun anew meanwhile."""
    if ballot.outcome is Outcome.ADOPTED and not ballot.is_practice:
        for waiting in _repeated_as(uow, council.council_id, ballot.about(SeriesEndSubject).series_id):
            end_undecided(uow, waiting, Lapsed, Ended(WhyEnded.SERIES_ENDED))


def _repeated_as(reads: Reads, council_id: CouncilId, series_id: BallotId) -> list[Ballot]:
    """What is to come of this series, and of any other by the same proposer whose text looks like that of one of it."""
    first = reads.get(Ballot, council_id, series_id)
    known = [*([first] if first else []), *waiting_of(reads, council_id, series_id)]
    meant = {(one.proposer_id, look_of(one.text)) for one in known if one.proposer_id is not None}
    to_come = [one for one in reads.find(Ballot, council_id=council_id, state=WAITING) if one.subject.series]
    return [one for one in to_come if is_of(one, series_id) or (one.proposer_id, look_of(one.text)) in meant]
