"""Signals and recalls."""

from dataclasses import dataclass

from bot.domain.ground.ids import CouncilId, MandateId, RecallId
from handlers.callbacks import Press


@dataclass(frozen=True, slots=True)
class SignalPress(Press):
    """[Confidence] (1) or [No confidence] (0) on a card of the release before tokens."""

    VERB = "sg"
    IS_SECRET = True

    council_id: CouncilId
    mandate_id: MandateId
    has_confidence: int


@dataclass(frozen=True, slots=True)
class RecallPress(Press):
    """[Call for signals] on a mandate, or the office picked from several; in private "by a member"."""

    VERB = "rc"

    council_id: CouncilId
    mandate_id: MandateId


@dataclass(frozen=True, slots=True)
class RecallReplyPress(Press):
    """[Reply] (1) or [No reply] (0), for the holder of the mandate alone."""

    VERB = "rr"

    council_id: CouncilId
    recall_id: RecallId
    has_reply: int


@dataclass(frozen=True, slots=True)
class VoicePress(Press):
    """[Confidence] or [No confidence] on a mandate's card, a check or a call, by its token."""

    VERB = "st"
    IS_SECRET = True

    council_id: CouncilId
    mandate_id: MandateId
    token: str
