"""/digest: once a week, in private, what is the actor's to vote on and to answer. Off until they switch it on.

What it holds is read when it is sent; with nothing in it, nothing is sent. It waits in memory alone: of a row it would
be seen whether anything was sent, and so whether somebody has voted.
"""

from bot.domain.ground.errors import NobodyActsError
from bot.domain.ground.ids import NO_COUNCIL, CouncilId, PersonId
from bot.domain.ground.outgoing import Priority
from bot.domain.ground.person import Person
from bot.domain.me.digest import next_digest_at, waits_until
from bot.domain.me.duties import SendDigest
from bot.domain.me.messages import Digest, DigestSetting
from bot.services.council.council import councils_of
from bot.services.council.panel import show
from bot.services.ground.outbox import reply
from bot.services.ground.persons import actor_id
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.schedule import call_off, plan, postpone
from bot.services.ground.unwritten import tell_unwritten
from bot.services.me.me import ensure_self


def set_digest(uow: Uow, *, is_on: bool | None) -> None:
    """/digest, /digest on, /digest off: None only shows it. Raises NobodyActsError."""
    if is_on is not None:
        want_digest(uow, is_on=is_on)
    reply(uow, DigestSetting(asked_id=actor_id(uow)))


def press_digest(uow: Uow, asked_id: PersonId, *, is_on: bool) -> None:
    """[On] or [Off]. Raises DialogOverError for anybody but who was asked."""
    ensure_self(uow, asked_id)
    want_digest(uow, is_on=is_on)
    show(uow, NO_COUNCIL, DigestSetting(asked_id=asked_id), in_place=True)


def want_digest(uow: Uow, *, is_on: bool) -> Person:
    """From now on the actor gets it, or does not. Raises NobodyActsError."""
    if uow.actor is None:
        raise NobodyActsError
    uow.actor = uow.change(uow.actor, wants_digest=is_on)
    if is_on:
        plan(uow, NO_COUNCIL, SendDigest(uow.actor.person_id), next_digest_at(uow.now, zones_of(uow, uow.actor)[0]))
    else:
        call_off(uow, NO_COUNCIL, SendDigest(uow.actor.person_id))
    return uow.actor


def zones_of(reads: Reads, person: Person) -> list[str]:
    """Where they are, as far as one can know: by their own zone, else by those of their councils."""
    return [person.zone] if person.zone else [council.zone for council in councils_of(reads, person)] or ["UTC"]


def send_digest(uow: Uow, _: CouncilId, duty: SendDigest) -> None:
    """Due work: by day, and again next week. Who is on no roll any more, or was forgotten, gets none from now on."""
    person = uow.get(Person, duty.person_id)
    if person is None or not person.wants_digest:
        return
    councils = councils_of(uow, person)
    if not councils or person.forgotten_at is not None:
        uow.change(person, wants_digest=False)
        return
    zones = zones_of(uow, person)
    if (morning := waits_until(uow.now, zones)) is not None:
        postpone(uow, NO_COUNCIL, duty, morning)
        return
    postpone(uow, NO_COUNCIL, duty, next_digest_at(uow.now, zones[0]))
    if person.is_reachable:
        tell_unwritten(uow, person, Digest(), council_id=councils[0].council_id, priority=Priority.REMINDER)
