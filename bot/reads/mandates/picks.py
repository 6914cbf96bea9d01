"""Several offices to pick from."""

from dataclasses import dataclass

from bot.domain.ground.ids import CouncilId
from bot.domain.mandates.mandate import Mandate
from bot.domain.mandates.questions import OfficePick
from bot.reads.ground.asked import AskedOf, load_question
from bot.reads.ground.audience import Audience
from bot.reads.mandates.holders import load_holder
from bot.services.council.council import get_council
from bot.services.ground.ports import Reads


@dataclass(frozen=True, slots=True)
class PickView:
    """Several mandates to pick from: (council id, mandate id, label)."""

    asked: AskedOf[OfficePick]
    choices: tuple[tuple[CouncilId, str, str], ...]


def load_pick(reads: Reads, audience: Audience, question: OfficePick) -> PickView:
    """The offices; with the council's name where there are several councils."""
    found = [reads.get(Mandate, council_id, each) for council_id, each in question.mandates]
    live = [mandate for mandate in found if mandate is not None and mandate.is_live]
    many = len({mandate.council_id for mandate in live}) > 1
    choices = tuple(
        (
            mandate.council_id,
            mandate.mandate_id,
            " · ".join([load_holder(reads, mandate).office, *_council_name(reads, mandate, shown=many)]),
        )
        for mandate in live
    )
    return PickView(load_question(reads, audience, question), choices)


def _council_name(reads: Reads, mandate: Mandate, *, shown: bool) -> list[str]:
    return [get_council(reads, mandate.council_id).title] if shown else []
