"""What a press on a ballot came to, for the answer that its presser gets."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.ballots.ballot import Ballot


@dataclass(frozen=True, slots=True)
class VoteCast:
    """What is now recorded for the voter (nothing: their paper is empty), and until when it can be changed."""

    ballot: Ballot
    picks: tuple[str, ...]
    changes_for: timedelta
    was_changed: bool


@dataclass(frozen=True, slots=True)
class Seconded:
    """How far it has come: `got` of `needed` seconds, and the state that follows."""

    ballot: Ballot
    got: int
    needed: int
