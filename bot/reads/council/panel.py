"""The panel: what awaits somebody in a council."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.council.council import Council
from bot.domain.council.messages import Panel
from bot.domain.mandates.mandate import Mandate
from bot.domain.roll.member import ON_THE_ROLL, Member
from bot.reads.ground.audience import Audience
from bot.services.ballots.decisions import has_voted
from bot.services.council.council import get_council
from bot.services.ground.ports import Reads
from bot.services.roll.queries import CountRoll


@dataclass(frozen=True, slots=True)
class PanelView:
    """A council in numbers; `voters` are past waiting and awake. `me`: the place on the roll of whoever alone reads it.

    `to_vote`: how many ballots wait for the reader's vote; None where all read it.
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
    is_all: bool


def load_panel(reads: Reads, audience: Audience, message: Panel) -> PanelView:
    """Where the council stands."""
    council = get_council(reads, audience.council_id)
    own = {"council_id": council.council_id}
    person_id = audience.only_reader_id
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
        reads.get(Member, council.council_id, person_id) if person_id else None,
        reads.count(Member, person_id=person_id, state=ON_THE_ROLL) if person_id else 0,
        sum(has_voted(reads, ballot, person_id) is False for ballot in running) if person_id else None,
        message.is_all,
    )
