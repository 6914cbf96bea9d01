"""Muting: while the bot may not write in the group its time stands still, as when it is out; votes go on in private.

Telegram tells nobody when a whole group is muted, or not any more: the first message that is refused begins it, the
first that goes out ends it, and one waits for that, which says so. It is said once a day at most, and only where
something was held back, so that nobody who mutes the bot and lets it speak again fills the group with it.
"""

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.council.council import Council, CouncilState
from bot.domain.council.duties import TellMuted, TryToWrite
from bot.domain.council.messages import CannotWrite, CanWriteAgain
from bot.domain.ground.due import Stop
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.kept import name_of
from bot.domain.ground.outgoing import Card, Outgoing, OutgoingState
from bot.domain.roll.member import Member, MemberState
from bot.services.ground.deadlines import hold, let_go
from bot.services.ground.outbox import tell_council, tell_person
from bot.services.ground.persons import persons_by_id
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.schedule import call_off, plan

PAGE = 100
"""Members told in one transaction."""

STANDING = (BallotState.OPEN, BallotState.OPENING, BallotState.NOMINATING, BallotState.REPLY, BallotState.SECONDING)
"""Their time stands still meanwhile."""

NOT_OUT = (OutgoingState.WAITING, OutgoingState.SHELVED)


def fall_silent(uow: Uow, council_id: CouncilId) -> None:
    """Telegram refuses what the bot writes in this group: nothing becomes due there until it takes something again."""
    council = uow.get(Council, council_id)
    if council is None or council.state is CouncilState.AWAY or council.muted_since_at is not None:
        return
    council = uow.change(council, muted_since_at=uow.now)
    hold(uow, council_id, Stop.SUSPENDED)
    _let_it_be_said(uow, council)
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


def note_may_write(uow: Uow, council: Council) -> Council:
    """Telegram says that the bot has the right again: nothing need be tried where nothing waits."""
    if council.muted_since_at is None or _held_back(uow, council.council_id) or _waiting_words(uow, council.council_id):
        return council
    return speak_again(uow, council)


def _let_it_be_said(uow: Uow, council: Council) -> None:
    """The word that waits; one of these a day, and none where nothing waits with it."""
    council_id, since = council.council_id, council.muted_since_at
    is_held = bool(_held_back(uow, council_id)) or uow.count(Ballot, council_id=council_id, state=STANDING) > 0
    if since is not None and is_held and not _waiting_words(uow, council_id):
        tell_council(uow, council_id, CanWriteAgain(since), once=f"muted:{council_id}:{uow.now:%Y-%m-%d}")


def _waiting_words(reads: Reads, council_id: CouncilId) -> list[Outgoing]:
    """What says that the bot may write again, and has not gone out."""
    word = name_of(CanWriteAgain)
    return reads.find(Outgoing, council_id=council_id, person_id=None, screen=word, state=NOT_OUT)


def _held_back(reads: Reads, council_id: CouncilId) -> list[Outgoing]:
    """The oldest of what was refused, but for that word."""
    shelved = OutgoingState.SHELVED
    rows = reads.find(Outgoing, order="created_at", limit=2, council_id=council_id, person_id=None, state=shelved)
    return [row for row in rows if row.screen != name_of(CanWriteAgain)][:1]


def try_to_write(uow: Uow, council_id: CouncilId, _: TryToWrite) -> None:
    """Due work: the message that waits is tried once more; where it was said today, the oldest of the others.

    Else a card that never got there; and where nothing waits at all, the next that is refused begins it anew.
    """
    council = uow.get(Council, council_id)
    if council is None or council.muted_since_at is None:
        return
    _let_it_be_said(uow, council)
    rows = _waiting_words(uow, council_id) or _held_back(uow, council_id)
    for row in rows:
        if row.state is OutgoingState.SHELVED:
            uow.change(row, state=OutgoingState.WAITING, next_at=uow.now)
    if not rows and not _try_card(uow, council_id):
        speak_again(uow, council)
        return
    plan(uow, council_id, TryToWrite(council_id), uow.now + TryToWrite.EVERY)


def _try_card(uow: Uow, council_id: CouncilId) -> bool:
    """Whether there is one that was never posted: that shows whether the group takes something."""
    cards = uow.find(Card, council_id=council_id, message_id=None, is_gone=False, limit=1)
    for card in cards:
        uow.change(card, is_dirty=True)
    return bool(cards)


def tell_muted(uow: Uow, council_id: CouncilId, duty: TellMuted) -> None:
    """Due work: a page of those on the roll who can be reached hear where they vote meanwhile, if anything is open."""
    council = uow.get(Council, council_id)
    since = council.muted_since_at if council is not None else None
    if council is None or since is None or not uow.count(Ballot, council_id=council_id, state=BallotState.OPEN):
        return
    page = uow.find(Member, council_id=council_id, state=MemberState.ACTIVE, limit=PAGE, skip=duty.told)
    for person in persons_by_id(uow, [member.person_id for member in page]):
        if person.is_reachable:
            key = f"muted:{council_id}:{since:%Y-%m-%d}:{person.person_id}"
            tell_person(uow, person.person_id, CannotWrite(since), once=key, council_id=council_id)
    if len(page) == PAGE:
        plan(uow, council_id, TellMuted(council_id, duty.told + PAGE), uow.now)
