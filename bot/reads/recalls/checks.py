"""The confidence check: why every member is asked to signal."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.council.council import may_have_others
from bot.domain.mandates.mandate import Mandate
from bot.domain.recalls.entries import ConfidenceAsked
from bot.domain.recalls.messages import ConfidenceCheckCard
from bot.reads.ground.audience import Audience
from bot.reads.mandates.holders import Holder, load_holder
from bot.reads.mandates.signals import ThresholdExplained, explain_threshold
from bot.services.council.council import get_council
from bot.services.ground.ports import Reads
from bot.services.ground.record import facts_about
from bot.services.ground.voices import voice_tokens


@dataclass(frozen=True, slots=True)
class CheckView:
    """What the card of a confidence check shows."""

    mandate: Mandate
    holder: Holder
    why: str
    now: ThresholdExplained | None
    tokens: Mapping[str, str]
    may_join: bool


def load_check(reads: Reads, audience: Audience, message: ConfidenceCheckCard) -> CheckView | None:
    """The mandate, and why its check was asked for: the newest entry of the record about it says so."""
    mandate = reads.get(Mandate, audience.council_id, message.mandate_id)
    if mandate is None:
        return None
    whys = [fact.why for fact in facts_about(reads, ConfidenceAsked, mandate.council_id, mandate.mandate_id)]
    now = explain_threshold(reads, mandate) if mandate.is_live else None
    return CheckView(
        mandate,
        load_holder(reads, mandate),
        whys[-1] if whys else "",
        now,
        voice_tokens(reads, mandate.mandate_id),
        may_have_others(get_council(reads, mandate.council_id)),
    )
