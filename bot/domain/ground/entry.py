"""An entry of the record: append-only, hash-chained, one chain for each council."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, NewType

from bot.domain.ground.ids import CouncilId, PersonId

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

GENESIS = "0" * 64
"""What the first entry of a chain names as its predecessor."""


Words = NewType("Words", str)
"""What somebody wrote: in an entry it stands as a salted digest alone, and the text beside the chain, erasable."""


class Fact:
    """A kind of entry. A subclass is a frozen dataclass: its fields are the entry's data, those of Words its texts."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One act. `cause`: what brought it about ("update:17", "due:close_ballot:..."). `data` holds no choice of a voter.

    Texts and names that a person may have erased are not in `data`; their salted digests are, under "digests", and the
    text itself lies in EntryText. Erasing it leaves the chain valid.
    """

    council_id: CouncilId
    sequence: int
    at: datetime
    kind: str
    actor_id: PersonId | None
    cause: str
    subject_id: str
    previous: str
    digest: str
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EntryText:
    """A text of an entry, erasable; `salt` keeps its digest from being guessed once it is gone."""

    council_id: CouncilId
    sequence: int
    name: str
    text: str
    salt: str
    person_id: PersonId | None = None


def digest_entry(entry: Entry) -> str:
    """SHA-256 in hexadecimal over the canonical JSON of every field but the digest itself (sorted keys, no spaces).

    The time is in whole microseconds since 1970.
    """
    fields = [
        entry.council_id, entry.sequence, (entry.at - EPOCH) // MICROSECOND, entry.kind, entry.actor_id,
        entry.cause, entry.subject_id, entry.previous, entry.data,
    ]  # fmt: skip
    canonical = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode()).hexdigest()


def digest_text(salt: str, text: str) -> str:
    """SHA-256 in hexadecimal over salt and text: what the chain keeps of an erasable text."""
    return hashlib.sha256(f"{salt}:{text}".encode()).hexdigest()
