"""The roll: who may vote in a council, from when, and who rests."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.ground.errors import DomainError
from bot.domain.ground.ids import CouncilId, PersonId


class MemberState(StrEnum):
    """Where a member stands; only they themselves or a removal ballot end a membership."""

    ACTIVE = "active"
    RESTING = "resting"
    LEFT = "left"
    REMOVED = "removed"


ON_THE_ROLL = (MemberState.ACTIVE, MemberState.RESTING)

VOUCHES_AT_MOST = 3
VOUCHES_COUNT_FOR = timedelta(days=7)
"""One member vouches for so many newcomers within such a span: two could let a crowd of accounts vote otherwise."""

VOUCHES_AFTER = timedelta(days=7)
"""So long on the roll before a later joiner vouches: whoever is let in would let in the next ones at once otherwise."""

ACT_NOTED_AFTER = timedelta(days=1)
"""The last act is written anew once a day at most: resting counts in tens of days, a write for every press is waste."""


class NotOnRollError(DomainError):
    """Only somebody on the roll may do this; the answer offers [Join the roll]."""

    code = "not_on_roll"


class AlreadyOnRollError(DomainError):
    """They are on it; field `may_vote_at`, None for whom it has passed."""

    code = "already_on_roll"


class RemovedError(DomainError):
    """Removed by a ballot not long ago; field `from_at`, when they may join again."""

    code = "removed"


class RemovalRunsOnError(DomainError):
    """They left the roll while a ballot on their removal ran; field `from_at`: they may join again by then."""

    code = "removal_runs_on"


class NotHereError(DomainError):
    """The press or command comes from another chat than the council's: a forwarded or forged button."""

    code = "not_here"


class NotInChatError(DomainError):
    """Telegram says that they are not in the chat: in a public group whoever sees a button can press it."""

    code = "not_in_chat"


class ChatSilentError(DomainError):
    """Telegram did not say whether they are in the chat: a call failed, and is made again at the next try."""

    code = "chat_silent"


class StillWaitingError(DomainError):
    """This act is for those who may vote already; field `from_at`."""

    code = "still_waiting"


class NotWaitingError(DomainError):
    """There is nothing to vouch for: they may vote already, or are not on the roll; field `is_on_roll`."""

    code = "not_waiting"


class OwnVouchError(DomainError):
    """Nobody vouches for themself."""

    code = "own_vouch"


class VouchedAlreadyError(DomainError):
    """One member, one word."""

    code = "vouched_already"


class NewVoucherError(DomainError):
    """They joined not long ago themselves; field `from_at`, when they may vouch."""

    code = "new_voucher"


class VouchedEnoughError(DomainError):
    """They have vouched for as many as one may; fields `limit` and `from_at`, when they may again."""

    code = "vouched_enough"


@dataclass(frozen=True, slots=True)
class Member:
    """One person on one roll.

    `may_vote_at` is a fact and no deadline: nothing stops it, as whoever waits has nothing to do in time. Every
    electorate, base and count asks for it; EndWaiting only tells that it has passed.
    `kept_out_*`: an administrator removed or muted them, which changes nothing else; `kept_out_by_id` is None where the
    administrator is anonymous. `left_chat_at`: they left the chat by themself, which is not leaving the roll.
    """

    council_id: CouncilId
    person_id: PersonId
    joined_at: datetime
    may_vote_at: datetime
    last_act_at: datetime
    state: MemberState = MemberState.ACTIVE
    is_founder: bool = False
    resting_asked_at: datetime | None = None
    ended_at: datetime | None = None
    kept_out_at: datetime | None = None
    kept_out_by_id: PersonId | None = None
    left_chat_at: datetime | None = None

    def is_waiting(self, now: datetime) -> bool:
        """Whether the waiting period of a later joiner still runs."""
        return now < self.may_vote_at

    @property
    def vouches_from(self) -> datetime:
        """From when their word counts: founders' at once, that of others after VOUCHES_AFTER; of nobody who waits."""
        joined_at = self.joined_at if self.is_founder else self.joined_at + VOUCHES_AFTER
        return max(joined_at, self.may_vote_at)

    def may_vote(self, now: datetime) -> bool:
        """Whether a ballot opened now would have this member in its electorate."""
        return self.state is MemberState.ACTIVE and not self.is_waiting(now)

    def is_act_news(self, now: datetime) -> bool:
        """Whether an act now must be written: it ends resting, answers the question, or is the first in a day."""
        is_awake = self.state is MemberState.ACTIVE and self.resting_asked_at is None
        return not is_awake or now - self.last_act_at >= ACT_NOTED_AFTER


@dataclass(frozen=True, slots=True)
class Vouch:
    """One member's word for a newcomer."""

    council_id: CouncilId
    person_id: PersonId
    voucher_id: PersonId
    vouched_at: datetime
