"""What was sent with a proposal."""

from dataclasses import dataclass

from bot.domain.ballots.ballot import Ballot
from bot.domain.ballots.messages import ProposalFile
from bot.reads.ballots.headings import Heading, heading_of
from bot.reads.ground.audience import Audience
from bot.services.ground.ports import Reads


@dataclass(frozen=True, slots=True)
class ProposalFileView:
    """One photo or file, with what it belongs to."""

    file: tuple[str, str]
    heading: Heading
    number: int
    total: int


def load_proposal_file(reads: Reads, audience: Audience, message: ProposalFile) -> ProposalFileView | None:
    """The file with this index; None once it was erased."""
    ballot = reads.get(Ballot, audience.council_id, message.ballot_id)
    if ballot is None or message.index >= len(ballot.files):
        return None
    files = ballot.files
    return ProposalFileView(files[message.index], heading_of(reads, ballot), message.index + 1, len(files))
