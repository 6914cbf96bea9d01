"""What joining and vouching come to, and the figures of the roll."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.council.council import Council
from bot.domain.roll.member import Member


@dataclass(frozen=True, slots=True)
class Joined:
    """What joining came to. `vouchers`: so many members who vouch let the newcomer vote at once.

    `is_unseen`: they wait because nothing shows that they are in the chat.
    """

    council: Council
    member: Member
    vouchers: int
    is_back: bool = False
    is_unseen: bool = False


@dataclass(frozen=True, slots=True)
class Vouched:
    """What a word for a newcomer came to: they may vote, or so many words are still missing."""

    member: Member
    missing: int


@dataclass(frozen=True, slots=True)
class RollSizes:
    """The figures of the roll. `chat`: people in the chat besides the bot, None while Telegram was not asked."""

    roll: int
    resting: int
    waiting: int
    chat: int | None
    counted_at: datetime
