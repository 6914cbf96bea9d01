"""Whom [Join the roll] is offered to."""

from bot.domain.council.council import Council, may_have_others
from bot.domain.ground.ids import CouncilId, PersonId
from bot.services.ground.ports import Reads
from bot.services.roll.standing import place_of


def is_on_roll(reads: Reads, council_id: CouncilId, person_id: PersonId) -> bool:
    """Awake or resting, past waiting or not."""
    return place_of(reads, council_id, person_id) is not None


def may_join(reads: Reads, council: Council, reader_id: PersonId | None) -> bool:
    """Whether the one who reads this is not on the roll; where all read it, whether somebody in the chat may not be."""
    if reader_id is None:
        return may_have_others(council)
    return not is_on_roll(reads, council.council_id, reader_id)
