"""Persons: who has been seen, under which name, and how they can be found again. Usernames are kept casefolded."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.ground.calendar import day_of
from bot.domain.ground.errors import NobodyActsError
from bot.domain.ground.ids import CouncilId, PersonId
from bot.domain.ground.names import look_of, person_name, told_apart
from bot.domain.ground.person import SIGHTING_COUNTS_FOR, Person, Sender, first_name_of, named
from bot.services.ground.filters import MoreThan
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.queries import NamedOnRoll

NAMELESS = "…"
"""Stands for a name of invisible characters alone, in every language."""

SIGHTING_REFRESHED_AFTER = SIGHTING_COUNTS_FOR / 30
"""A sighting is written anew once a day at most: a write for every press would gain nothing."""


def in_private(uow: Uow) -> bool:
    """Whether the act was made in the actor's private chat."""
    return uow.actor is not None and uow.cause.chat_id == uow.actor.telegram_id


def sees_alone(uow: Uow) -> bool:
    """Whether nobody but the actor sees the message under which the act was made: in private, or in a group."""
    return in_private(uow) or (uow.cause.message_id is not None and uow.cause.message_id < 0)


def is_unseen(uow: Uow) -> bool:
    """Whether nobody knows that the actor is at it: in private, and not in answer to what they said in a group."""
    return in_private(uow) and uow.cause.begun_in is None


def topic_here(uow: Uow) -> int | None:
    """The topic of the group in which the actor is at it: what they make is posted there. None in private."""
    return uow.cause.begun_thread if in_private(uow) else uow.cause.thread_id


def identify(uow: Uow, sender: Sender, *, is_private: bool = False, is_secret: bool = False) -> Person:
    """The person behind an update, added at the first sighting; name, username and language follow Telegram.

    `is_secret`: the update may rewrite their slot, so that nothing else of them is written with it but that the way to
    them is open; the rest follows with the next act that names no secret, or with the close (`note_sightings`).
    """
    known = uow.find(Person, telegram_id=sender.telegram_id)
    sender = replace(sender, username=sender.username.casefold() if sender.username else None)
    if not known or known[0].name != sender.name:
        sender = replace(sender, name=_showing(sender))
    if not known:
        person = Person(
            PersonId(uow.new_id()),
            sender.telegram_id,
            sender.name,
            sender.username,
            sender.language,
            day_of(uow.now),
            is_private,
        )
        person = replace(person, **named(sender.name))
        _take_username(uow, sender.username)
        uow.add(person)
        return person
    if is_secret:
        return uow.change(known[0], is_reachable=True) if is_private and not known[0].is_reachable else known[0]
    return _refresh(uow, known[0], sender, is_private=is_private)


def note_sightings(uow: Uow, person_ids: Collection[PersonId], at: datetime) -> None:
    """They were seen not long before, and no row says when: written only before their username would lapse."""
    for person in persons_by_id(uow, sorted(person_ids)):
        if at - person.seen_at > SIGHTING_COUNTS_FOR / 2:
            uow.change(person, seen_at=day_of(at))


def _showing(sender: Sender) -> str:
    """The name, if anything of it shows: a button or a sentence with nothing where a name belongs tells nobody who."""
    if person_name(sender.name):
        return sender.name
    return f"@{sender.username}" if sender.username else NAMELESS


def _refresh(uow: Uow, person: Person, sender: Sender, *, is_private: bool) -> Person:
    changes: dict[str, object] = {}
    if person.forgotten_at is None and (person.name, person.username) != (sender.name, sender.username):
        changes |= named(sender.name)
        changes |= {"username": sender.username, "seen_at": day_of(uow.now)}
        if sender.username != person.username:
            _take_username(uow, sender.username)
            changes |= {"lost_username": None, "lost_username_at": None}
    if sender.language not in {None, person.language} and not person.is_language_chosen:
        changes["language"] = sender.language
    if uow.now - person.seen_at > SIGHTING_REFRESHED_AFTER:
        changes["seen_at"] = day_of(uow.now)
    if is_private and not person.is_reachable:
        changes["is_reachable"] = True
    return uow.change(person, **changes)


def _take_username(uow: Uow, username: str | None) -> None:
    """At Telegram a username is one person's: whoever was seen under it before bears another by now."""
    for former in uow.find(Person, username=username) if username is not None else ():
        uow.change(former, username=None, lost_username=username, lost_username_at=day_of(uow.now))


def persons_by_username(reads: Reads, username: str) -> list[Person]:
    """Who was seen under this username, however long ago; the newest sighting first."""
    return reads.find(Person, order="-seen_at", username=username.removeprefix("@").casefold())


def losers_of_username(reads: Reads, username: str) -> list[Person]:
    """Who bore it until somebody else was seen under it, within 30 days: who takes a name for an hour is not them."""
    lost, since = username.removeprefix("@").casefold(), MoreThan(reads.now - SIGHTING_COUNTS_FOR)
    return reads.find(Person, lost_username=lost, lost_username_at=since)


def is_long_ago(reads: Reads, person: Person) -> bool:
    """Whether the last sighting is older than a username counts by itself (SPEC section 1)."""
    return reads.now - person.seen_at >= SIGHTING_COUNTS_FOR


def number_of_name(reads: Reads, council_id: CouncilId, person: Person) -> int | None:
    """Which of several on the roll who bear their name; None where nobody else does.

    By the order in which the bot met them, which never changes.
    """
    look = look_of(person_name(person.name))
    alike = reads.ask(NamedOnRoll(council_id, first_name_of(person.name)))
    same = [one.person_id for one in alike if look_of(person_name(one.name)) == look]
    return same.index(person.person_id) + 1 if len(same) > 1 and person.person_id in same else None


def name_here(reads: Reads, council_id: CouncilId, person: Person | None) -> str:
    """Their name as this council reads it, told apart from others who bear it; empty where nothing is known of them."""
    name = person_name(person.name) if person is not None else ""
    if person is None or not name:
        return name
    return told_apart(name, person.username, number_of_name(reads, council_id, person))


def person_here(reads: Reads, council_id: CouncilId, person: Person | None) -> Person | None:
    """The same person under the name by which this council reads them; who was forgotten stays as they are."""
    if person is None or person.forgotten_at is not None:
        return person
    return replace(person, name=name_here(reads, council_id, person))


FETCHED_TOGETHER = 200


def persons_by_id(reads: Reads, ids: Sequence[PersonId]) -> list[Person]:
    """These persons, fetched in few statements of one shape: the last id fills the last one up."""
    found: list[Person] = []
    for start in range(0, len(ids), FETCHED_TOGETHER):
        part = list(ids[start : start + FETCHED_TOGETHER])
        part += part[-1:] * (FETCHED_TOGETHER - len(part))
        found += reads.find(Person, person_id=tuple(part))
    return found


def actor_id(uow: Uow) -> PersonId:
    """The person who acts. Raises NobodyActsError for due work and for posts of nobody."""
    if uow.actor is None:
        raise NobodyActsError
    return uow.actor.person_id
