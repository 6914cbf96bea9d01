"""What there is to vote on: every kind of ballot."""

from bot.domain.ballots.subject import BallotKind, Subject
from bot.services.ballots.kind import PROPOSAL, SERIES_END
from bot.services.charter.kind import CHARTER
from bot.services.elections.kind import ELECTION
from bot.services.ground.ports import KindOfBallot
from bot.services.instructions.kind import INSTRUCTION, INSTRUCTION_END, WAIVER
from bot.services.recalls.kind import RECALL
from bot.services.removals.kind import REMOVAL

_DECLARED = (PROPOSAL, SERIES_END, CHARTER, ELECTION, INSTRUCTION, INSTRUCTION_END, WAIVER, RECALL, REMOVAL)
KINDS: dict[BallotKind, KindOfBallot] = {each.kind: each for each in _DECLARED}
SUBJECTS: dict[BallotKind, type[Subject]] = {kind: each.subject for kind, each in KINDS.items()}
"""What storage reads the subject of a ballot as."""

assert len(KINDS) == len(_DECLARED), "two kinds have one name"
# By name: a dataclass with slots is made twice, and the first may live on.
assert {each.subject.__name__ for each in _DECLARED} == {each.__name__ for each in Subject.__subclasses__()}
