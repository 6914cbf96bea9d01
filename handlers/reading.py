"""Who may look in private: an old button, or a link that was passed on, shows a council only to its roll as it is."""

from bot.domain.ground.ids import NO_COUNCIL
from bot.services.roll.roll import ensure_on_roll
from handlers.act import Act
from handlers.callbacks import Press


def ensure_reading(act: Act, what: Press) -> None:
    """What names a council comes after the look at its roll, in the same transaction; in its group everybody reads."""
    council_id = getattr(what, "council_id", NO_COUNCIL)
    if council_id and not what.FOR_ANYBODY:
        act.first(lambda uow: ensure_on_roll(uow, council_id))
