"""A recall: from the threshold of signals over the holder's reply to the ballot that may end a mandate early."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.ground.calendar import next_full_hour
from bot.domain.ground.errors import DomainError
from bot.domain.ground.ids import BallotId, CouncilId, MandateId, PersonId, RecallId

HOUR = timedelta(hours=1)


class RecallState(StrEnum):
    """REACHED waits for the next full hour, REPLY for the holder, BALLOT for the members."""

    REACHED = "reached"
    REPLY = "reply"
    BALLOT = "ballot"
    PASSED = "passed"
    FAILED = "failed"
    LAPSED = "lapsed"


RUNNING = (RecallState.REACHED, RecallState.REPLY, RecallState.BALLOT)
"""A threshold that stands and has no verdict yet. REACHED is not to be seen by anybody: it would tell who tipped it."""

SHOWN = (RecallState.REPLY, RecallState.BALLOT)


class RecallRunningError(DomainError):
    """The threshold was reached already; the ballot comes by itself."""

    code = "recall_running"


CALL_STANDS = timedelta(days=7)
"""So long a call for signals counts as open, and its caller makes no other on the same mandate."""

NAMELESS_AT_ONCE = 3
"""So many calls "by a member" stand in a council at a time (SPEC section 6); but the first on a mandate always may.

So nobody shields a holder by calling on others, and a refusal tells of nobody who called.
"""


class CalledLatelyError(DomainError):
    """The person called for signals on this mandate within the week; field `from_at`, when they may again."""

    code = "called_lately"


class TooManyCallsError(DomainError):
    """As many calls without a name stand as may; fields `from_at` and `limit`."""

    code = "too_many_calls"


class NamelessStandsError(DomainError):
    """The person has a call without a name standing, and one has one at a time; field `from_at`, when the next."""

    code = "nameless_stands"


class NobodyToRecallError(DomainError):
    """Nobody but the actor holds an office here."""

    code = "nobody_to_recall"


class ReplyOverError(DomainError):
    """The time for the reply is over: the ballot is open, or the recall has ended."""

    code = "reply_over"
    IS_OVER = True


@dataclass(frozen=True, slots=True)
class Recall:
    """Once reached it stands. `base` and `needed` are the integers behind it, `usual` what is needed normally.

    `got` says as many as were needed, also where there were more.

    It was lowered by a report-back that was overdue then (`is_overdue`) or by so many breaches.

    `reached_at` is the full hour before `acts_at`: the minute would tell, beside the record, who tipped it.
    `is_silent`: the holder said that there will be no reply.
    """

    council_id: CouncilId
    recall_id: RecallId
    mandate_id: MandateId
    state: RecallState
    reached_at: datetime
    acts_at: datetime
    base: int
    needed: int
    got: int
    usual: int
    is_overdue: bool = False
    breaches: int = 0
    delivered_at: datetime | None = None
    reply: str | None = None
    is_silent: bool = False
    ballot_id: BallotId | None = None
    ended_at: datetime | None = None

    @property
    def is_lowered(self) -> bool:
        """Whether fewer signals were needed than normally."""
        return self.is_overdue or self.breaches > 0


@dataclass(frozen=True, slots=True)
class RecallCall:
    """A member's public call for signals, with grounds; `is_anonymous`: shown as "by a member"."""

    council_id: CouncilId
    call_id: str
    mandate_id: MandateId
    person_id: PersonId
    is_anonymous: bool
    grounds: str
    called_at: datetime


def reply_ends_by(reached_at: datetime, acted_at: datetime, longest: timedelta) -> datetime:
    """48 h from the threshold; if the bot was down at its hour, from the hour before it acted: a reply is not lost."""
    return max(reached_at, next_full_hour(acted_at) - 2 * HOUR) + longest


def opens_at(latest: datetime, delivered_at: datetime | None, reply_time: timedelta) -> datetime:
    """When the ballot opens: 24 h from delivery to the holder, but never after `latest` (SPEC section 3, "reply")."""
    return latest if delivered_at is None else min(delivered_at + reply_time, latest)


def is_near_end(ends_at: datetime, now: datetime, last: timedelta) -> bool:
    """Whether the term is in its last days, in which no recall opens any more."""
    return now >= ends_at - last


def is_cooling_down(
    until: datetime | None, failed_at: datetime | None, news: Iterable[datetime], now: datetime
) -> bool:
    """Whether signals open nothing because a recall failed; a breach or a miss dated after it ends that at once."""
    if until is None or failed_at is None or now >= until:
        return False
    return not any(at > failed_at for at in news)
