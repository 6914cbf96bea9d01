"""Mandates."""

from dataclasses import dataclass

from bot.domain.ground.ids import CouncilId, MandateId
from handlers.callbacks import Press


@dataclass(frozen=True, slots=True)
class MandatePress(Press):
    """[Everything about this mandate], shown below the card."""

    VERB = "ma"

    council_id: CouncilId
    mandate_id: MandateId


@dataclass(frozen=True, slots=True)
class MandatePagePress(Press):
    """Another page of a mandate, in place."""

    VERB = "mb"

    council_id: CouncilId
    mandate_id: MandateId
    page: int


@dataclass(frozen=True, slots=True)
class MandateListPress(Press):
    """Another page of the list, in place."""

    VERB = "mc"

    council_id: CouncilId
    page: int


@dataclass(frozen=True, slots=True)
class ResignPress(Press):
    """An office to resign from."""

    VERB = "md"

    council_id: CouncilId
    mandate_id: MandateId
