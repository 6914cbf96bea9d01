"""A seat in an upper council: given by a council below, held by a person, and what votes there."""

from dataclasses import dataclass

from bot.domain.ground.ids import CouncilId, PersonId, SeatId


@dataclass(frozen=True, slots=True)
class Seat:
    """One of the seats that `sender_id`, a council below, has in this one; `number` counts them from 1.

    `weight`: how much its vote weighs, from 1 on. `holder_id`: who votes for it; None while it is vacant.
    """

    council_id: CouncilId
    seat_id: SeatId
    sender_id: CouncilId
    number: int
    weight: int = 1
    holder_id: PersonId | None = None
