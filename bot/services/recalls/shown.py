"""What cards show of signals: the base and, from 30 on, a count in fives; looked at once a day at most."""

from bot.domain.ground.ids import CouncilId
from bot.domain.mandates.mandate import Mandate
from bot.domain.recalls.confidence import show_signals
from bot.domain.recalls.duties import CountSignals, ShowSignals
from bot.services.ground.ports import Uow
from bot.services.recalls.confidence import redraw_mandate, watched_on
from bot.services.recalls.thresholds import threshold_of


def refresh_shown(uow: Uow, council_id: CouncilId, duty: ShowSignals) -> None:
    """The base that cards show, and the count in fives from a base of 30; planned by whatever changes the base."""
    mandate = uow.get(Mandate, council_id, duty.mandate_id)
    if mandate is not None and mandate.is_live:
        redraw_mandate(uow, uow.change(mandate, shown_signals=_shown_count(uow, mandate)))


def count_signals(uow: Uow, council_id: CouncilId, duty: CountSignals) -> None:
    """Drawn and written only if the count in fives is another one."""
    mandate = uow.get(Mandate, council_id, duty.mandate_id)
    if mandate is not None and mandate.is_live and _shown_count(uow, mandate) != (mandate.shown_signals or 0):
        refresh_shown(uow, council_id, ShowSignals(mandate.mandate_id))


def _shown_count(uow: Uow, mandate: Mandate) -> int:
    now = threshold_of(uow, mandate)
    return show_signals(len(watched_on(uow, mandate).counting), now.base, now.needed).count or 0
