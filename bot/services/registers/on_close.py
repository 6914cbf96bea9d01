"""What the close of a ballot of each kind brings about."""

from bot.domain.ballots.ballot import BallotKind
from bot.services.ballots import proposals
from bot.services.charter import charter
from bot.services.elections import results
from bot.services.ground.ports import Close
from bot.services.instructions import breaches, instructions
from bot.services.recalls import recalls
from bot.services.removals import removal

ON_CLOSE: dict[BallotKind, Close] = {
    BallotKind.PROPOSAL: proposals.close_proposal,
    BallotKind.CHARTER: charter.close_charter_change,
    BallotKind.WAIVER: breaches.close_waiver,
    BallotKind.INSTRUCTION: instructions.adopt_instruction,
    BallotKind.INSTRUCTION_END: instructions.close_instruction_end,
    BallotKind.RECALL: recalls.close_recall,
    BallotKind.REMOVAL: removal.close_removal,
    BallotKind.ELECTION: results.close_election,
}

assert set(ON_CLOSE) == set(BallotKind)
