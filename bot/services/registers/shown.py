"""What notes where a message stands that no row tells of: it must be found again when what it shows is over."""

from collections.abc import Mapping

from bot.domain.ballots.messages import PaperInBooth
from bot.domain.ground.message import Message
from bot.services.ballots.booth import note_booth
from bot.services.ground.ports import WhenShown

SHOWN: Mapping[type[Message], WhenShown] = {PaperInBooth: note_booth}
