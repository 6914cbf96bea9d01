"""Due work: planning it, calling it off, and doing it. bot/services/registers/duties.py says what each kind does."""

from datetime import datetime, timedelta

from bot.domain.ground.due import Due
from bot.domain.ground.ids import CouncilId
from bot.services.ground.ports import AtMost, Reads, Uow


def plan(uow: Uow, council_id: CouncilId, kind: str, subject_id: str, due_at: datetime, mark: str = "") -> None:
    """Do `kind` for the subject at `due_at`; planned again for the same subject (and mark) it moves."""
    key = f"{kind}:{subject_id}:{mark}"
    known = uow.find(Due, council_id=council_id, key=key)
    if known:
        uow.change(known[0], due_at=due_at, done_at=None)
    else:
        uow.add(Due(council_id, uow.new_id(), key, kind, subject_id, due_at))


def call_off(uow: Uow, council_id: CouncilId, kind: str, subject_id: str, mark: str = "") -> None:
    """The duty has gone; does nothing if it was never planned or is done."""
    for known in uow.find(Due, council_id=council_id, key=f"{kind}:{subject_id}:{mark}", done_at=None):
        uow.change(known, done_at=uow.now)


def planned_at(reads: Reads, council_id: CouncilId, kind: str, subject_id: str, mark: str = "") -> datetime | None:
    """When this is due, None if it is not planned or done."""
    known = reads.find(Due, council_id=council_id, key=f"{kind}:{subject_id}:{mark}", done_at=None)
    return known[0].due_at if known else None


def hold(uow: Uow, council_id: CouncilId, subject_id: str, kind: str | None = None) -> None:
    """Let nothing become due for this subject (or nothing of this kind) until `let_go`."""
    for known in uow.find(Due, council_id=council_id, subject_id=subject_id, done_at=None, held_since_at=None):
        if kind in {None, known.kind}:
            uow.change(known, held_since_at=uow.now)


def let_go(uow: Uow, council_id: CouncilId) -> None:
    """What was held becomes due again, later by the time it was held for."""
    for known in uow.find(Due, council_id=council_id, done_at=None):
        if known.held_since_at is not None:
            uow.change(known, due_at=known.due_at + (uow.now - known.held_since_at), held_since_at=None)


def due_now(uow: Reads, limit: int = 100) -> list[Due]:
    """What is due, oldest first."""
    return uow.find(Due, order="due_at", limit=limit, done_at=None, held_since_at=None, due_at=AtMost(uow.now))


def next_due_at(uow: Reads) -> datetime | None:
    """When the next duty is due, if any is planned."""
    coming = uow.find(Due, order="due_at", limit=1, done_at=None, held_since_at=None)
    return coming[0].due_at if coming else None


def do_due(uow: Uow, council_id: CouncilId, due_id: str) -> bool:
    """Do one duty in this transaction, if it is due still; the done-mark and its effects are one commit.

    Since it was looked up it may have been done, moved, or held: the bot was removed from the group in that moment.
    """
    due = uow.get(Due, council_id, due_id)
    if due is None or due.done_at is not None or due.held_since_at is not None or due.due_at > uow.now:
        return False
    uow.change(due, done_at=uow.now)
    uow.registers.duties[due.kind](uow, council_id, due.subject_id)
    return True


PUT_OFF_FOR = timedelta(minutes=5)


def put_off(uow: Uow, council_id: CouncilId, due_id: str) -> None:
    """A duty that failed is tried again later: never lost, never in the way of the others."""
    due = uow.get(Due, council_id, due_id)
    if due is not None and due.done_at is None:
        uow.change(due, due_at=uow.now + PUT_OFF_FOR)
