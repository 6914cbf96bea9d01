"""What the bot knows of a person."""

from dataclasses import dataclass

from bot.domain.ground.ids import PersonId
from handlers.callbacks import Press


@dataclass(frozen=True, slots=True)
class MePress(Press):
    """A page of /me, for this person alone; from a group a link to the private chat."""

    VERB = "my"
    BY_LINK = True

    page: int


@dataclass(frozen=True, slots=True)
class RememberPress(Press):
    """[Keep my name again], after /forget."""

    VERB = "kn"

    asked_id: PersonId


@dataclass(frozen=True, slots=True)
class DigestPress(Press):
    """The weekly digest on (1) or off (0), for this person alone."""

    VERB = "dg"

    asked_id: PersonId
    is_on: int
