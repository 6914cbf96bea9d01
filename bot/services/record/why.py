"""/why: where a message of the bot comes from, and what is counted again to explain it (SPEC section 12).

Everything is recomputed from what was stored when it happened: the ballot's copy of the rules, its electorate, its
integers. No answer joins a person to a choice.
"""

from typing import Any

from bot.domain.ballots.ballot import Ballot
from bot.domain.council.messages import Refused
from bot.domain.ground.errors import DomainError, NobodyActsError
from bot.domain.ground.ids import NO_COUNCIL, CouncilId, PersonId
from bot.domain.ground.kept import name_of
from bot.domain.ground.outgoing import Card, Outgoing
from bot.domain.ground.refusal import Refusal
from bot.domain.mandates.mandate import Mandate
from bot.domain.recalls.recall import Recall, RecallCall
from bot.domain.reports.report import Report, ReportBack
from bot.services.council.council import council_here
from bot.services.council.panel import ensure_reader, show
from bot.services.ground.dialogs import pick_person
from bot.services.ground.naming import Who
from bot.services.ground.outbox import reply
from bot.services.ground.persons import in_private
from bot.services.ground.ports import Uow
from bot.services.mandates.mandates import live_mandates

SUBJECTS: dict[str, type] = {
    "ballot": Ballot,
    "mandate": Mandate,
    "report": Report,
    "report_back": ReportBack,
    "recall": Recall,
    "call": RecallCall,
}
"""What a message can be about, by the name its parameter has."""

OWN_SCREENS = {"ballot": "why_ballot", "report": "why_report", "recall": "why_recall"}
"""Subjects explained by themselves; the others by the mandate they belong to."""

REMINDERS = ("ballot_reminder", "ballot_half_time", "report_reminder", "report_reminder_public")
"""Screens that remind; /why on them says which duty is behind."""


class NothingToExplainError(DomainError):
    """There is no refusal of this person here, no such decision, or the message is about nothing that was decided."""

    code = "nothing_to_explain"


class NoThresholdError(DomainError):
    """The person holds no office here, so there is no threshold."""

    code = "no_threshold"


def why_message(uow: Uow, message_id: int) -> None:
    """/why in reply to a message of the bot; of several rows for one message the newest says what it shows.

    Raises NothingToExplainError.
    """
    chat_id = uow.cause.chat_id
    cards = uow.find(Card, chat_id=chat_id, message_id=message_id)
    if cards:
        ensure_reader(uow, cards[0].council_id)
        _explain_subject(uow, cards[0].council_id, cards[0].subject_id)
        return
    said = uow.find(Outgoing, chat_id=chat_id, message_id=message_id)
    if not said:
        raise NothingToExplainError
    _explain_said(uow, said[-1])


def _explain_said(uow: Uow, said: Outgoing) -> None:
    params = said.params
    if said.screen == name_of(Refused):
        reply(uow, "why_refusal", council_id=said.council_id, code=params["code"], fields=params["fields"],
              refused_at=said.created_at.isoformat(), person_id=None)  # fmt: skip
    elif said.screen in REMINDERS:
        reply(uow, "why_reminder", council_id=said.council_id, reminder=said.screen, params=params,
              sent_at=(said.sent_at or said.created_at).isoformat())  # fmt: skip
    else:
        _explain_params(uow, said.council_id, params)


def _explain_params(uow: Uow, council_id: CouncilId, params: dict[str, Any]) -> None:
    """The first of its parameters that names something which can be explained."""
    for name in (*(f"{subject}_id" for subject in SUBJECTS), "subject_id"):
        if isinstance(params.get(name), str) and _explain(uow, council_id, params[name]):
            return
    raise NothingToExplainError


def _explain_subject(uow: Uow, council_id: CouncilId, subject_id: str) -> None:
    if not _explain(uow, council_id, subject_id):
        raise NothingToExplainError


def _explain(uow: Uow, council_id: CouncilId, subject_id: str) -> bool:
    """Answer with the screen of whatever this is."""
    for name, kind in SUBJECTS.items():
        row = uow.get(kind, council_id, subject_id)
        if row is not None:
            if name in OWN_SCREENS:
                reply(uow, OWN_SCREENS[name], council_id=council_id, subject_id=subject_id)
            else:
                reply(uow, "why_mandate", council_id=council_id, mandate_ids=[row.mandate_id])
            return True
    return False


def why_decision(uow: Uow, number: int) -> None:
    """/why 12: the decision with this number in the register. Raises NothingToExplainError."""
    council = council_here(uow)
    found = uow.find(Ballot, council_id=council.council_id, number=number)
    if not found:
        raise NothingToExplainError
    reply(uow, "why_ballot", council_id=council.council_id, subject_id=found[0].ballot_id)


def why_person(uow: Uow, who: Who) -> None:
    """/why @name: why a recall of this person is open or not."""
    council_id = council_here(uow).council_id
    holders = [mandate.person_id for mandate in live_mandates(uow, council_id)]
    pick_person(uow, council_id, "why_person", who, among=holders)


def why_picked(uow: Uow, dialog: Any) -> None:
    """Raises NoThresholdError."""
    mandates = live_mandates(uow, dialog.council_id, dialog.state["person_id"])
    if not mandates:
        raise NoThresholdError
    ids = [mandate.mandate_id for mandate in mandates]
    reply(uow, "why_mandate", council_id=dialog.council_id, mandate_ids=ids)


def why_refused(uow: Uow) -> None:
    """/why alone: the actor's last refusal here; in private their last one anywhere. Raises NothingToExplainError."""
    found = [one for one in uow.find(Refusal, person_id=_own_id(uow)) if one.council_id in _places(uow)]
    if not found:
        raise NothingToExplainError
    last = max(found, key=lambda one: one.refused_at)
    show(uow, last.council_id, "why_refusal", in_place=False, code=last.code, fields=last.fields,
         refused_at=last.refused_at.isoformat(), person_id=last.person_id)  # fmt: skip


def _places(uow: Uow) -> set[CouncilId]:
    """The councils whose refusals may be told here: in a group only its own."""
    if in_private(uow):
        return {one.council_id for one in uow.find(Refusal, person_id=_own_id(uow))}
    return {council_here(uow).council_id, NO_COUNCIL}


def _own_id(uow: Uow) -> PersonId:
    if uow.actor is None:
        raise NobodyActsError
    return uow.actor.person_id
