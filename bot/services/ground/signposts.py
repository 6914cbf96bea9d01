"""In a large group whoever has no private chat open is led there: a page that they asked for waits for them in it.

So many others need not read it. The first of them is answered by a signpost, a line with a button that leads there; who
asks while it stands near gets a sign under their command, and the group hears nothing. What they send once more is
answered in the group: nobody has to open a private chat to read what their council is about.
"""

from dataclasses import replace
from typing import Any

from bot.domain.ground.ids import NO_COUNCIL, CouncilId
from bot.domain.ground.kept import name_of, to_json
from bot.domain.ground.messages import Signpost
from bot.domain.ground.outgoing import Card, Outgoing, OutgoingState
from bot.domain.ground.person import Person
from bot.domain.roll.member import ON_THE_ROLL, Member
from bot.services.ground.home import NOT_AT_HOME, council_of_answer, take_home
from bot.services.ground.ports import Reads, Uow

LARGE_ABOVE = 20
"""On the roll: in a smaller group an answer that all see disturbs few, and shows them how it is done. Our judgement."""

NEAR = 12
"""So many messages up a signpost is still seen, on a screen or two of a phone. Our judgement."""

LED = "led to private"
"""The trouble of what waits there."""

SIGNPOST = name_of(Signpost)


def led_to_private(reads: Reads, row: Outgoing) -> Person | None:
    """Whom this page waits for in private, if it answers a command in a large group; None where the group shows it."""
    is_new = row.asker_id is not None and row.person_id is None and row.message_id is None
    if not is_new or row.asker_id is None or row.reply_to is None or row.trouble == NOT_AT_HOME:
        return None
    person, council_id = reads.get(Person, row.asker_id), council_of_answer(reads, row)
    if person is None or council_id is None or not is_led(reads, council_id, person):
        return None
    return None if _is_from_us(reads, row) or _waiting(reads, row) else person


def is_led(reads: Reads, council_id: CouncilId, person: Person) -> bool:
    """Whether their private chat is not open, and the council so large that its group is spared what concerns one."""
    member = reads.get(Member, council_id, person.person_id)
    if person.is_reachable or member is None or member.state not in ON_THE_ROLL:
        return False
    first = reads.find(Member, limit=LARGE_ABOVE + 1, council_id=council_id, state=ON_THE_ROLL)
    return len(first) > LARGE_ABOVE


def is_seen_by_all(reads: Reads, council_id: CouncilId, person: Person | None) -> bool:
    """Whether a page that they ask for in the group stands there before all, where nobody can be shown it alone."""
    member = reads.get(Member, council_id, person.person_id) if person is not None else None
    if person is None or member is None or member.state not in ON_THE_ROLL:
        return True
    return not (person.is_reachable or is_led(reads, council_id, person))


def _is_from_us(reads: Reads, row: Outgoing) -> bool:
    """It answers a press: a sign under a message that all see says nothing of who pressed."""
    where = {"chat_id": row.chat_id, "message_id": row.reply_to}
    return bool(reads.count(Outgoing, **where) or reads.count(Card, **where))


def _waiting(reads: Reads, row: Outgoing) -> list[Outgoing]:
    """The same page, which waits for them already."""
    own: dict[str, Any] = {"person_id": row.asker_id, "council_id": row.council_id, "screen": row.screen}
    return reads.find(Outgoing, state=OutgoingState.SHELVED, trouble=LED, **own)


def sign_under(reads: Reads, row: Outgoing) -> int | None:
    """Their command, if a signpost stands near enough that a sign under it says where the answer is."""
    where: dict[str, Any] = {"chat_id": row.chat_id, "thread_id": row.thread_id, "state": OutgoingState.SENT}
    posts = reads.find(Outgoing, order="-message_id", limit=1, screen=SIGNPOST, **where)
    stands = posts[0].message_id if posts else None
    if stands is None or row.reply_to is None or row.reply_to - stands > NEAR:
        return None
    return row.reply_to


def go_private(uow: Uow, outgoing_id: str, is_signed: bool = False) -> None:
    """It goes to their private chat, or waits for it. Where nothing says so yet (`is_signed`) a signpost does."""
    take_home(uow, outgoing_id)
    row = uow.get(Outgoing, outgoing_id)
    person = led_to_private(uow, row) if row is not None and row.state is OutgoingState.WAITING else None
    if row is None or person is None:
        return
    away: dict[str, Any] = {"person_id": person.person_id, "reply_to": None, "thread_id": None}
    away |= {"state": OutgoingState.SHELVED, "trouble": LED}
    if is_signed:
        uow.change(row, **away)
        return
    uow.add(replace(row, outgoing_id=uow.new_id(), key=f"{row.key}:led", **away))
    council_id = council_of_answer(uow, row) or NO_COUNCIL
    uow.change(row, screen=SIGNPOST, params=to_json(Signpost()), about_id=None, council_id=council_id)
