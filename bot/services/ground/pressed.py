"""Where a button was pressed. Callback data proves nothing: anybody can send any of it with the id of any message.

So a press acts only under a message that had such a button, and turns only such a message into another.
"""

from bot.domain.council.council import Council
from bot.domain.ground.errors import DomainError
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.outgoing import Card, Outgoing, OutgoingState
from bot.services.ground.persons import sees_alone
from bot.services.ground.ports import Reads, Uow


class PressElsewhereError(DomainError):
    """The data was made up: this message never had such a button."""

    code = "press_elsewhere"


def ensure_under(reads: Reads, chat_id: int, message_id: int, verb: str) -> None:
    """Raise PressElsewhereError if it is known what stands there, and that it never had such a button.

    What a message is turned into is noted before it is shown (`delivery.foretell`), so that nobody need be believed
    while it is drawn. Of what was sent a moment ago nothing is known yet, of what went out long ago nothing any more.
    """
    card = _card_there(reads, chat_id, message_id)
    shown = [card] if card is not None else reads.find(Outgoing, chat_id=chat_id, message_id=message_id)
    if shown and not any(_had(row, verb) for row in shown):
        raise PressElsewhereError


def is_on_card(reads: Reads, screen: str, council_id: CouncilId, chat_id: int | None, message_id: int | None) -> bool:
    """Whether that message is known to be a card of this council that shows such a screen."""
    if chat_id is None or message_id is None:
        return False
    card = _card_there(reads, chat_id, message_id)
    return card is not None and (card.screen, card.council_id) == (screen, council_id)


def may_turn(uow: Uow, message_id: int) -> bool:
    """Whether the press may turn this message into another: never a card, which is drawn by its version alone."""
    chat_id, verb = uow.cause.chat_id, uow.cause.verb
    if chat_id is None or sees_alone(uow):
        return True
    if _card_there(uow, chat_id, message_id) is not None:
        return False
    if verb is None:
        return True
    shown = uow.find(Outgoing, chat_id=chat_id, message_id=message_id)
    if not shown:
        return _has_just_gone_out(uow, chat_id, message_id)
    return any(row.state is OutgoingState.WAITING or verb in (row.verbs or "").split() for row in shown)


def is_own(uow: Uow) -> bool:
    """Whether what was pressed answers the actor: nobody else's page is turned in their hands."""
    chat_id, message_id = uow.cause.chat_id, uow.cause.message_id
    if uow.actor is None or chat_id is None or message_id is None or sees_alone(uow):
        return True
    shown = uow.find(Outgoing, chat_id=chat_id, message_id=message_id)
    return all(row.asker_id in {None, uow.actor.person_id} for row in shown)


def become_card(uow: Uow, council_id: CouncilId) -> bool:
    """What all saw asked becomes the card that it led to, where that belongs there: one message instead of two."""
    where, council = uow.cause, uow.get(Council, council_id)
    if council is None or where.message_id is None or where.chat_id != council.chat_id or sees_alone(uow):
        return False
    made = made_now(uow, council_id)
    if len(made) != 1 or (made[0].thread_id or council.thread_id) != where.thread_id:
        return False
    asked = uow.find(Outgoing, chat_id=where.chat_id, message_id=where.message_id)
    verbs = " ".join(sorted({verb for row in asked for verb in (row.verbs or "").split()})) or None
    uow.change(made[0], chat_id=where.chat_id, message_id=where.message_id, verbs=verbs)
    return True


def made_now(reads: Reads, council_id: CouncilId) -> list[Card]:
    """The cards that this very use-case has opened."""
    return [card for card in reads.find(Card, council_id=council_id, rendered=0) if card.created_at == reads.now]


def _card_there(reads: Reads, chat_id: int, message_id: int) -> Card | None:
    found = reads.find(Card, chat_id=chat_id, message_id=message_id)
    return found[0] if found else None


def _had(shown: Card | Outgoing, verb: str) -> bool:
    """Nothing is noted of what an earlier release sent; of a page that waits to be turned nothing is shown yet."""
    if shown.verbs is None:
        return isinstance(shown, Card) or shown.state is not OutgoingState.WAITING
    return verb in shown.verbs.split()


def _has_just_gone_out(reads: Reads, chat_id: int, message_id: int) -> bool:
    """Whether it may be an answer whose sending is not noted yet: it stands below what it answers."""
    waiting = reads.find(Outgoing, chat_id=chat_id, state=OutgoingState.WAITING, message_id=None)
    return any(row.reply_to is None or row.reply_to < message_id for row in waiting)
