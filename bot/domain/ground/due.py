"""Due work: a row for everything that must happen at a time; every deadline stands here, and here alone.

What is to be done is a `Duty`: a frozen dataclass in bot/domain/<noun>/duties.py, kept as its name and its fields.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntFlag
from typing import Any, ClassVar

from bot.domain.ground.entry import Fact
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.kept import name_of, to_json
from bot.domain.ground.lost_time import Stretches, with_lost


class Stop(IntFlag):
    """What stops the time of a duty: nobody loses any of it for these reasons."""

    NOTHING = 0
    DEAF = 1
    """The bot did not hear Telegram: an outage."""
    AWAY = 2
    """The bot is out of the council's group."""
    SUSPENDED = 4
    """What it is about is suspended: the bot may not write in the group, or its card was not delivered at first."""


HEARD = Stop.DEAF | Stop.AWAY | Stop.SUSPENDED
"""For whatever people must be able to answer, vote or come back in time."""


Extended = Callable[..., Fact]
"""Makes the entry that says why (`why`) and by how much (`seconds`) the time of a duty was moved."""


class Duty:
    """A kind of due work with its subject. A subclass is a frozen dataclass whose fields are the subject.

    `stops`: what stops its time. `extended`: the kind of entry that says by how much its time was moved, if any does.
    `is_paged`: it is long work, done a page at a time; each is planned again for the next one.
    `reaches_all`: it is no council's, and changes rows of whichever councils it finds.
    `again_after`: if it fails it is tried again so much later.
    `is_at_once`: nobody has time for it; one that still waits after a while has failed since it was planned.
    """

    __slots__ = ()

    stops: ClassVar[Stop] = Stop.NOTHING
    extended: ClassVar[Extended | None] = None
    is_paged: ClassVar[bool] = False
    reaches_all: ClassVar[bool] = False
    again_after: ClassVar[timedelta] = timedelta(minutes=5)
    is_at_once: ClassVar[bool] = False

    @property
    def subject_id(self) -> str:
        """Whose cards show the deadline, and whose the entry is: the first field, unless a kind says otherwise."""
        return str(next(iter(subject_of(self).values()), ""))


@dataclass(frozen=True, slots=True)
class Moved:
    """A duty whose time stood still from `lost_from` to `lost_until`; `lost` of that was given back now.

    `why`: "outage", "absence" or "suspension".
    """

    council_id: CouncilId
    duty: Duty
    due_at: datetime
    lost: timedelta
    lost_from: datetime
    lost_until: datetime
    why: str


def subject_of(duty: Duty) -> dict[str, Any]:
    """The fields of a duty as they are kept."""
    kept: dict[str, Any] = to_json(duty)
    return kept


def key_of(duty: Duty) -> str:
    """Unique in its council for the same duty, and for that alone."""
    return ":".join((name_of(type(duty)), *map(str, subject_of(duty).values())))


@dataclass(frozen=True, slots=True)
class Due:
    """A duty and its time. `key` is unique in its council, so that the same duty is planned once.

    `since_at`: when its time began to run; `due_at`: when it is over; `done_at`: it was done, or called off.
    `stops`: what stops its time (Stop). `held_by`: what does so now, since `held_since_at`; until nothing does it is
    not due. `stopped`: the stretches that were given back so far; `due_at` is later by them already.
    """

    council_id: CouncilId
    due_id: str
    key: str
    kind: str
    subject: dict[str, Any]
    since_at: datetime
    due_at: datetime
    stops: int = 0
    done_at: datetime | None = None
    held_by: int = 0
    held_since_at: datetime | None = None
    stopped: Stretches = ()

    def stopped_until(self, now: datetime) -> Stretches:
        """What stopped its time until now, with what does so at present."""
        if self.held_since_at is None:
            return self.stopped
        return with_lost(self.since_at, self.stopped, self.held_since_at, now)
