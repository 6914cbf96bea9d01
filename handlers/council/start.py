"""/start: the private chat begins; a payload is a press made elsewhere and goes to the handler of its kind."""

from collections.abc import Mapping

from bot.domain.ground.ids import NO_COUNCIL
from bot.services.council.starting import start
from handlers import callbacks
from handlers.act import Act
from handlers.callbacks import Press
from handlers.reading import ensure_reading


async def on_start(act: Act) -> None:
    """Open the way to this person, then do what the link said."""
    if not act.is_private:
        return
    what = _meant(act.arguments, act.desk.routes.verbs)
    act.is_secret = what is not None and what.IS_SECRET
    await act.write(start, is_greeted=what is None, is_for_answer=act.arguments == callbacks.FOR_ANSWER)
    if what is not None:
        act.about(getattr(what, "council_id", NO_COUNCIL))
        ensure_reading(act, what)
        await act.desk.routes.presses[type(what)](act, what)


def _meant(payload: str, verbs: Mapping[str, type[Press]]) -> Press | None:
    """What the link stands for; None for a plain /start, and for links that somebody else made up."""
    try:
        return callbacks.unpack_link(payload, verbs) if payload else None
    except callbacks.PressUnknownError:
        return None
