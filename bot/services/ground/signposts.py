"""In a large group whoever has no private chat open is led there: a page that they asked for waits for them in it.

So many others need not read it. The first of them is answered by a signpost, a line with a button that leads there; who
asks while it stands near gets a sign under their command, and the group hears nothing. What they send once more is
answered in the group: nobody has to open a private chat to read what their council is about.

What waits goes out last of all that does, so that it stands below the rest. (services/council/starting.py)
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.domain.council.council import Council
from bot.domain.ground.ids import NO_COUNCIL, CouncilId, PersonId
from bot.domain.ground.kept import name_of, to_json
from bot.domain.ground.messages import Signpost
from bot.domain.ground.outgoing import Card, Outgoing, OutgoingState, Priority
from bot.domain.ground.person import Person
from bot.domain.roll.member import ON_THE_ROLL, Member
from bot.services.ground.budget import give_back
from bot.services.ground.home import NOT_AT_HOME, council_of_answer, is_still_theirs, take_home
from bot.services.ground.ports import Reads, Uow

LARGE_ABOVE = 20
"""On the roll: in a smaller group an answer that all see disturbs few, and shows them how it is done. Our judgement."""

NEAR, LATELY = 6, timedelta(hours=36)
"""So many messages up, and so long ago, a signpost is still seen, on a screen of a phone. Our judgement."""

WAIT_AT_ONCE = 20
"""So many answers may wait for one person; what they ask for then is answered in the group. Our judgement."""

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
    waiting = answers_waiting(reads, person.person_id)
    is_known = any((each.screen, each.council_id, each.params) == _page_of(row) for each in waiting)
    return None if _is_from_us(reads, row) or is_known or len(waiting) >= WAIT_AT_ONCE else person


def is_led(reads: Reads, council_id: CouncilId, person: Person) -> bool:
    """Whether their private chat is not open, and the council so large that its group is spared what concerns one."""
    member = reads.get(Member, council_id, person.person_id)
    if person.is_reachable or member is None or member.state not in ON_THE_ROLL:
        return False
    council = reads.get(Council, council_id)
    return council is not None and council.on_roll > LARGE_ABOVE


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


def _page_of(row: Outgoing) -> tuple[str, CouncilId, dict[str, Any]]:
    return row.screen, row.council_id, row.params


def answers_waiting(reads: Reads, person_id: PersonId) -> list[Outgoing]:
    """What they asked for in large groups, and read as soon as they open their private chat."""
    rows = reads.find(Outgoing, state=OutgoingState.SHELVED, trouble=LED, person_id=person_id)
    return [row for row in rows if is_still_theirs(reads, row)]


def sign_under(reads: Reads, row: Outgoing) -> int | None:
    """Their command, if a signpost stands so near, and so lately, that a sign under it says where the answer is."""
    where: dict[str, Any] = {"chat_id": row.chat_id, "thread_id": row.thread_id, "state": OutgoingState.SENT}
    posts = reads.find(Outgoing, order="-message_id", limit=1, screen=SIGNPOST, **where)
    post = posts[0] if posts else None
    if post is None or post.message_id is None or post.sent_at is None or row.reply_to is None:
        return None
    is_near = row.reply_to - post.message_id <= NEAR and row.created_at - post.sent_at <= LATELY
    return row.reply_to if is_near else None


def go_private(uow: Uow, outgoing_id: str, is_signed: bool = False) -> None:
    """It goes to their private chat, or waits for it. Where nothing says so yet (`is_signed`) a signpost does."""
    take_home(uow, outgoing_id)
    row = uow.get(Outgoing, outgoing_id)
    person = led_to_private(uow, row) if row is not None and row.state is OutgoingState.WAITING else None
    if row is None or person is None:
        return
    away: dict[str, Any] = {"person_id": person.person_id, "reply_to": None, "thread_id": None}
    away |= {"state": OutgoingState.SHELVED, "trouble": LED, "priority": Priority.CARD}
    if is_signed:
        uow.change(row, **away)
        give_back(uow, row.chat_id or 0, person.person_id, row.created_at)
        return
    uow.add(replace(row, outgoing_id=uow.new_id(), key=f"{row.key}:led", **away))
    council_id = council_of_answer(uow, row) or NO_COUNCIL
    uow.change(row, screen=SIGNPOST, params=to_json(Signpost()), about_id=None, council_id=council_id)
