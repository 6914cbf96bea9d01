"""Resting: whoever has done nothing for long is asked once, and without an answer rests until their next act.

Resting members stay on the roll; they are outside new electorates and bases (SPEC section 2).
"""

from datetime import datetime, timedelta
from typing import Any

from bot.domain.ground.calendar import day_of
from bot.domain.ground.due import Moved
from bot.domain.ground.ids import CouncilId, PersonId
from bot.domain.ground.lost_time import taken
from bot.domain.ground.person import Person
from bot.domain.roll import entries as roll_entries
from bot.domain.roll.duties import LetRest, LookForResting
from bot.domain.roll.member import Member, MemberState
from bot.domain.roll.messages import Rests, StillHere, StillHereAll
from bot.services.council.absence import is_away
from bot.services.council.council import charter_in_force, get_council
from bot.services.ground.filters import AtMost
from bot.services.ground.outbox import tell_council, tell_person
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import record
from bot.services.ground.schedule import forget_lost, lost_until_now, plan, postpone, wait_for_morning
from bot.services.roll.standing import base_changed, count_place, is_noting, place_changes

LOOK_EVERY = timedelta(days=1)
NOTED_SOON = timedelta(minutes=1)
"""So much later it is looked again where some who took part in a ballot that is over are not noted yet."""

ASKED_TOGETHER = 50
"""So many mentions go into one message in the group; Telegram takes 100 entities."""


def look_for_resting(uow: Uow, council_id: CouncilId, duty: LookForResting) -> None:
    """Once a day, and not by night: ask those who have been silent for long."""
    if wait_for_morning(uow, council_id, duty):
        return
    charter = charter_in_force(get_council(uow, council_id))
    is_early = is_noting(uow, council_id)
    postpone(uow, council_id, duty, uow.now + (NOTED_SOON if is_early else LOOK_EVERY))
    if is_early or is_away(uow, council_id):
        return
    if silent := _silent(uow, council_id, duty, charter.span("resting_after")):
        until = uow.now + charter.span("resting_asked_before")
        plan(uow, council_id, LetRest(uow.now), until)
        _ask(uow, council_id, silent, until)


def _silent(uow: Uow, council_id: CouncilId, duty: LookForResting, span: timedelta) -> list[Member]:
    """Who did nothing for so long, in which the bot was there to hear it."""
    # An act is noted by its day alone: from the end of that day on.
    since = day_of(uow.now) - span - timedelta(days=1)
    own: dict[str, Any] = {"council_id": council_id, "state": MemberState.ACTIVE, "resting_asked_at": None}
    quiet = uow.find(Member, last_act_at=AtMost(since), **own)
    if not quiet:
        forget_lost(uow, council_id, duty, since)
        return []
    lost = lost_until_now(uow, council_id, duty)
    heard = [member for member in quiet if member.last_act_at <= since - taken(lost, member.last_act_at)]
    return [member for member in heard if not _has_acted_in_secret(uow, member)]


def look_again(uow: Uow, moved: Moved, duty: LookForResting) -> None:
    """What was lost counts for nobody, but the look itself is a daily one."""
    postpone(uow, moved.council_id, duty, min(moved.due_at, uow.now + LOOK_EVERY))


def let_rest(uow: Uow, council_id: CouncilId, duty: LetRest) -> None:
    """Who was asked then and has not answered rests; a vote or a rating that no row tells is an answer too."""
    if is_noting(uow, council_id):
        postpone(uow, council_id, duty, uow.now + NOTED_SOON)
        return
    asked = uow.find(Member, council_id=council_id, state=MemberState.ACTIVE, resting_asked_at=duty.asked_at)
    there = [member for member in asked if _has_acted_in_secret(uow, member)]
    for member in there:
        uow.change(member, resting_asked_at=None)
    _rest(uow, council_id, [member for member in asked if member not in there])


def _has_acted_in_secret(reads: Reads, member: Member) -> bool:
    return any(has_acted(reads, member.council_id, member.person_id) for has_acted in reads.registers.secret_acts)


def _ask(uow: Uow, council_id: CouncilId, silent: list[Member], until: datetime) -> None:
    """Privately where the bot may write; all others together in the group."""
    in_group: list[PersonId] = []
    for member in silent:
        uow.change(member, resting_asked_at=uow.now)
        record(uow, council_id, roll_entries.RestingAsked(), member.person_id)
        if not _is_reachable(uow, member):
            in_group.append(member.person_id)
            continue
        key = f"still_here:{council_id}:{member.person_id}:{uow.now.isoformat()}"
        tell_person(uow, member.person_id, StillHere(until), once=key, council_id=council_id)
    for start in range(0, len(in_group), ASKED_TOGETHER):
        some = in_group[start : start + ASKED_TOGETHER]
        key = f"still_here:{council_id}:{uow.now.isoformat()}:{start}"
        tell_council(uow, council_id, StillHereAll(tuple(some), until), once=key)


def _is_reachable(reads: Reads, member: Member) -> bool:
    person = reads.get(Person, member.person_id)
    return person is not None and person.is_reachable


def _rest(uow: Uow, council_id: CouncilId, asked: list[Member]) -> None:
    for member in asked:
        place_changes(uow, council_id, member.person_id)
        uow.change(member, state=MemberState.RESTING)
        count_place(uow, council_id, member.state, MemberState.RESTING)
        record(uow, council_id, roll_entries.MemberRests(), member.person_id)
        if _is_reachable(uow, member):
            key = f"rests:{council_id}:{member.person_id}:{uow.now.isoformat()}"
            tell_person(uow, member.person_id, Rests(), once=key, council_id=council_id)
    if asked:
        base_changed(uow, council_id, {member.person_id for member in asked})
