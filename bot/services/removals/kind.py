"""A removal from the roll as a kind of ballot."""

from bot.domain.removals.subject import RemovalSubject
from bot.services.ground.ports import KindOfBallot
from bot.services.removals.removal import close_removal

REMOVAL = KindOfBallot(RemovalSubject, on_close=close_removal, is_written=True)
