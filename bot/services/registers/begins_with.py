"""With what ballots of each kind begin; None: with the vote itself."""

from bot.domain.ballots.ballot import BallotKind
from bot.services.elections import elections
from bot.services.ground.ports import Begin

BEGINS_WITH: dict[BallotKind, Begin | None] = {
    BallotKind.PROPOSAL: None,
    BallotKind.CHARTER: None,
    BallotKind.WAIVER: None,
    BallotKind.INSTRUCTION: None,
    BallotKind.INSTRUCTION_END: None,
    BallotKind.RECALL: None,
    BallotKind.REMOVAL: None,
    BallotKind.ELECTION: elections.begin_nominations,
}

assert set(BEGINS_WITH) == set(BallotKind)
