"""Verifying a record: each entry follows from the one before it, and each text is the one that was recorded."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.domain.entry import GENESIS, Entry, EntryText, digest_entry, digest_text
from bot.domain.ids import CouncilId
from bot.services.ports import MoreThan, Reads

BATCH = 1000
"""Entries read at a time: a record of years does not have to fit into memory."""


class Fault(StrEnum):
    """What is wrong: an entry is missing or altered (nothing after it can be trusted), or a text was exchanged."""

    CHAIN = "chain"
    TEXT = "text"


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
    for entry in _entries(reads, council_id):
        if (entry.sequence, entry.previous) != (count + 1, head) or digest_entry(entry) != entry.digest:
            findings.append(Finding(entry.sequence, Fault.CHAIN))
            break
        count, head = entry.sequence, entry.digest
        kept, is_true = _texts(reads, entry)
        erased += len(entry.data.get("digests", {})) - kept
        findings += [] if is_true else [Finding(entry.sequence, Fault.TEXT)]
    return Verified(count, head, erased, tuple(findings))


def _entries(reads: Reads, council_id: CouncilId) -> Iterator[Entry]:
    after = -1
    while found := reads.find(Entry, order="sequence", limit=BATCH, council_id=council_id, sequence=MoreThan(after)):
        yield from found
        after = found[-1].sequence


def _texts(reads: Reads, entry: Entry) -> tuple[int, bool]:
    """How many texts of this entry are still there, and whether all of those are the ones that were recorded."""
    digests = entry.data.get("digests", {})
    if not digests:
        return 0, True
    texts = reads.find(EntryText, council_id=entry.council_id, sequence=entry.sequence)
    return len(texts), all(digests.get(text.name) == digest_text(text.salt, text.text) for text in texts)
