"""Whether everybody who asked to be forgotten is: by what each table says of whose words it keeps."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from bot.domain.ground.person import Person
from bot.domain.ground.personal import Personal
from bot.services.ground.filters import MoreThan
from bot.services.ground.ports import Reads

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def erasure(reads: Reads) -> Iterator[str]:
    """Of who asked to be forgotten no words are left that are theirs (SPEC section 13)."""
    for person in reads.find(Person, forgotten_at=MoreThan(EPOCH)):
        for kind, personal in reads.personal.items():
            if any(_keeps(reads, person, kind, personal, column) for column in personal.about):
                yield f"{kind.__name__}: words of somebody who was forgotten are left"


def _keeps(reads: Reads, person: Person, kind: type[Any], personal: Personal, column: str) -> bool:
    words = personal.words_of(column)
    theirs: dict[str, Any] = {column: person.person_id}
    rows: list[Any] = reads.find(kind, **theirs) if words else []
    return any(personal.goes_with == column or any(getattr(row, name) for name in words) for row in rows)
