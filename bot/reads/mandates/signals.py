"""The threshold of signals on a mandate, as everybody may know it: coarse, and reached only once it was acted on."""

from dataclasses import asdict, dataclass

from bot.domain.mandates.mandate import Mandate
from bot.domain.recalls.confidence import ShownSignals, show_signals
from bot.domain.recalls.recall import SHOWN, Recall
from bot.services.ground.ports import Reads
from bot.services.recalls.confidence import live_recall
from bot.services.recalls.thresholds import Threshold, threshold_of


@dataclass(frozen=True, slots=True)
class ThresholdExplained(Threshold):
    """Why a recall opened or did not: what /why may say. The number of signals is only in `shown`, as on the cards."""

    shown: ShownSignals
    recall: Recall | None


def shown_signals(reads: Reads, mandate: Mandate) -> ShownSignals:
    """What cards and /why may say: reached only once it was acted on, a count only in fives and of last night."""
    now = threshold_of(reads, mandate)
    recall = live_recall(reads, mandate)
    is_shown = recall is not None and recall.state in SHOWN
    base, needed = (recall.base, recall.needed) if recall is not None and is_shown else (now.base, now.needed)
    coarse = show_signals(mandate.shown_signals or 0, base, needed)
    return ShownSignals(needed, base, is_shown, coarse.count)


def explain_threshold(reads: Reads, mandate: Mandate) -> ThresholdExplained:
    """For /why: base, who is left out of it and why (numbers only), what is needed and what stands in the way."""
    recall = live_recall(reads, mandate)
    return ThresholdExplained(
        **asdict(threshold_of(reads, mandate)),
        shown=shown_signals(reads, mandate),
        recall=recall if recall is not None and recall.state in SHOWN else None,
    )
