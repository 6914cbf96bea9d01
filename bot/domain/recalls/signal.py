"""A signal: a member's standing confidence or no confidence in a mandate holder; private, changeable."""

from dataclasses import dataclass

from bot.domain.ground.errors import DomainError
from bot.domain.mandates.mandate import Mandate


class OwnMandateError(DomainError):
    """Nobody signals on themselves or calls for their own recall."""

    code = "own_mandate"


class SignalsLostError(DomainError):
    """Nobody can open the signals on this mandate any more: members are asked again."""

    code = "signals_lost"


@dataclass(frozen=True, slots=True)
class SignalGiven:
    """What is now recorded for the member; the same whether or not it tipped the threshold."""

    mandate: Mandate
    has_confidence: bool
