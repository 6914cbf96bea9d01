"""/digest: on, off, or how it is."""

from bot.services.me.digest import press_digest, set_digest
from handlers.act import Act
from handlers.council.help import OFF, ON
from handlers.presses.me import DigestPress


async def on_digest(act: Act) -> None:
    """/digest, /digest on, /digest off."""
    wanted = act.arguments.casefold()
    await act.write(set_digest, is_on=wanted in ON if wanted in {*ON, *OFF} else None)


async def on_digest_press(act: Act, press: DigestPress) -> None:
    """[On] or [Off]."""
    await act.write(press_digest, press.asked_id, is_on=bool(press.is_on))
