"""Whether what was due is done: a check of `doctor`."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.domain.council.council import Council, CouncilState
from bot.domain.ground.due import Due
from bot.domain.ground.inbox import Heartbeat
from bot.domain.ground.kept import name_of
from bot.domain.ground.person import Person
from bot.domain.me.duties import SendDigest
from bot.services.ground.filters import AtMost, MoreThan
from bot.services.ground.ports import Reads

DUE_WITHIN = timedelta(hours=1)
"""Due work may be so late while the bot is up: it is tried again every few minutes."""

AWAKE_WITHIN = timedelta(minutes=1)


def due_work(reads: Reads) -> Iterator[str]:
    """What was due is done, as long as the bot is up; after an outage it is done late (invariant 5).

    What stands still while the bot is out of a group, or may not write there, is not due; it must not stand still once
    it is back.
    """
    if not is_awake(reads):
        return
    late = reads.now - DUE_WITHIN
    for due in reads.find(Due, order="due_at", limit=1000, done_at=None, held_by=0, due_at=AtMost(late)):
        yield f"duty {due.kind} {due.due_id}: due {due.due_at:%Y-%m-%d %H:%M}, not done"
    yield from _failing(reads, late)
    yield from _digests(reads)
    for council in reads.find(Council, state=CouncilState.ACTIVE, muted_since_at=None):
        for due in reads.find(Due, council_id=council.council_id, done_at=None, held_by=MoreThan(0)):
            yield f"duty {due.kind} {due.due_id}: stands still, though the bot is in the group"


def _failing(reads: Reads, late: datetime) -> Iterator[str]:
    """What takes nobody any time, and waits: it is tried again and again."""
    kinds = tuple(name_of(kind) for kind in reads.registers.duties if kind.is_at_once)
    for due in reads.find(Due, order="due_at", limit=1000, done_at=None, kind=kinds, since_at=AtMost(late)):
        if due.due_at > late:
            where = f" of council {due.council_id}" if due.council_id else ""
            yield f"duty {due.kind} {due.due_id}{where}: fails since {due.since_at:%Y-%m-%d %H:%M}"


def _digests(reads: Reads) -> Iterator[str]:
    """Who wants the weekly digest gets it, and nobody else."""
    planned = {due.subject.get("person_id") for due in reads.find(Due, kind=name_of(SendDigest), done_at=None)}
    wanted = {person_id for (person_id,) in reads.keys(Person, wants_digest=True)}
    if wanted != planned:
        yield f"{len(wanted)} people want the weekly digest, and it is planned for {len(planned & wanted)} of them"


def is_awake(reads: Reads) -> bool:
    """Whether the bot heard Telegram a moment ago: what time brings about has then been brought about."""
    return reads.count(Heartbeat, heard_at=MoreThan(reads.now - AWAKE_WITHIN)) > 0
