"""/why: in reply to a card or message, with a decision's number, with a name, or alone for the last refusal."""

import re

from bot.services.record.why import why
from handlers.act import Act
from handlers.whom import whom

NUMBER = re.compile(r"[-+]?\d+")
NUMBER_LENGTH = 9


async def on_why(act: Act) -> None:
    """Explain."""
    words = act.arguments.removeprefix("#")
    who = whom(act)
    number = _number(words) if NUMBER.fullmatch(words) else None
    await act.write(why, who, who.on_message, number)


def _number(words: str) -> int:
    """A decision's; 0, which none has, for what can be none."""
    return int(words) if words.isdecimal() and len(words) <= NUMBER_LENGTH else 0
