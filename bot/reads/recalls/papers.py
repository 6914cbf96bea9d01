"""The reply of a holder where the ballot prints only its beginning."""

from dataclasses import dataclass

from bot.domain.ground.text import cut_utf16
from bot.domain.mandates.mandate import Mandate
from bot.domain.recalls.messages import RecallReplyText
from bot.domain.recalls.recall import Recall
from bot.reads.ground.audience import Audience
from bot.reads.mandates.holders import Holder, load_holder
from bot.services.ground.ports import Reads

PAPER_UNITS = 2600
"""Of the 4,096 of a message so many are for what a recall ballot prints, shared by its holders; half for replies."""


def reply_units(papers: int) -> int:
    """How much of one reply a ballot about so many holders prints."""
    return PAPER_UNITS // papers // 2


def is_cut(reply: str, papers: int) -> bool:
    """Whether the ballot prints only the beginning of a reply."""
    return cut_utf16(reply, reply_units(papers)) != reply


@dataclass(frozen=True, slots=True)
class ReplyView:
    """A reply in full."""

    holder: Holder
    reply: str


def load_reply(reads: Reads, audience: Audience, message: RecallReplyText) -> ReplyView | None:
    """The reply, unless the ballot has all of it."""
    recall = reads.get(Recall, audience.council_id, message.recall_id)
    mandate = reads.get(Mandate, audience.council_id, recall.mandate_id) if recall else None
    if recall is None or mandate is None or not recall.reply or not is_cut(recall.reply, message.papers):
        return None
    return ReplyView(load_holder(reads, mandate), recall.reply)
