"""What a count comes to."""

from dataclasses import dataclass

from bot.domain.ballots.ballot import Outcome
from bot.domain.ballots.results import Result


@dataclass(frozen=True, slots=True)
class Decided:
    """What a count came to: the outcome, and the integers behind it as the result shows them."""

    outcome: Outcome
    result: Result
