"""Who was seen in a group's chat (SPEC section 2, "only people who are in the chat join")."""

from bot.domain.ground.calendar import day_of
from bot.domain.ground.ids import CouncilId, PersonId
from bot.domain.ground.person import Person
from bot.domain.roll.messages import NEWCOMERS
from bot.domain.roll.seen import Seen
from bot.services.council.council import council_of_chat, get_council
from bot.services.ground.ports import Reads, Uow
from bot.services.roll.standing import may_vote_now, place_of


def note_seen(uow: Uow, chat_id: int, person_id: PersonId) -> None:
    """They wrote in the chat or came into it; noted once.

    Who joined the roll unseen while the council was founded, and waits for that alone, is a founder from now on.
    """
    council = council_of_chat(uow, chat_id)
    if council is None or not _add(uow, council.council_id, person_id):
        return
    member = place_of(uow, council.council_id, person_id)
    if member is None or not member.is_waiting(uow.now):
        return
    uow.raise_version(council.council_id, NEWCOMERS)
    if council.is_founding(uow.now):
        may_vote_now(uow, uow.change(member, is_founder=True), why="seen")


def note_said(uow: Uow, council_id: CouncilId, person_id: PersonId) -> None:
    """Telegram said that they are in the chat."""
    _add(uow, council_id, person_id)


def _add(uow: Uow, council_id: CouncilId, person_id: PersonId) -> bool:
    if was_seen(uow, council_id, person_id):
        return False
    uow.add(Seen(council_id, person_id, day_of(uow.now)))
    return True


def was_seen(reads: Reads, council_id: CouncilId, person_id: PersonId) -> bool:
    """Whether they were seen in the chat, and have not left it since."""
    return reads.get(Seen, council_id, person_id) is not None


def note_unseen(uow: Uow, chat_id: int, telegram_id: int) -> None:
    """They are not in the chat any more, by whomever's hand."""
    council = council_of_chat(uow, chat_id)
    for person in uow.find(Person, telegram_id=telegram_id) if council else []:
        known = uow.get(Seen, council.council_id, person.person_id) if council else None
        if known is not None:
            uow.remove(known)


def is_on_roll_here(reads: Reads, council_id: CouncilId, telegram_id: int) -> bool:
    """Whether this account is on the council's roll: nobody asks Telegram about them any more."""
    found = reads.find(Person, telegram_id=telegram_id)
    council = get_council(reads, council_id)
    return bool(found) and place_of(reads, council.council_id, found[0].person_id) is not None
