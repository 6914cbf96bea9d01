"""What the record of a council says, to be held against how it stands in the tables: for checks of `doctor`.

The record is chained, so whoever changes a row with a tool of their own leaves it behind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.domain.council.council import Council
from bot.domain.council.entries import CouncilMerged
from bot.domain.ground.entry import Entry, Fact
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.kept import name_of
from bot.services.ground.filters import MoreThan
from bot.services.ground.ports import Reads
from bot.services.ground.record import fact_of

F = TypeVar("F", bound=Fact)
PAGE = 500
"""Entries looked at in one statement, however long the record is."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """The record of one council, and those of councils that became one with it: their rows are its own since."""

    reads: Reads
    council: Council
    chains: tuple[CouncilId, ...]

    def about(self, subject_id: str, *kinds: type[Fact]) -> list[Fact]:
        """What entries of these kinds say of it, oldest first."""
        names = tuple(map(name_of, kinds))
        found = [
            entry
            for chain in self.chains
            for entry in self.reads.find(Entry, council_id=chain, subject_id=subject_id, kind=names, order="sequence")
        ]
        return [fact_of(self.reads, entry) for entry in found]

    def last(self, kind: type[F], subject_id: str) -> F | None:
        """What the newest such entry says of it."""
        found = [fact for fact in self.about(subject_id, kind) if isinstance(fact, kind)]
        return found[-1] if found else None

    def missing(self, row: type[object], column: str, *kinds: type[Fact]) -> Iterator[str]:
        """Ids of what has an entry of these kinds, but no row any more."""
        for page in self._pages(kinds):
            ids = tuple(entry.subject_id for entry in page)
            own: dict[str, Any] = {"council_id": self.council.council_id, column: _filled(ids)}
            known = {key[-1] for key in self.reads.keys(row, **own)}
            yield from dict.fromkeys(each for each in ids if each not in known)

    def _pages(self, kinds: Iterable[type[Fact]]) -> Iterator[list[Entry]]:
        names = tuple(map(name_of, kinds))
        for chain in self.chains:
            after = 0
            while found := self.reads.find(
                Entry, order="sequence", limit=PAGE, council_id=chain, kind=names, sequence=MoreThan(after)
            ):
                yield found
                after = found[-1].sequence


def _filled(ids: tuple[str, ...]) -> tuple[str, ...]:
    """So many always, so that the statement is the same for every page."""
    return ids + ids[-1:] * (PAGE - len(ids))


def records(reads: Reads) -> Iterator[Recorded]:
    """Of every council."""
    for council in reads.find(Council):
        yield Recorded(reads, council, (*_merged(reads, council.council_id), council.council_id))


def _merged(reads: Reads, council_id: CouncilId) -> Iterator[CouncilId]:
    """Those that became one with it, oldest first, and those that had become one with them."""
    for entry in reads.find(Entry, council_id=council_id, kind=name_of(CouncilMerged), order="sequence"):
        yield from _merged(reads, CouncilId(entry.subject_id))
        yield CouncilId(entry.subject_id)


def is_other(kept: str | None, told: str | None) -> bool:
    """Whether a text is not the one that was recorded. Of one that was erased ("") nobody can tell."""
    return told not in {"", kept or None}
