"""Muting: while the bot may not write in the group its time stands still, as when it is out; votes go on in private.

Telegram tells nobody when a whole group is muted, or not any more: the first message that is refused begins it, the
first that goes out ends it, and one waits for that, which says so.
"""

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.council.council import Council, CouncilState
from bot.domain.council.duties import TellMuted, TryToWrite
from bot.domain.council.messages import CannotWrite, CanWriteAgain
from bot.domain.ground.due import Stop
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.outgoing import Outgoing, OutgoingState
from bot.domain.roll.member import Member, MemberState
from bot.services.ground.deadlines import hold, let_go
from bot.services.ground.outbox import tell_council, tell_person
from bot.services.ground.persons import persons_by_id
from bot.services.ground.ports import Uow
from bot.services.ground.schedule import call_off, plan

PAGE = 100
"""Members told in one transaction."""


def fall_silent(uow: Uow, council_id: CouncilId) -> None:
    """Telegram refuses what the bot writes in this group: nothing becomes due there until it takes something again."""
    council = uow.get(Council, council_id)
    if council is None or council.state is CouncilState.AWAY or council.muted_since_at is not None:
        return
    council = uow.change(council, muted_since_at=uow.now)
    hold(uow, council_id, Stop.SUSPENDED)
    tell_council(uow, council_id, CanWriteAgain(uow.now), once=_waiting_word(council))
    plan(uow, council_id, TryToWrite(council_id), uow.now + TryToWrite.EVERY)
    plan(uow, council_id, TellMuted(council_id), uow.now + TellMuted.AFTER)


def speak_again(uow: Uow, council: Council) -> Council:
    """The bot may write there: what stood still goes on, so much longer."""
    if council.muted_since_at is None:
        return council
    council = uow.change(council, muted_since_at=None)
    call_off(uow, council.council_id, TryToWrite(council.council_id))
    let_go(uow, council.council_id, Stop.SUSPENDED)
    return council


def _waiting_word(council: Council) -> str:
    since = council.muted_since_at
    return f"muted:{council.council_id}:{since.isoformat() if since else ''}"


def try_to_write(uow: Uow, council_id: CouncilId, _: TryToWrite) -> None:
    """Due work: the message that waits is tried once more."""
    council = uow.get(Council, council_id)
    if council is None or council.muted_since_at is None:
        return
    for row in uow.find(Outgoing, key=_waiting_word(council), state=OutgoingState.SHELVED):
        uow.change(row, state=OutgoingState.WAITING, next_at=uow.now)
    plan(uow, council_id, TryToWrite(council_id), uow.now + TryToWrite.EVERY)


def tell_muted(uow: Uow, council_id: CouncilId, duty: TellMuted) -> None:
    """Due work: a page of those on the roll who can be reached hear where they vote meanwhile, if anything is open."""
    council = uow.get(Council, council_id)
    since = council.muted_since_at if council is not None else None
    if council is None or since is None or not uow.count(Ballot, council_id=council_id, state=BallotState.OPEN):
        return
    page = uow.find(Member, council_id=council_id, state=MemberState.ACTIVE, limit=PAGE, skip=duty.told)
    for person in persons_by_id(uow, [member.person_id for member in page]):
        if person.is_reachable:
            key = f"{_waiting_word(council)}:{person.person_id}"
            tell_person(uow, person.person_id, CannotWrite(since), once=key, council_id=council_id)
    if len(page) == PAGE:
        plan(uow, council_id, TellMuted(council_id, duty.told + PAGE), uow.now)
