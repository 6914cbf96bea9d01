"""A change of the charter as a kind of ballot."""

from bot.domain.ballots.subject import CharterSubject
from bot.services.charter.charter import close_charter_change
from bot.services.ground.ports import KindOfBallot

CHARTER = KindOfBallot(CharterSubject, on_close=close_charter_change)
