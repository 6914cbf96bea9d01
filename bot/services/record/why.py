"""/why: where a message of the bot comes from, and what is counted again to explain it (SPEC section 12).

Everything is recomputed from what was stored when it happened: the ballot's copy of the rules, its electorate, its
integers. No answer joins a person to a choice.
"""

from datetime import timedelta
from typing import Any

from bot.domain.ballots.ballot import Ballot
from bot.domain.council.messages import Refused
from bot.domain.ground.errors import DomainError, NobodyActsError
from bot.domain.ground.ids import NO_COUNCIL, CouncilId, PersonId
from bot.domain.ground.kept import name_of
from bot.domain.ground.message import Message
from bot.domain.ground.outgoing import Card, Outgoing
from bot.domain.ground.refusal import Refusal
from bot.domain.ground.told import Fields
from bot.domain.mandates.mandate import Mandate
from bot.domain.recalls.recall import Recall, RecallCall
from bot.domain.record.messages import (
    WhyBallot,
    WhyInPrivate,
    WhyMandate,
    WhyPerson,
    WhyRecall,
    WhyRefusal,
    WhyReminder,
    WhyReport,
)
from bot.domain.reports.report import Report, ReportBack
from bot.services.council.council import council_here
from bot.services.council.panel import ensure_reader, show
from bot.services.ground.dialogs import pick_person
from bot.services.ground.naming import Who
from bot.services.ground.outbox import reply, tell_person
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

REMINDERS = ("ballot_reminder", "ballot_half_time", "report_reminder", "report_reminder_public")
"""Screens that remind; /why on them says which duty is behind."""


ASKED_WITHIN = timedelta(hours=1)
"""So long after a refusal /why alone is about it. Our judgement."""


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
        _explain_subject(uow, cards[0].council_id, cards[0].subject_id)
        return
    said = uow.find(Outgoing, chat_id=chat_id, message_id=message_id)
    if not said:
        raise NothingToExplainError
    _explain_said(uow, said[-1])


def _explain_said(uow: Uow, said: Outgoing) -> None:
    params = said.params
    if said.screen == name_of(Refused):
        _explain_refusal(uow, said)
    elif said.screen in REMINDERS:
        reply(uow, _why_reminder(uow, said), council_id=said.council_id)
    else:
        _explain_params(uow, said.council_id, params)


def _explain_refusal(uow: Uow, said: Outgoing) -> None:
    """Whoever was refused may know more of it. Raises NothingToExplainError for anybody else."""
    if said.asker_id not in {None, _own_id(uow)}:
        raise NothingToExplainError
    why = WhyRefusal(said.params["code"], Fields.from_kept(said.params["fields"]), said.created_at)
    if in_private(uow):
        reply(uow, why, council_id=said.council_id)
    else:
        _tell_alone(uow, said.council_id, why)


def _why_reminder(uow: Uow, said: Outgoing) -> WhyReminder:
    """Of several ballots in one reminder the first. Raises CouncilForeignError."""
    params = said.params
    council_id, ballot_id = said.council_id, params.get("ballot_id")
    if params.get("ballots"):
        council_id, ballot_id = params["ballots"][0]
    ensure_reader(uow, council_id)
    sent_at = said.sent_at or said.created_at
    return WhyReminder(said.screen, sent_at, council_id, ballot_id, params.get("report_back_id"))


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
    """Answer with the screen of whatever this is. Raises CouncilForeignError."""
    for name, kind in SUBJECTS.items():
        row = uow.get(kind, council_id, subject_id)
        if row is not None:
            ensure_reader(uow, council_id)
            reply(uow, _answer(name, row), council_id=council_id)
            return True
    return False


def _answer(name: str, row: Any) -> Message:
    """Ballots, reports and recalls are explained by themselves; all else by the mandate it belongs to."""
    match name:
        case "ballot":
            return WhyBallot(row.ballot_id)
        case "report":
            return WhyReport(row.report_id)
        case "recall":
            return WhyRecall(row.recall_id)
        case _:
            return WhyMandate((row.mandate_id,))


def why_decision(uow: Uow, number: int) -> None:
    """/why 12: the decision with this number in the register. Raises NothingToExplainError."""
    council = council_here(uow)
    found = uow.find(Ballot, council_id=council.council_id, number=number)
    if not found:
        raise NothingToExplainError
    reply(uow, WhyBallot(found[0].ballot_id), council_id=council.council_id)


def why(uow: Uow, who: Who, message_id: int | None, number: int | None) -> None:
    """/why: a decision by its number, what a message replied to is about, a person, or alone the last refusal."""
    if number is not None:
        why_decision(uow, number)
    elif message_id is not None and (who.is_nobody or who.words):
        why_message(uow, message_id)
    elif who.is_nobody:
        why_refused(uow)
    else:
        why_person(uow, who)


def why_person(uow: Uow, who: Who) -> None:
    """/why @name: why a recall of this person is open or not."""
    council_id = council_here(uow).council_id
    holders = [mandate.person_id for mandate in live_mandates(uow, council_id)]
    pick_person(uow, council_id, WhyPerson(), who, among=holders)


def why_picked(uow: Uow, council_id: CouncilId, asked: WhyPerson) -> None:
    """The person is known. Raises NoThresholdError if they hold nothing, and CouncilForeignError."""
    ensure_reader(uow, council_id)
    mandates = live_mandates(uow, council_id, asked.person_id)
    if not mandates:
        raise NoThresholdError
    reply(uow, WhyMandate(tuple(mandate.mandate_id for mandate in mandates)), council_id=council_id)


def why_refused(uow: Uow) -> None:
    """/why alone: the actor's last refusal here; in private their last one anywhere. Raises NothingToExplainError.

    Of an old one nobody would know that it is what they ask about.
    """
    places, kept = _places(uow), uow.find(Refusal, person_id=_own_id(uow))
    found = [one for one in kept if one.council_id in places and uow.now - one.refused_at <= ASKED_WITHIN]
    if not found:
        raise NothingToExplainError
    last = max(found, key=lambda one: one.refused_at)
    why = WhyRefusal(last.code, Fields.from_kept(last.fields), last.refused_at, last.person_id)
    if in_private(uow):
        show(uow, last.council_id, why, in_place=False)
        return
    _tell_alone(uow, last.council_id, why)


def _tell_alone(uow: Uow, council_id: CouncilId, why: WhyRefusal) -> None:
    """What was refused to somebody is theirs alone: told in private, and where that is not open nobody reads it."""
    if uow.actor is not None and uow.actor.is_reachable:
        tell_person(uow, _own_id(uow), why, once=f"{uow.cause.name}:why", council_id=council_id)
    else:
        reply(uow, WhyInPrivate(), council_id=council_id)


def _places(uow: Uow) -> set[CouncilId]:
    """The councils whose refusals may be told here: in a group only its own."""
    if in_private(uow):
        return {one.council_id for one in uow.find(Refusal, person_id=_own_id(uow))}
    return {council_here(uow).council_id, NO_COUNCIL}


def _own_id(uow: Uow) -> PersonId:
    if uow.actor is None:
        raise NobodyActsError
    return uow.actor.person_id
