"""What people are asked about mandates."""

from dataclasses import dataclass

from bot.domain.ground.ids import CouncilId, MandateId, OfficeId
from bot.domain.ground.message import Confirmation, PersonQuestion, Question


@dataclass(frozen=True, slots=True)
class WhoseMandate(PersonQuestion):
    """Whose mandate is to be shown; of which office, if one was named."""

    PURPOSE = "mandate"
    office_id: OfficeId | None = None


@dataclass(frozen=True, slots=True)
class OfficePick(Question):
    """Which of several offices is meant."""

    FOR_ONE = True

    mandates: tuple[tuple[CouncilId, MandateId], ...]


@dataclass(frozen=True, slots=True)
class ResignPick(OfficePick):
    """From which of several offices somebody resigns."""


@dataclass(frozen=True, slots=True)
class ConfirmResign(Confirmation):
    """Before an office is laid down."""

    mandate_id: MandateId
