"""/why: in reply to a card or message, with a decision's number, with a name, or alone for the last refusal."""

from bot.services.record.why import why
from handlers.act import Act
from handlers.whom import whom

NUMBER_LENGTH = 9


async def on_why(act: Act) -> None:
    """Explain."""
    words = act.arguments.removeprefix("#")
    who = whom(act)
    number = int(words) if words.isdecimal() and len(words) <= NUMBER_LENGTH else None
    await act.write(why, who, who.on_message, number)
