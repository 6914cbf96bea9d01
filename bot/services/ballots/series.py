"""Ballots that open at a time, and those that repeat: each of a series plans the next one as it opens.

At most one of a series stands there at a time: a date that comes while another does is left out, and so is one at which
nobody could vote. What is to come of it is a ballot that waits, like one that opens at a time: it is shown by /open,
counted among what its proposer has waiting, and ended by taking it back.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.ballots import entries as ballots_entries
from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ballots.drafts import ProposalDraft
from bot.domain.ballots.duties import OpenAt
from bot.domain.ballots.entries import Lapsed
from bot.domain.ballots.messages import PlanLapsed
from bot.domain.ballots.planned import Series, begin_series, ensure_apart, opens_at
from bot.domain.ballots.results import Ended, WhyEnded
from bot.domain.ballots.subject import ProposalSubject
from bot.domain.ground.dialog import FILES_LIMIT, Files
from bot.domain.ground.entry import Words
from bot.domain.ground.ids import BallotId, CouncilId
from bot.services.ballots.ballots import begin, find_ballot, open_ballot
from bot.services.ballots.clearing import is_of, redraw_series
from bot.services.ballots.electorate import asks_anybody
from bot.services.ballots.endings import end_undecided
from bot.services.ballots.files import plan_files
from bot.services.ballots.planned import is_waiting, opens_at_of, plan_opening, wait_for_time
from bot.services.ballots.queue import SHOWN, WAITING
from bot.services.council.council import get_council
from bot.services.ground.outbox import tell_council
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import record
from bot.services.roll.standing import place_of


def planned_for(reads: Reads, council_id: CouncilId, draft: ProposalDraft) -> datetime | None:
    """When it opens, if not at once. Raises WhenPastError, WhenTooFarError, WhenUnreadableError."""
    on = draft.plan.on
    return opens_at(on, reads.now, get_council(reads, council_id).zone) if on is not None else None


def series_of(
    reads: Reads, ballot_id: BallotId, council_id: CouncilId, draft: ProposalDraft, duration: timedelta
) -> Series | None:
    """The series that begins with this ballot, if it repeats, or goes on with it. Raises RepeatsTooOftenError."""
    every = draft.plan.every
    if every is None:
        return draft.series
    ensure_apart(every, duration)
    first_at = planned_for(reads, council_id, draft) or reads.now
    return begin_series(every, ballot_id, first_at, get_council(reads, council_id).zone, draft.plan.on)


def open_planned(uow: Uow, council_id: CouncilId, duty: OpenAt) -> None:
    """Its time has come; where there is no room it queues. Nobody answers for what somebody planned who is gone."""
    ballot = uow.get(Ballot, council_id, duty.ballot_id)
    if ballot is not None and is_waiting(ballot) and not _lapses(uow, ballot):
        series = ballot.subject.series
        if series is not None and _must_wait(uow, ballot, series):
            _put_off(uow, ballot, series)
        else:
            open_ballot(uow, ballot)


def begin_seconded(uow: Uow, ballot: Ballot) -> Ballot:
    """Enough others want it. One of a series whose date went by meanwhile looks again whether it may open."""
    series = ballot.subject.series
    if series is None or opens_at_of(uow, ballot) is not None:
        return begin(uow, ballot)
    if _lapses(uow, ballot):
        return find_ballot(uow, ballot.council_id, ballot.ballot_id)
    if not _must_wait(uow, ballot, series):
        return begin(uow, ballot)
    _put_off(uow, ballot, series)
    return wait_for_time(uow, ballot)


def _lapses(uow: Uow, ballot: Ballot) -> bool:
    """Nobody answers for what somebody planned who is not on the roll any more: it ends, and that is said."""
    place = place_of(uow, ballot.council_id, ballot.proposer_id) if ballot.proposer_id else None
    if place is not None and not place.is_waiting(uow.now):
        return False
    end_undecided(uow, ballot, Lapsed, Ended(WhyEnded.PROPOSER_GONE))
    tell_council(uow, ballot.council_id, PlanLapsed(ballot.ballot_id), once=f"plan_lapsed:{ballot.ballot_id}")
    return True


def _must_wait(reads: Reads, ballot: Ballot, series: Series) -> bool:
    """Whether one of its series or a run-off of one stands there, or nobody could vote: this date is left out."""
    council = get_council(reads, ballot.council_id)
    known = reads.find(Ballot, council_id=ballot.council_id, state=(*SHOWN, *WAITING))
    others = [one for one in known if one.ballot_id != ballot.ballot_id and not is_waiting(one)]
    return not asks_anybody(reads, council, ballot.without) or any(
        _is_of_any_round(reads, one, series) for one in others
    )


def _is_of_any_round(reads: Reads, ballot: Ballot, series: Series) -> bool:
    """Whether it is one of this series, or the run-off of one."""
    first = reads.get(Ballot, ballot.council_id, ballot.run_off_of_id) if ballot.run_off_of_id else ballot
    return first is not None and is_of(first, series.series_id)


def _put_off(uow: Uow, ballot: Ballot, series: Series) -> None:
    """Until the next of its dates; what is open of it says when that is."""
    plan_opening(uow, ballot, series.opens_after(uow.now, get_council(uow, ballot.council_id).zone))
    uow.raise_version(ballot.council_id, ballot.ballot_id)
    redraw_series(uow, ballot)


def plan_next(uow: Uow, ballot: Ballot) -> None:
    """It opens just now: the next of its series is planned, on the first of its dates that is still to come."""
    series = ballot.subject.series
    if series is None or not series.left or ballot.run_off_of_id is not None or next_of(uow, ballot) is not None:
        return
    following = _following(uow, ballot, series)
    uow.add(following)
    plan_files(uow, following)
    text, options = Words(following.text), tuple(map(Words, following.options))
    said = ballots_entries.Proposed(text=text, options=options, seconds=0)
    record(uow, ballot.council_id, said, following.ballot_id, of_person=ballot.proposer_id)
    plan_opening(uow, following, series.opens_after(uow.now, get_council(uow, ballot.council_id).zone))


def _following(uow: Uow, ballot: Ballot, series: Series) -> Ballot:
    return Ballot(
        ballot.council_id,
        BallotId(uow.new_id()),
        ballot.kind,
        ballot.method,
        BallotState.QUEUED,
        ballot.text,
        uow.now,
        ballot.duration_s,
        proposer_id=ballot.proposer_id,
        options=ballot.options,
        topics=ballot.topics,
        is_urgent=ballot.is_urgent,
        thread_id=ballot.thread_id,
        subject=replace(ballot.about(ProposalSubject), edition=0, others_added=0, series=series.next()),
        files=ballot.files,
    )


def next_of(reads: Reads, ballot: Ballot) -> Ballot | None:
    """The ballot of the same series that waits for its time."""
    series = ballot.subject.series
    if series is None:
        return None
    return next(iter(waiting_of(reads, ballot.council_id, series.series_id)), None)


def following_of(reads: Reads, ballot: Ballot) -> Ballot | None:
    """What comes after this one, which has its own place in the series."""
    following = next_of(reads, ballot)
    return following if following is not None and following.ballot_id != ballot.ballot_id else None


def follow_text(uow: Uow, amended: Ballot) -> None:
    """What is to come of its series has the new text too."""
    following = following_of(uow, amended)
    if following is None:
        return
    subject = following.about(ProposalSubject)
    takes_options = amended.about(ProposalSubject).takes_options
    uow.change(
        following,
        text=amended.text,
        options=amended.options,
        method=amended.method,
        topics=amended.topics,
        duration_s=amended.duration_s,
        is_urgent=amended.is_urgent,
        amended_at=uow.now,
        subject=replace(subject, edition=subject.edition + 1, takes_options=takes_options),
    )
    text, options = Words(amended.text), tuple(map(Words, amended.options))
    said = ballots_entries.Amended(text=text, options=options, cleared=0)
    record(uow, following.council_id, said, following.ballot_id, of_person=following.proposer_id)
    uow.raise_version(following.council_id, following.ballot_id)


def add_files(uow: Uow, amended: Ballot, files: Files) -> None:
    """What came with its new text stays with it, and with what is to come of its series."""
    for ballot in filter(None, (amended, following_of(uow, amended))) if files else ():
        plan_files(uow, uow.change(ballot, files=(*ballot.files, *files)[:FILES_LIMIT]))


def waiting_of(reads: Reads, council_id: CouncilId, series_id: BallotId) -> list[Ballot]:
    """What of this series is still to come: it waits for its time, for seconds, or in the queue."""
    states = (BallotState.QUEUED, BallotState.SECONDING)
    found = reads.find(Ballot, council_id=council_id, state=states)
    return [ballot for ballot in found if is_of(ballot, series_id)]
