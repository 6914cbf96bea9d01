"""What waits for somebody to come back to it."""

from dataclasses import dataclass

from bot.domain.ground.due import Duty
from bot.domain.ground.ids import ErrandId


@dataclass(frozen=True, slots=True)
class ForgetErrand(Duty):
    """Nobody came back to a command that waited."""

    errand_id: ErrandId
