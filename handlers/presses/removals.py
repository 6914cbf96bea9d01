"""Removals."""

from dataclasses import dataclass

from bot.domain.ground.ids import BallotId, CouncilId
from handlers.callbacks import Press


@dataclass(frozen=True, slots=True)
class RemovalReplyPress(Press):
    """[Reply], by the person whose removal is asked for."""

    VERB = "rp"

    council_id: CouncilId
    ballot_id: BallotId
