"""What one person makes the bot post in one group: so much in an hour and a day, whatever it is made of.

A flood is then a handful of messages, and results, reminders and everybody else's answers never wait behind it. It is
kept in memory alone: a row of it would tell, beside a call "by a member", who was at the bot just then.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.council.council import Council
from bot.domain.ground.errors import DomainError
from bot.domain.ground.ids import PersonId
from bot.domain.roll.member import ON_THE_ROLL, Member, StillWaitingError
from bot.services.ground.persons import actor_id
from bot.services.ground.ports import Reads, Uow

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Budget:
    """So many messages in an hour and in a day. Our judgement."""

    in_an_hour: int
    in_a_day: int


MEMBER = Budget(10, 30)
NEWCOMER = Budget(3, 10)
"""For whoever cannot vote yet, or is on no roll, once the council is founded: answers alone, to join and to look."""

ALONE = Budget(60, 300)
"""What somebody alone sees posts nothing, and counts for itself: a flood of it ends as well. Our judgement."""


class TooManyPostsError(DomainError):
    """One person has made the bot post enough for now; fields `from_at`, `in_an_hour`, `in_a_day`."""

    code = "too_many_posts"


@dataclass(frozen=True, slots=True)
class Spent:
    """When somebody made the bot post within the last day; `told_until`: they were told that nothing comes before.

    `left_out_at`: when an answer to them was left out last. `alone`: when they were answered so that nobody else saw.
    """

    times: tuple[datetime, ...] = ()
    told_until: datetime | None = None
    left_out_at: datetime | None = None
    alone: tuple[datetime, ...] = ()

    def free_at(self, budget: Budget, now: datetime) -> datetime | None:
        """When the next may be posted; None for now."""
        return max((at for at in _full(self.times, budget) if at > now), default=None)

    def answers_free_at(self, budget: Budget, now: datetime) -> datetime | None:
        """The same for an answer, which may be for them alone."""
        return max((at for at in (*_full(self.times, budget), *_full(self.alone, ALONE)) if at > now), default=None)

    def since(self, at: datetime) -> "Spent":
        """Without what is older."""
        times, alone = (tuple(each for each in those if each > at) for those in (self.times, self.alone))
        return replace(self, times=times, alone=alone)


def _full(times: tuple[datetime, ...], budget: Budget) -> Iterator[datetime]:
    """When the oldest of the last of an hour is an hour ago, and of a day a day."""
    for limit, span in ((budget.in_an_hour, HOUR), (budget.in_a_day, DAY)):
        if len(times) >= limit:
            yield times[-limit] + span


def spend_post(uow: Uow, chat_id: int) -> None:
    """The actor puts something of their own before this group. Raises TooManyPostsError or StillWaitingError."""
    person_id = actor_id(uow)
    member = _member(uow, _council(uow, chat_id), person_id)
    if member is not None and member.is_waiting(uow.now):
        raise StillWaitingError(from_at=member.may_vote_at)
    spent = _spent(uow, chat_id).get(person_id, Spent())
    free_at = spent.free_at(MEMBER, uow.now)
    if free_at is not None:
        raise TooManyPostsError(from_at=free_at, in_an_hour=MEMBER.in_an_hour, in_a_day=MEMBER.in_a_day)
    _note(uow, chat_id, person_id, replace(spent, times=(*spent.times, uow.now)))


def spend_answer(uow: Uow, chat_id: int) -> datetime | None:
    """The actor is answered in this group: None if they may be; else when again, and they have not been told so yet.

    Raises TooManyPostsError where they were told: then nothing is said.
    """
    person_id = actor_id(uow)
    budget = NEWCOMER if _is_newcomer(uow, chat_id, person_id) else MEMBER
    spent = _spent(uow, chat_id).get(person_id, Spent())
    free_at = spent.answers_free_at(budget, uow.now)
    if free_at is None:
        _note(uow, chat_id, person_id, Spent((*spent.times, uow.now), alone=spent.alone))
        return None
    if spent.told_until is not None and spent.told_until > uow.now:
        _note(uow, chat_id, person_id, replace(spent, left_out_at=uow.now))
        raise TooManyPostsError(from_at=free_at)
    _note(uow, chat_id, person_id, Spent(spent.times, free_at, alone=spent.alone))
    return free_at


def give_back(uow: Uow, chat_id: int, person_id: PersonId, at: datetime) -> None:
    """What answered them then was seen by nobody else: the group has heard nothing."""
    spent = _spent(uow, chat_id).get(person_id, Spent())
    if at in spent.times:
        place = spent.times.index(at)
        kept = spent.times[:place] + spent.times[place + 1 :]
        _note(uow, chat_id, person_id, replace(spent, times=kept, alone=(*spent.alone, at)))


def left_out_until(uow: Uow, chat_id: int) -> datetime | None:
    """When the actor is answered here again, if an answer was left out just now: an alert can tell whoever pressed."""
    spent = _spent(uow, chat_id).get(uow.actor.person_id) if uow.actor else None
    return spent.told_until if spent is not None and spent.left_out_at == uow.now else None


def _is_newcomer(reads: Reads, chat_id: int, person_id: PersonId) -> bool:
    """Until a council is founded everybody in the group may become one of its founders."""
    council = _council(reads, chat_id)
    if council is None or council.founding_ends_at is None or council.is_founding(reads.now):
        return False
    member = _member(reads, council, person_id)
    return member is None or member.is_waiting(reads.now)


def _council(reads: Reads, chat_id: int) -> Council | None:
    found = reads.find(Council, chat_id=chat_id)
    return found[0] if found else None


def _member(reads: Reads, council: Council | None, person_id: PersonId) -> Member | None:
    """The person's place on the roll of the council that meets there."""
    member = reads.get(Member, council.council_id, person_id) if council is not None else None
    return member if member is not None and member.state in ON_THE_ROLL else None


def _spent(uow: Uow, chat_id: int) -> Mapping[PersonId, Spent]:
    known: Mapping[PersonId, Spent] | None = uow.memory.held(_key(chat_id))
    return known or {}


def _note(uow: Uow, chat_id: int, person_id: PersonId, spent: Spent) -> None:
    """What is older than a day goes with it, of everybody."""
    since = uow.now - DAY
    known = {**_spent(uow, chat_id), person_id: spent}
    fresh = {whose: each.since(since) for whose, each in known.items()}
    uow.memory.hold(_key(chat_id), {whose: each for whose, each in fresh.items() if each.times or each.alone})


def _key(chat_id: int) -> str:
    return f"posts:{chat_id}"
