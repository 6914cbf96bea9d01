"""Verifying a record: each entry follows from the one before it, and each text is the one that was recorded."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.council.council import Council
from bot.domain.ground.entry import GENESIS, Entry, EntryText, digest_entry, digest_text
from bot.domain.ground.ids import CouncilId
from bot.services.ground.filters import MoreThan
from bot.services.ground.ports import Reads

BATCH = 1000
"""Entries read at a time: a record of years does not have to fit into memory."""


class Fault(StrEnum):
    """What is wrong: an entry is missing or altered (nothing after it can be trusted), a text is not what was recorded.

    HEAD: the record does not end where its council says that it does, so the last entries are missing.
    """

    CHAIN = "chain"
    TEXT = "text"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, at this entry."""

    sequence: int
    fault: Fault


@dataclass(frozen=True, slots=True)
class Verified:
    """How far the record was followed, the digest it ends with, how many texts were erased, and what is wrong."""

    entries: int
    head: str
    erased: int
    findings: tuple[Finding, ...]


def verify_record(reads: Reads, council_id: CouncilId) -> Verified:
    """Recompute the chain from its first entry, and the digests of all texts that were not erased.

    An erased text is no fault: the chain holds its salted digest, not the text. Stops at the first broken entry.
    """
    count, head, erased = 0, GENESIS, 0
    findings: list[Finding] = []
    for entry, texts in _entries(reads, council_id):
        if (entry.sequence, entry.previous) != (count + 1, head) or digest_entry(entry) != entry.digest:
            findings.append(Finding(entry.sequence, Fault.CHAIN))
            break
        count, head = entry.sequence, entry.digest
        digests = entry.data.get("digests", {})
        erased += len(digests) - len(texts)
        if any(digests.get(text.name) != digest_text(text.salt, text.text) for text in texts):
            findings.append(Finding(entry.sequence, Fault.TEXT))
    council = reads.get(Council, council_id)
    if council is not None and not _is_broken(findings) and (council.entries, council.head) != (count, head):
        findings.append(Finding(count, Fault.HEAD))
    return Verified(count, head, erased, tuple(findings))


def _is_broken(findings: list[Finding]) -> bool:
    return any(finding.fault is Fault.CHAIN for finding in findings)


def _entries(reads: Reads, council_id: CouncilId) -> Iterator[tuple[Entry, list[EntryText]]]:
    """Each entry with the texts that lie beside it, a batch at a time."""
    after = -1
    while found := reads.find(Entry, order="sequence", limit=BATCH, council_id=council_id, sequence=MoreThan(after)):
        texts = _texts(reads, found)
        for entry in found:
            yield entry, texts.get(entry.sequence, [])
        after = found[-1].sequence


def _texts(reads: Reads, entries: list[Entry]) -> dict[int, list[EntryText]]:
    """The texts of these entries; the last number fills up, so that the statement is the same for every batch."""
    wanted = [entry.sequence for entry in entries]
    wanted += wanted[-1:] * (BATCH - len(wanted))
    found: dict[int, list[EntryText]] = {}
    for text in reads.find(EntryText, council_id=entries[0].council_id, sequence=tuple(wanted)):
        found.setdefault(text.sequence, []).append(text)
    return found
