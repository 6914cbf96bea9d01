"""What each announcement does in every council that hears it."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from bot.domain.ground import broadcast
from bot.domain.ground.broadcast import Announcement, Restored
from bot.domain.ground.ids import CouncilId
from bot.services.ground import restoring
from bot.services.ground.ports import Heard, Uow

A = TypeVar("A", bound=Announcement)


def heard(kind: type[A], work: Callable[[Uow, CouncilId, A, str], None]) -> tuple[type[Announcement], Heard]:
    """A kind with the use-case that takes it, which the type checker sees here and no more afterwards."""
    return kind, work


ANNOUNCEMENTS: Mapping[type[Announcement], Heard] = dict((heard(Restored, restoring.tell_restored),))

_KINDS = (kind for kind in vars(broadcast).values() if isinstance(kind, type) and issubclass(kind, Announcement))
assert set(ANNOUNCEMENTS) == set(_KINDS) - {Announcement}
