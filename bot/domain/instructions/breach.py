"""A breach: the final named vote of a delegate above, against what an instruction demanded (SPEC section 6)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.domain.ballots.ballot import Method
from bot.domain.ground.errors import DomainError


class BreachEnd(StrEnum):
    """What ends a breach. LAPSED: its 60 days are over. MANDATE_ENDED: nobody is left who could be recalled for it."""

    REPORT_ACCEPTED = "report_accepted"
    RECALL_FAILED = "recall_failed"
    WAIVED = "waived"
    LAPSED = "lapsed"
    MANDATE_ENDED = "mandate_ended"


class BreachOverError(DomainError):
    """The breach stands no more; field `ended_by`."""

    code = "breach_over"
    IS_OVER = True


@dataclass(frozen=True, slots=True)
class Demand:
    """What an instruction demands in one ballot above.

    `picks`, by method: the choices any of which keeps it (Yes or No, one choice), the options that must all be approved
    (many, approval), or the order with which the ranking must begin (rank, STV). Raises ValueError if empty.
    """

    method: Method
    picks: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.picks:
            raise ValueError("an instruction that demands nothing is no demand")


def is_breach(demand: Demand, final_vote: tuple[str, ...] | None) -> bool:
    """Whether the final vote contradicts the demand; earlier votes of the same ballot do not matter.

    None: no vote was cast. That contradicts nothing: a breach is a named vote (SPEC section 5); the council is told of
    a missed vote otherwise. An abstention is a vote, and contradicts unless it was demanded.
    """
    if final_vote is None:
        return False
    match demand.method:
        case Method.YES_NO | Method.ONE:
            return not set(final_vote) & set(demand.picks)
        case Method.MANY | Method.APPROVAL:
            return not set(final_vote) >= set(demand.picks)
        case _:  # rank, STV
            return final_vote[: len(demand.picks)] != demand.picks
