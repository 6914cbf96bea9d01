"""How far a use-case may reach: whoever hands one to the writer names whose rows it may change, before it runs.

Most name a council by its id. An update in a group names the group, a private one the person: which councils those are
is looked up in the same transaction. A row of a council that was not named is refused (NotNamedError): on PostgreSQL,
where each named council is locked for the transaction, two processes would lose what the other wrote.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.domain.council.council import Council, Former
from bot.domain.ground.dialog import Dialog
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.person import Person
from bot.domain.roll.member import Member
from bot.services.ground.ports import Reads


@dataclass(frozen=True, slots=True)
class InChat:
    """The council of this group; it may be made now."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class OfPerson:
    """Every council this person is or was on the roll of, or is asked something about in private."""

    telegram_id: int


@dataclass(frozen=True, slots=True)
class Acting:
    """This person acts: no council by itself, but nobody else writes for them meanwhile."""

    telegram_id: int


@dataclass(frozen=True, slots=True)
class Everywhere:
    """All councils: what nothing else may run beside, so it has to be short and rare.

    A start, the end of an outage, housekeeping, a page of a broadcast: each finds the councils that it changes itself.
    """


EVERYWHERE = Everywhere()

Named = CouncilId | InChat | OfPerson | Acting | Everywhere
"""What a write may name."""


LOOKED_UP = frozenset({Council, Former, Person, Member, Dialog})
"""The kinds of rows by which councils are found behind names."""


def councils_named(reads: Reads, names: Iterable[Named]) -> set[CouncilId] | None:
    """The councils behind these names as they are now; None for all there are."""
    wanted = list(names)
    if EVERYWHERE in wanted:
        return None
    return {council_id for name in wanted for council_id in _behind(reads, name)}


def _behind(reads: Reads, name: Named) -> Iterator[CouncilId]:
    match name:
        case InChat(chat_id):
            yield from (council.council_id for council in reads.find(Council, chat_id=chat_id))
            former = reads.get(Former, str(chat_id))
            if former is not None:
                yield former.council_id
        case OfPerson(telegram_id):
            for person in reads.find(Person, telegram_id=telegram_id):
                yield from (member.council_id for member in reads.find(Member, person_id=person.person_id))
                asked = reads.get(Dialog, telegram_id, person.person_id)
                if asked is not None:
                    yield asked.council_id
        case Acting() | Everywhere():
            return
        case _:
            yield name


def councils_led_to(reads: Reads, names: Iterable[Named]) -> set[CouncilId]:
    """The same with those that took the place of another which is named still: all that may have to be locked."""
    found = councils_named(reads, names) or set()
    return found | {row.council_id for row in reads.find(Former, name=tuple(found))} if found else found


def ground_names(names: Iterable[Named]) -> set[str]:
    """What is locked before councils are looked up: groups, so that none gets two councils, and persons."""
    found: set[str] = set()
    for name in names:
        match name:
            case InChat(chat_id):
                found.add(f"chat:{chat_id}")
            case OfPerson(telegram_id) | Acting(telegram_id):
                found.add(f"person:{telegram_id}")
            case _:
                pass
    return found
