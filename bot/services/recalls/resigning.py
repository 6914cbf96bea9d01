"""/resign: asks first, then ends the actor's mandate; facing a recall it is recorded so, with the same bar."""

from bot.domain.ground.ids import CouncilId
from bot.domain.mandates.mandate import EndReason
from bot.domain.mandates.questions import ConfirmResign, ResignPick
from bot.services.council.council import council_here
from bot.services.council.panel import ensure_reader
from bot.services.ground.dialogs import ask, confirm
from bot.services.ground.persons import in_private
from bot.services.ground.ports import Uow
from bot.services.mandates.mandates import end_mandate, ensure_holder, get_mandate, own_mandates
from bot.services.recalls.confidence import live_recall, stand


def start_resigning(uow: Uow) -> None:
    """/resign: pick the office if there are several, then ask. Raises NoMandateError."""
    mandates = own_mandates(uow, None if in_private(uow) else council_here(uow).council_id)
    if len(mandates) == 1:
        resign_from(uow, mandates[0].council_id, mandates[0].mandate_id)
        return
    where = tuple((mandate.council_id, mandate.mandate_id) for mandate in mandates)
    ask(uow, mandates[0].council_id, ResignPick(where))


def resign_from(uow: Uow, council_id: CouncilId, mandate_id: str) -> None:
    """The office picked: say what will happen, and ask."""
    ensure_reader(uow, council_id)
    mandate = ensure_holder(uow, get_mandate(uow, council_id, mandate_id))
    confirm(uow, council_id, ConfirmResign(mandate.mandate_id))


def resign(uow: Uow, council_id: CouncilId, question: ConfirmResign) -> None:
    """[Yes]: it ends at once."""
    mandate = ensure_holder(uow, get_mandate(uow, council_id, question.mandate_id))
    stand(uow, mandate)
    facing = live_recall(uow, mandate) is not None
    end_mandate(uow, mandate, EndReason.RESIGNED_FACING_RECALL if facing else EndReason.RESIGNED)
