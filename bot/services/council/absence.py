"""Absence: while the bot is out of the group its ballots stand still; once it is back they go on, so much longer.

The time itself is held and given back where all deadlines are: services/ground/deadlines.py.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from bot.domain.ballots.ballot import BEFORE_OPENING, RUNNING, Ballot, BallotState
from bot.domain.ballots.duties import CloseBallot
from bot.domain.council import entries as council_entries
from bot.domain.council.council import Council, CouncilState
from bot.domain.council.messages import Returned
from bot.domain.ground.due import Moved, Stop
from bot.domain.ground.entry import Entry
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.kept import name_of
from bot.domain.ground.outgoing import Card, Outgoing, OutgoingState
from bot.domain.reports.entries import ReportBackMoved
from bot.services.council.muting import speak_again
from bot.services.ground.deadlines import hold, let_go
from bot.services.ground.filters import MoreThan
from bot.services.ground.outbox import tell_council
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import record

TOLD_AGAIN_AFTER = timedelta(days=1)


def go_away(uow: Uow, council: Council) -> None:
    """The bot is out of the group: what runs is suspended, and nothing of it becomes due."""
    if council.state is CouncilState.AWAY:
        return
    uow.change(council, state=CouncilState.AWAY, away_since_at=uow.now, rights={})
    record(uow, council.council_id, council_entries.BotRemoved(), council.council_id)
    for ballot in uow.find(Ballot, council_id=council.council_id, state=RUNNING):
        suspend(uow, ballot)
    hold(uow, council.council_id, Stop.AWAY)


def suspend(uow: Uow, ballot: Ballot) -> Ballot:
    """An open one takes no votes."""
    return uow.change(ballot, state=BallotState.SUSPENDED) if ballot.state is BallotState.OPEN else ballot


def stand_still(uow: Uow, ballot: Ballot) -> Ballot:
    """What is begun while the bot is out of the group (in private, or by a date) waits for its return as well."""
    return suspend(uow, ballot) if is_away(uow, ballot.council_id) else ballot


def is_away(reads: Reads, council_id: CouncilId) -> bool:
    """Whether the bot is out of the council's group."""
    council = reads.get(Council, council_id)
    return council is not None and council.state is CouncilState.AWAY


def come_back(uow: Uow, council: Council) -> Council:
    """The bot is in the group again: what ran goes on, longer by the absence; what could not be said is said."""
    since = council.away_since_at or uow.now
    council = speak_again(uow, uow.change(council, state=CouncilState.ACTIVE, away_since_at=None))
    record(
        uow,
        council.council_id,
        council_entries.BotReturned(away_s=int((uow.now - since).total_seconds())),
        council.council_id,
    )
    ballots = uow.find(Ballot, council_id=council.council_id, state=BallotState.SUSPENDED)
    for ballot in ballots:
        uow.change(ballot, state=BallotState.OPEN)
    others = others_among(uow, council.council_id, let_go(uow, council.council_id, Stop.AWAY))
    if _was_told_lately(uow, council):
        _draw_anew(uow, council)
        return council
    post_anew(uow, council)
    catch_up(uow, council)
    key = f"returned:{council.council_id}:{since.isoformat()}"
    tell_council(uow, council.council_id, Returned(since, len(ballots), others), once=key)
    return council


def _was_told_lately(reads: Reads, council: Council) -> bool:
    """Whether the group has heard of a return within a day: who throws the bot out again and again floods nobody."""
    told: dict[str, Any] = {"council_id": council.council_id, "screen": name_of(Returned)}
    return reads.count(Outgoing, created_at=MoreThan(reads.now - TOLD_AGAIN_AFTER), **told) > 0


def _draw_anew(uow: Uow, council: Council) -> None:
    """Where they stand: of another absence in a day the cards tell by their times, and one that is gone is posted."""
    for subject_id in _running(uow, council):
        uow.raise_version(council.council_id, subject_id)
    catch_up(uow, council)


def others_among(reads: Reads, council_id: CouncilId, moved: Iterable[Moved]) -> int:
    """How many deadlines that people were told moved just now, besides the closes of ballots."""
    times = [each.duty for each in moved if each.council_id == council_id and each.duty.extended is not None]
    reports = reads.count(Entry, council_id=council_id, kind=name_of(ReportBackMoved), at=reads.now)
    return sum(not isinstance(duty, CloseBallot) for duty in times) + reports


def post_anew(uow: Uow, council: Council) -> None:
    """The cards of what runs are posted again."""
    subjects = _running(uow, council)
    for card in uow.find(Card, council_id=council.council_id, is_gone=False):
        if card.subject_id in subjects:
            uow.change(card, message_id=None, version=card.version + 1, is_dirty=True)


def _running(reads: Reads, council: Council) -> set[str]:
    states = (*BEFORE_OPENING, BallotState.OPEN, BallotState.COUNTING)
    return {ballot.ballot_id for ballot in reads.find(Ballot, council_id=council.council_id, state=states)}


def catch_up(uow: Uow, council: Council) -> None:
    """What could not be said or drawn in the group meanwhile is said and drawn now."""
    for card in uow.find(Card, council_id=council.council_id, is_gone=False, is_dirty=False):
        if card.version > card.rendered:
            uow.change(card, is_dirty=True)
    shelved = uow.find(Outgoing, state=OutgoingState.SHELVED, council_id=council.council_id, person_id=None)
    for row in shelved:
        uow.change(row, state=OutgoingState.WAITING, next_at=uow.now)
