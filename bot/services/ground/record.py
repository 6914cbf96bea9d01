"""The record: every act an entry with actor, cause and time, chained from the first."""

from dataclasses import replace

from bot.domain.ground.entry import GENESIS, Entry, EntryText, digest_entry, digest_text
from bot.domain.ground.ids import CouncilId, PersonId
from bot.services.ground.ports import Reads, Uow

BY_A_MEMBER = "by a member"
"""The cause of an anonymous act: the answer to the update that brought it about went to its author."""


def last_entry(uow: Reads, council_id: CouncilId) -> Entry | None:
    """The newest entry of a council's chain."""
    newest = uow.find(Entry, order="-sequence", limit=1, council_id=council_id)
    return newest[0] if newest else None


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
    last = last_entry(uow, council_id)
    salts = {name: uow.new_secret() for name in texts or {}}
    digests = {name: digest_text(salts[name], text) for name, text in (texts or {}).items()}
    entry = Entry(
        council_id,
        last.sequence + 1 if last else 1,
        uow.now,
        kind,
        uow.actor.person_id if uow.actor and not is_anonymous else None,
        BY_A_MEMBER if is_anonymous else uow.cause.name,
        subject_id,
        last.digest if last else GENESIS,
        "",
        {**data, "digests": digests} if digests else data,
    )
    entry = replace(entry, digest=digest_entry(entry))
    uow.add(entry)
    for name, text in (texts or {}).items():
        uow.add(EntryText(council_id, entry.sequence, name, text, salts[name], of_person))
    return entry
