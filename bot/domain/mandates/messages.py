"""What is said about mandates."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.ground.ids import MandateId
from bot.domain.ground.message import CardMessage, Message


@dataclass(frozen=True, slots=True)
class MandateCard(CardMessage):
    """The card of a mandate in the group."""

    KEPT_AS: ClassVar = "mandate"
    mandate_id: MandateId


@dataclass(frozen=True, slots=True)
class MandatePage(Message):
    """A mandate with all that hangs on it, its reports page by page."""

    FOR_ONE = True
    IS_PAGE = True

    mandate_id: MandateId
    page: int


@dataclass(frozen=True, slots=True)
class MandateList(Message):
    """One page of the mandates that stand."""

    FOR_ONE = True
    IS_PAGE = True

    page: int


@dataclass(frozen=True, slots=True)
class MandateGiven(Message):
    """To the new holder in private."""

    mandate_id: MandateId


@dataclass(frozen=True, slots=True)
class MandateEnded(Message):
    """To the group: who is no longer in office, why, and who is."""

    mandate_id: MandateId
