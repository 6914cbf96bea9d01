"""Between councils: what one must know of another goes as a letter, done exactly once and in order of each pair.

Where both councils are in one database, the receiver's part runs in the sender's transaction: a fall through all tiers
is one commit. So the write has to name every council that a letter may reach; one that it did not name is refused like
any other row of it (NotNamedError), and nothing of the act is kept. Where the receiver is in another database, the
letter stays in the sender's rows, and whoever carries it there calls `receive`: as often as it comes, in any order.
"""

from bot.domain.council.council import Council
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.kept import by_name, from_json, name_of, to_json
from bot.domain.ground.letter import Early, Letter, Received, Sent
from bot.services.ground.filters import MoreThan
from bot.services.ground.ports import Reads, Uow


def send(uow: Uow, council_id: CouncilId, receiver_id: CouncilId, letter: Letter) -> Sent:
    """Council `council_id` tells another."""
    last = uow.find(Sent, order="-number", limit=1, council_id=council_id, receiver_id=receiver_id)
    number = last[0].number + 1 if last else 1
    sent = Sent(council_id, receiver_id, number, name_of(type(letter)), to_json(letter), uow.now)
    uow.add(sent)
    if uow.get(Council, receiver_id) is not None:
        receive(uow, sent)
    return sent


def unheard(reads: Reads, council_id: CouncilId, receiver_id: CouncilId, heard: int) -> list[Sent]:
    """What a receiver that has come as far as `heard` is still to be told, in order."""
    sent = reads.find(Sent, council_id=council_id, receiver_id=receiver_id, number=MoreThan(heard))
    return sorted(sent, key=lambda row: row.number)


def receive(uow: Uow, sent: Sent) -> int:
    """The receiver does what the letter asks, and what waited for it; returns how far it has come with this sender.

    A letter that was done already does nothing, one that came too early waits.
    """
    at = uow.get(Received, sent.receiver_id, sent.council_id)
    if at is None:
        at = Received(sent.receiver_id, sent.council_id, 0)
        uow.add(at)
    if sent.number > at.number:
        _keep(uow, sent)
    while (early := uow.get(Early, at.council_id, at.sender_id, at.number + 1)) is not None:
        at = uow.change(at, number=early.number)
        uow.remove(early)
        _do(uow, early)
    return at.number


def _keep(uow: Uow, sent: Sent) -> None:
    if uow.get(Early, sent.receiver_id, sent.council_id, sent.number) is None:
        uow.add(Early(sent.receiver_id, sent.council_id, sent.number, sent.kind, sent.data))


def _do(uow: Uow, early: Early) -> None:
    kind = by_name(uow.registers.receivers)[early.kind]
    uow.registers.receivers[kind](uow, early.council_id, early.sender_id, from_json(kind, early.data))
