"""The panel: what awaits somebody in a council."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.council.council import Council
from bot.domain.council.messages import Panel
from bot.domain.elections.office import Office
from bot.domain.ground.ids import CouncilId, PersonId
from bot.domain.mandates.mandate import Mandate
from bot.domain.roll.member import ON_THE_ROLL, Member
from bot.reads.ground.audience import Audience
from bot.services.ballots.decisions import has_voted
from bot.services.ballots.proposals import own_running
from bot.services.council.council import get_council
from bot.services.elections.candidacies import open_nominations
from bot.services.ground.ports import Reads
from bot.services.mandates.mandates import live_mandates
from bot.services.roll.joining import is_on_roll, may_join
from bot.services.roll.queries import CountRoll

OF_MEMBERS = ("elect", "nominate", "instruct", "recall", "remove", "leave")
"""What asks for a place on the roll."""


@dataclass(frozen=True, slots=True)
class PanelView:
    """A council in numbers; `voters` are past waiting and awake. `me`: the place on the roll of whoever alone reads it.

    `to_vote`: how many ballots wait for the reader's vote; None where all read it. `hidden`: the commands that lead
    nowhere now, for this reader or for anybody. `may_join`: the reader, or somebody in the chat, is not on the roll.
    """

    council: Council
    audience: Audience
    roll: int
    resting: int
    voters: int
    open_ballots: int
    mandates: int
    is_founding: bool
    now: datetime
    me: Member | None
    councils: int
    to_vote: int | None
    page: int
    hidden: frozenset[str]
    may_join: bool


def load_panel(reads: Reads, audience: Audience, message: Panel) -> PanelView:
    """Where the council stands."""
    council = get_council(reads, audience.council_id)
    own = {"council_id": council.council_id}
    person_id = audience.only_reader_id
    me = reads.get(Member, council.council_id, person_id) if person_id else None
    running = reads.find(Ballot, council_id=council.council_id, state=BallotState.OPEN)
    return PanelView(
        council,
        audience,
        council.on_roll,
        council.resting,
        reads.ask(CountRoll(council.council_id)).base,
        len(running),
        reads.count(Mandate, **own, ended_at=None),
        council.is_founding(reads.now),
        reads.now,
        me,
        reads.count(Member, person_id=person_id, state=ON_THE_ROLL) if person_id else 0,
        sum(has_voted(reads, ballot, person_id) is False for ballot in running) if person_id else None,
        message.page,
        frozenset(_hidden(reads, council.council_id, person_id)),
        may_join(reads, council, person_id),
    )


def _hidden(reads: Reads, council_id: CouncilId, person_id: PersonId | None) -> Iterator[str]:
    """Of what a group reads together only what is nobody's now is left out."""
    if not reads.count(Office, council_id=council_id):
        yield "instruct"
    if not open_nominations(reads, council_id):
        yield "nominate"
    if not reads.count(Mandate, council_id=council_id, ended_at=None):
        yield from ("recall", "reportback", "resign")
    if person_id is None:
        return
    if not live_mandates(reads, council_id, person_id):
        yield from ("reportback", "resign")
    if not own_running(reads, council_id, person_id):
        yield "withdraw"
    if not is_on_roll(reads, council_id, person_id):
        yield from OF_MEMBERS
