"""What the opening of a ballot of each kind brings about."""

from bot.domain.ballots.ballot import BallotKind
from bot.services.ballots import amending
from bot.services.ground.ports import Opened

ON_OPEN: dict[BallotKind, tuple[Opened, ...]] = {
    BallotKind.PROPOSAL: (amending.see_amending_end,),
    BallotKind.CHARTER: (),
    BallotKind.WAIVER: (),
    BallotKind.INSTRUCTION: (),
    BallotKind.INSTRUCTION_END: (),
    BallotKind.RECALL: (),
    BallotKind.REMOVAL: (),
    BallotKind.ELECTION: (),
}

assert set(ON_OPEN) == set(BallotKind)
