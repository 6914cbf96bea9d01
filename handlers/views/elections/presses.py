"""The presses of elections."""

from dataclasses import dataclass

from bot.domain.ground.ids import BallotId, CouncilId
from handlers import callbacks


@callbacks.press("ns")
@dataclass(frozen=True, slots=True)
class StandPress:
    """[Stand]."""

    council_id: CouncilId
    ballot_id: BallotId


@callbacks.press("nm")
@dataclass(frozen=True, slots=True)
class NominatePress:
    """[Nominate]: somebody else, picked from the roll."""

    council_id: CouncilId
    ballot_id: BallotId


@callbacks.press("na")
@dataclass(frozen=True, slots=True)
class AnswerNominationPress:
    """[Accept] (1) or [Decline] (0), for somebody nominated."""

    council_id: CouncilId
    ballot_id: BallotId
    is_yes: int
