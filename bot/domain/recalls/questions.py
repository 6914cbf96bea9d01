"""What people are asked about recalls."""

from dataclasses import dataclass

from bot.domain.ground.ids import MandateId, OfficeId, RecallId
from bot.domain.ground.message import Confirmation, PersonQuestion, Question


@dataclass(frozen=True, slots=True)
class ConfirmRecall(PersonQuestion):
    """Before a call for signals is posted: whom it is about; in which office, if one was named."""

    KEEPS_TEXT = True
    IS_NAME_FIRST = True

    office_id: OfficeId | None = None


@dataclass(frozen=True, slots=True)
class AskRecallOffice(Question):
    """From which of several offices; with the grounds, if they were given already."""

    mandate_ids: tuple[MandateId, ...]
    grounds: str


@dataclass(frozen=True, slots=True)
class AskRecallGrounds(Question):
    """The grounds of a call for signals."""

    mandate_id: MandateId


@dataclass(frozen=True, slots=True)
class AskRecallReply(Question):
    """What the holder replies to the members."""

    recall_id: RecallId


@dataclass(frozen=True, slots=True)
class ConfirmNoReply(Confirmation):
    """Before the reply is lost."""

    recall_id: RecallId
