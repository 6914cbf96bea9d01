"""The buttons of a screen as Telegram takes them, in colours where the server knows those.

That is found once: a server that refuses them says so by an error, and gets none from then on, until the next start.
An older one that passes over what it does not know shows them in its own colour. No label needs a colour.
"""

import structlog
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest

from handlers.views.ground.screen import PER_ROW, Button, Screen

log = structlog.get_logger("keyboards")


def is_about_colours(error: BadRequest) -> bool:
    """Whether it is the colour of a button that was refused."""
    return "style" in error.message.lower()


class Keyboards:
    """What is known of the server, and keyboards for it."""

    def __init__(self) -> None:
        """Colours are hoped for."""
        self._takes_colours = True

    def draw(self, screen: Screen) -> InlineKeyboardMarkup | None:
        """The buttons, if it has any."""
        if not screen.keyboard:
            return None
        return InlineKeyboardMarkup([[self._button(button) for button in row[:PER_ROW]] for row in screen.keyboard])

    def learn(self, error: BadRequest) -> bool:
        """Whether the same may be tried again without colours, as those alone were refused."""
        if not self._takes_colours or not is_about_colours(error):
            return False
        self._takes_colours = False
        log.info("buttons without colours from now on")
        return True

    def _button(self, button: Button) -> InlineKeyboardButton:
        style = button.style.value if button.style is not None and self._takes_colours else None
        return InlineKeyboardButton(button.label, callback_data=button.data, url=button.url, style=style)
