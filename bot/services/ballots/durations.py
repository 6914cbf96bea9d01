"""How long a ballot is open."""

from datetime import timedelta

from bot.domain.ballots.rules import ensure_duration
from bot.domain.ballots.subject import BallotKind
from bot.domain.ground.ids import CouncilId
from bot.services.council.council import charter_in_force, get_council
from bot.services.ground.ports import Reads


def duration_of(reads: Reads, council_id: CouncilId, kind: BallotKind, asked: timedelta | None = None) -> timedelta:
    """As whoever calls it asks, else by the rule of the charter that its kind names. Raises DurationOutOfRangeError."""
    charter, declared = charter_in_force(get_council(reads, council_id)), reads.registers.kinds[kind]
    if asked is None:
        return charter.span(declared.lasts)
    return ensure_duration(charter, asked, may_be_urgent=declared.may_be_urgent)


def duration_s(reads: Reads, council_id: CouncilId, kind: BallotKind) -> int:
    """The same, in whole seconds, for what nobody asks another duration for."""
    return int(duration_of(reads, council_id, kind).total_seconds())
