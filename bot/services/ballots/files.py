"""What was sent with a proposal: kept with its text, posted below its card, shown to who asks for it in private."""

from datetime import timedelta

from bot.domain.ballots.ballot import RUNNING, Ballot, BallotState
from bot.domain.ballots.duties import PostProposalFiles
from bot.domain.ballots.messages import ProposalFile
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.outgoing import Card
from bot.services.ground.outbox import tell_person, tell_under
from bot.services.ground.persons import actor_id
from bot.services.ground.ports import Uow
from bot.services.ground.schedule import plan

FILES_AFTER = timedelta(seconds=5)
"""They follow the card as replies to it: it must stand first."""

LOOK_AGAIN_AFTER = timedelta(minutes=1)
QUEUED_FOR = timedelta(hours=1)
"""A card in the queue may be days away."""


def plan_files(uow: Uow, ballot: Ballot) -> None:
    """Post what was sent with it, soon."""
    if ballot.files:
        plan(uow, ballot.council_id, PostProposalFiles(ballot.ballot_id), uow.now + FILES_AFTER)


def post_proposal_files(uow: Uow, council_id: CouncilId, duty: PostProposalFiles) -> None:
    """Below the card, once that stands; each once."""
    ballot = uow.get(Ballot, council_id, duty.ballot_id)
    if ballot is None or ballot.state not in RUNNING:
        return
    if not any(card.message_id for card in uow.find(Card, council_id=council_id, subject_id=duty.ballot_id)):
        wait = QUEUED_FOR if ballot.state is BallotState.QUEUED else LOOK_AGAIN_AFTER
        plan(uow, council_id, duty, uow.now + wait)
        return
    for index in range(len(ballot.files)):
        said = ProposalFile(ballot.ballot_id, index)
        tell_under(uow, council_id, ballot.ballot_id, said, once=f"proposal_file:{ballot.ballot_id}:{index}")


def show_files(uow: Uow, ballot: Ballot) -> None:
    """All of them, to the actor in private."""
    for index in range(len(ballot.files)):
        key, said = f"{uow.cause.name}:proposal_file:{index}", ProposalFile(ballot.ballot_id, index)
        tell_person(uow, actor_id(uow), said, once=key, council_id=ballot.council_id)
