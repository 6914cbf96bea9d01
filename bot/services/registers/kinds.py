"""What there is to vote on: every kind of ballot."""

from bot.domain.ballots.ballot import BallotKind
from bot.domain.ballots.subject import Subject
from bot.services.ballots.kind import PROPOSAL
from bot.services.charter.kind import CHARTER
from bot.services.elections.kind import ELECTION
from bot.services.ground.ports import KindOfBallot
from bot.services.instructions.kind import INSTRUCTION, INSTRUCTION_END, WAIVER
from bot.services.recalls.kind import RECALL
from bot.services.removals.kind import REMOVAL

KINDS: dict[BallotKind, KindOfBallot] = {
    each.kind: each for each in (PROPOSAL, CHARTER, ELECTION, INSTRUCTION, INSTRUCTION_END, WAIVER, RECALL, REMOVAL)
}
SUBJECTS: dict[BallotKind, type[Subject]] = {kind: each.subject for kind, each in KINDS.items()}
"""What storage reads the subject of a ballot as."""

assert set(KINDS) == set(BallotKind)
