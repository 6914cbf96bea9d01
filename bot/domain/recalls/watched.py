"""What the process knows of the signals on a mandate beside what is sealed."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from bot.domain.ground.ids import PersonId
from bot.domain.recalls.reached import Reached
from bot.domain.roll.member import Member


@dataclass(frozen=True, slots=True)
class Watched:
    """What only the process knows of the signals on a mandate, until the next full hour makes rows of it.

    `against`: who signals no confidence; `counting`: whose of these signals count, brought up to date by whoever's
    place changes; `lapsed`: who left the roll since then, whatever they signalled; `reached`: it stands, come what may,
    a start too, as the note among the signals says so.
    """

    against: frozenset[PersonId]
    counting: frozenset[PersonId]
    lapsed: frozenset[PersonId] = frozenset()
    reached: Reached | None = None

    def with_signal(self, member: Member, *, is_against: bool, now: datetime) -> Self:
        """As it is once this member has signalled; who signals is on the roll."""
        whose = {member.person_id}
        against = self.against | whose if is_against else self.against - whose
        counts = is_against and not member.is_waiting(now)
        counting = self.counting | whose if counts else self.counting - whose
        return replace(self, against=against, counting=counting, lapsed=self.lapsed - whose)
