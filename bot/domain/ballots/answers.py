"""What a press on a ballot came to, for the answer that its presser gets."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from bot.domain.ballots.ballot import Ballot


class Emptying(Enum):
    """Whether a press threw away what was on a paper: CLEARED, or it asked first whether that is meant."""

    NOT = "not"
    ASKED = "asked"
    CLEARED = "cleared"


@dataclass(frozen=True, slots=True)
class VoteCast:
    """What is now recorded for the voter (nothing: their paper is empty), and until when it can be changed."""

    ballot: Ballot
    picks: tuple[str, ...]
    changes_for: timedelta
    was_changed: bool
    emptying: Emptying = Emptying.NOT


@dataclass(frozen=True, slots=True)
class Seconded:
    """How far it has come: `got` of `needed` seconds, and the state that follows."""

    ballot: Ballot
    got: int
    needed: int
