"""A report that was begun is not lost when its question is over: it is kept, and gone on with."""

from bot.domain.ground.ids import CouncilId
from bot.domain.mandates.mandate import Mandate
from bot.domain.reports.draft import KeptDraft
from bot.domain.reports.messages import ReportKept
from bot.domain.reports.questions import ReportDraft
from bot.services.ground.persons import actor_id
from bot.services.ground.ports import Uow


def keep_draft(uow: Uow, council_id: CouncilId, draft: ReportDraft) -> ReportKept | None:
    """Its question ended without an answer: what is written stays. None if nothing is, or the mandate is over."""
    mandate = uow.get(Mandate, council_id, draft.mandate_id)
    if not draft.is_written or mandate is None or not mandate.is_live or mandate.person_id != draft.asked_id:
        return None
    drop_draft(uow, mandate)
    row = KeptDraft(
        council_id, mandate.mandate_id, draft.asked_id, draft.text, dict(draft.claims), draft.files, uow.now
    )
    uow.add(row)
    return ReportKept(mandate.mandate_id)


def take_up(uow: Uow, mandate: Mandate) -> ReportDraft:
    """What the actor wrote for this mandate and put aside, if anything; from now on their question holds it."""
    row = uow.get(KeptDraft, mandate.council_id, mandate.mandate_id)
    if row is None or row.person_id != actor_id(uow):
        return ReportDraft(mandate.mandate_id)
    uow.remove(row)
    return ReportDraft(mandate.mandate_id, row.text, tuple(sorted(row.claims.items())), row.files)


def drop_draft(uow: Uow, mandate: Mandate) -> None:
    """The report was sent, or is owed no more."""
    row = uow.get(KeptDraft, mandate.council_id, mandate.mandate_id)
    if row is not None:
        uow.remove(row)
