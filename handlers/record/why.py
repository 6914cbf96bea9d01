"""/why: in reply to a card or message, with a decision's number, with a name, or alone for the last refusal."""

from bot.services.ground.naming import Who
from bot.services.ground.ports import Uow
from bot.services.record.why import why_decision, why_message, why_person, why_refused
from handlers.act import Act
from handlers.whom import whom

NUMBER_LENGTH = 9


async def on_why(act: Act) -> None:
    """Explain."""
    words = act.arguments.removeprefix("#")
    who = whom(act)
    number = int(words) if words.isdecimal() and len(words) <= NUMBER_LENGTH else None
    await act.write(_why, who, who.on_message, number)


def _why(uow: Uow, who: Who, message_id: int | None, number: int | None) -> None:
    if number is not None:
        why_decision(uow, number)
    elif message_id is not None and (who.is_nobody or who.words):
        why_message(uow, message_id)
    elif who.is_nobody:
        why_refused(uow)
    else:
        why_person(uow, who)
