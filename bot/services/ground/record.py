"""The record: every act an entry with actor, cause and time, chained from the first."""

import typing
from dataclasses import fields, replace
from functools import cache
from typing import Any, TypeVar

from bot.domain.council.council import Council
from bot.domain.ground.entry import GENESIS, Entry, EntryText, Fact, Words, digest_entry, digest_text
from bot.domain.ground.ids import CouncilId, PersonId
from bot.domain.ground.kept import by_name, from_json, name_of, to_json
from bot.services.ground.ports import Reads, Uow

_F = TypeVar("_F", bound=Fact)

BY_A_MEMBER = "by a member"
"""The cause of an anonymous act: the answer to the update that brought it about went to its author."""


def head_of(reads: Reads, council_id: CouncilId) -> str:
    """The digest of the newest entry of a council's chain, as it stands on the council; GENESIS before the first."""
    council = reads.get(Council, council_id)
    return council.head if council else GENESIS


def record(
    uow: Uow,
    council_id: CouncilId,
    fact: Fact,
    subject_id: str,
    /,
    *,
    of_person: PersonId | None = None,
    is_anonymous: bool = False,
) -> Entry:
    """Append one entry. Words in it are kept beside the chain, erasable with `of_person`, here only as digests.

    `is_anonymous`: an act that is shown as "by a member" names no actor here either, nor the update that would tell.
    """
    council = uow.get(Council, council_id)
    assert council is not None, "the record of no council"
    texts = words_in(fact)
    salts = {name: uow.new_secret() for name in texts}
    digests = {name: digest_text(salts[name], text) for name, text in texts.items()}
    entry = Entry(
        council_id,
        council.entries + 1,
        uow.now,
        name_of(type(fact)),
        uow.actor.person_id if uow.actor and not is_anonymous else None,
        BY_A_MEMBER if is_anonymous else uow.cause.name,
        subject_id,
        council.head,
        "",
        _data(fact) | ({"digests": digests} if digests else {}),
    )
    entry = replace(entry, digest=digest_entry(entry))
    uow.add(entry)
    uow.change(council, entries=entry.sequence, head=entry.digest)
    for name, text in texts.items():
        uow.add(EntryText(council_id, entry.sequence, name, text, salts[name], of_person))
    return entry


def fact_of(reads: Reads, entry: Entry) -> Fact:
    """What an entry says, typed; erased words are empty. LookupError or NotReadableError if no kind reads so."""
    kind: type[Fact] = by_name(reads.registers.entries)[entry.kind]
    plain: type = kind
    data = {name: value for name, value in entry.data.items() if name != "digests"}
    digests = entry.data.get("digests", {})
    found = _texts_of(reads, entry) if digests else {}
    for name, is_many in _word_fields(plain).items():
        if is_many:
            data[name] = [found.get(one, "") for one in _numbered(name, len(digests)) if one in digests]
        elif name in digests:
            data[name] = found.get(name, "")
    return from_json(kind, data)


def facts_about(reads: Reads, kind: type[_F], council_id: CouncilId, subject_id: str) -> list[_F]:
    """What all entries of one kind about a subject say, oldest first. NotReadableError if one does not read so."""
    found = reads.find(Entry, council_id=council_id, subject_id=subject_id, kind=name_of(kind), order="sequence")
    facts = (fact_of(reads, entry) for entry in found)
    return [fact for fact in facts if isinstance(fact, kind)]


def _texts_of(reads: Reads, entry: Entry) -> dict[str, str]:
    texts = reads.find(EntryText, council_id=entry.council_id, sequence=entry.sequence)
    return {text.name: text.text for text in texts}


def words_in(fact: Fact) -> dict[str, str]:
    """The texts of an entry by name: "grounds"; of several, "option 1", "option 2"."""
    texts: dict[str, str] = {}
    for name, is_many in _words(fact).items():
        value = getattr(fact, name)
        if is_many:
            texts |= dict(zip(_numbered(name, len(value)), value, strict=True))
        elif value is not None:
            texts[name] = value
    return texts


def _words(fact: Fact) -> dict[str, bool]:
    kind: type = type(fact)
    return _word_fields(kind)


def _data(fact: Fact) -> dict[str, Any]:
    """What stands in the chain itself."""
    return {name: value for name, value in to_json(fact).items() if name not in _words(fact)}


def _numbered(name: str, number: int) -> list[str]:
    return [f"{name.removesuffix('s')} {index + 1}" for index in range(number)]


@cache
def _word_fields(kind: type) -> dict[str, bool]:
    """The fields that are somebody's words, and whether there are several of them."""
    hints = typing.get_type_hints(kind)
    parts = {field.name: (hints[field.name], *typing.get_args(hints[field.name])) for field in fields(kind)}
    return {name: typing.get_origin(hint[0]) is tuple for name, hint in parts.items() if Words in hint}
