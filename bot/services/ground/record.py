"""The record: every act an entry with actor, cause and time, chained from the first."""

from dataclasses import replace

from bot.domain.council.council import Council
from bot.domain.ground.entry import GENESIS, Entry, EntryText, digest_entry, digest_text
from bot.domain.ground.ids import CouncilId, PersonId
from bot.services.ground.ports import Reads, Uow

BY_A_MEMBER = "by a member"
"""The cause of an anonymous act: the answer to the update that brought it about went to its author."""


def head_of(reads: Reads, council_id: CouncilId) -> str:
    """The digest of the newest entry of a council's chain, as it stands on the council; GENESIS before the first."""
    council = reads.get(Council, council_id)
    return council.head if council else GENESIS


def record(  # the subject and what is known of it make up an entry
    uow: Uow,
    council_id: CouncilId,
    kind: str,
    subject_id: str,
    /,
    *,
    texts: dict[str, str] | None = None,
    of_person: PersonId | None = None,
    is_anonymous: bool = False,
    **data: object,
) -> Entry:
    """Append one entry. `texts` (by name) are kept beside the chain, erasable with `of_person`, here only as digests.

    `is_anonymous`: an act that is shown as "by a member" names no actor here either, nor the update that would tell.
    """
    council = uow.get(Council, council_id)
    assert council is not None, "the record of no council"
    salts = {name: uow.new_secret() for name in texts or {}}
    digests = {name: digest_text(salts[name], text) for name, text in (texts or {}).items()}
    entry = Entry(
        council_id,
        council.entries + 1,
        uow.now,
        kind,
        uow.actor.person_id if uow.actor and not is_anonymous else None,
        BY_A_MEMBER if is_anonymous else uow.cause.name,
        subject_id,
        council.head,
        "",
        {**data, "digests": digests} if digests else data,
    )
    entry = replace(entry, digest=digest_entry(entry))
    uow.add(entry)
    uow.change(council, entries=entry.sequence, head=entry.digest)
    for name, text in (texts or {}).items():
        uow.add(EntryText(council_id, entry.sequence, name, text, salts[name], of_person))
    return entry
