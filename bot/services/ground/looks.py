"""Looks: what is looked after every hour, and partly at a start. One that fails stops no other.

Nor does one council in it: what is found is done in each council by itself, as due work.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from bot.domain.ground.calendar import next_full_hour
from bot.domain.ground.due import Duty
from bot.domain.ground.duties import LookAfter
from bot.domain.ground.ids import NO_COUNCIL, CouncilId
from bot.services.ground.ports import NotStoredError, Reads, Uow
from bot.services.ground.schedule import plan, plan_unwritten

R = TypeVar("R")

Part = tuple[CouncilId, Duty]
"""What is to be done in one council."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is looked after at a start, of all councils in one transaction.

    `parts`: what there is to do, each in one council, so that if `act` fails all others are done all the same.
    """

    act: Callable[[Uow], None]
    parts: Callable[[Reads], Iterable[Part]]

    def __call__(self, uow: Uow) -> None:
        """All of it. Raises what any of it raises."""
        self.act(uow)


def plan_looks(uow: Uow) -> None:
    """Now, each in a transaction of its own."""
    for name in uow.registers.hourly:
        plan(uow, NO_COUNCIL, LookAfter(name), uow.now)


def look_after(uow: Uow, _: CouncilId, duty: LookAfter) -> None:
    """Due work; the log that still holds what it erased is cut. One of another release is left out."""
    look = uow.registers.hourly.get(duty.look)
    if look is not None:
        look(uow)
        uow.truncate_log()


def each(find: Callable[[Reads], Iterable[Part]]) -> Callable[[Uow], None]:
    """The look that plans what it finds."""
    return lambda uow: plan_parts(uow, find(uow))


def plan_parts(uow: Uow, parts: Iterable[Part]) -> None:
    """Now, each council by itself."""
    for council_id, duty in list(parts):
        plan(uow, council_id, duty, uow.now)


def mend_at_the_hour(uow: Uow, council_id: CouncilId, duty: Duty) -> None:
    """A press found something damaged: until the hour is full no row tells that somebody pressed."""
    plan_unwritten(uow, council_id, duty, next_full_hour(uow.now))


def needs_mending(is_lost: Callable[[Reads, R], bool], reads: Reads, row: R) -> bool:
    """Whether something is lost, or cannot even be looked at: then whoever mends it finds out, and fails alone.

    Raises NotStoredError.
    """
    try:
        return is_lost(reads, row)
    except NotStoredError:
        raise
    except Exception:  # noqa: BLE001 (whatever it is, the others are looked at)
        return True
