"""What is said about signals and recalls."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.ballots.messages import AboutBallot
from bot.domain.ground.ids import MandateId, RecallId
from bot.domain.ground.message import CardMessage, Message


@dataclass(frozen=True, slots=True)
class RecallCallCard(CardMessage):
    """The card of a call for signals."""

    KEPT_AS: ClassVar = "recall_call"
    call_id: str


@dataclass(frozen=True, slots=True)
class RecallCalled(Message):
    """To somebody who called for signals in private."""


@dataclass(frozen=True, slots=True)
class ConfidenceCheckCard(CardMessage):
    """The card that asks every member to signal."""

    KEPT_AS: ClassVar = "confidence_check"
    mandate_id: MandateId


@dataclass(frozen=True, slots=True)
class RecallReached(Message):
    """To the group at the full hour: the threshold is reached."""

    recall_id: RecallId


@dataclass(frozen=True, slots=True)
class RecallReplyWanted(Message):
    """The same to the holder in private."""

    recall_id: RecallId


@dataclass(frozen=True, slots=True)
class RecallReplied(Message):
    """To the holder: the reply is kept."""

    recall_id: RecallId


@dataclass(frozen=True, slots=True)
class RecallReplyText(Message):
    """A reply in full, where the ballot about so many holders prints only its beginning."""

    recall_id: RecallId
    papers: int


@dataclass(frozen=True, slots=True)
class RecallResult(AboutBallot):
    """To the group: what a ballot on recalls came to."""


@dataclass(frozen=True, slots=True)
class RecallVerdict(Message):
    """The same of one recall, to its holder in private."""

    recall_id: RecallId
