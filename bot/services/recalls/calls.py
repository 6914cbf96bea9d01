"""The call for signals: a card with grounds and the two buttons. It starts no ballot by itself; signals do."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from bot.domain.ground.dialog import Answer
from bot.domain.ground.entry import Words
from bot.domain.ground.ids import CouncilId, MandateId, OfficeId, PersonId
from bot.domain.ground.kept import name_of
from bot.domain.ground.outgoing import Outgoing
from bot.domain.ground.person import Person
from bot.domain.ground.text import ensure_text
from bot.domain.mandates.mandate import Mandate, NoMandateError
from bot.domain.recalls import entries as recalls_entries
from bot.domain.recalls.messages import RecallCallCard, RecallCalled
from bot.domain.recalls.questions import AskRecallGrounds, AskRecallOffice, ConfirmRecall
from bot.domain.recalls.recall import (
    CALL_STANDS,
    NAMELESS_AT_ONCE,
    SHOWN,
    CalledLatelyError,
    NamelessStandsError,
    NobodyToRecallError,
    RecallCall,
    RecallRunningError,
    TooManyCallsError,
)
from bot.domain.recalls.signal import OwnMandateError
from bot.services.council.council import council_here, get_council
from bot.services.ground.budget import spend_post
from bot.services.ground.dialogs import ask, cancel_dialog, confirm, confirm_person, held, open_dialog, place
from bot.services.ground.filters import MoreThan
from bot.services.ground.naming import Who, meet, of_office, office_meant, settle
from bot.services.ground.outbox import open_card, reply
from bot.services.ground.persons import actor_id, is_unseen, topic_here
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import record
from bot.services.mandates.mandates import ensure_live, get_mandate, live_mandates
from bot.services.recalls.confidence import live_recall
from bot.services.roll.roll import ensure_unnoted, ensure_voter

UNNAMED_FOR = timedelta(days=1)
"""So long after a call by "a member" nothing that they ask in private is told by an entry of their waking."""

ASKED = tuple(name_of(kind) for kind in (ConfirmRecall, AskRecallOffice, AskRecallGrounds))


def start_call(uow: Uow, who: Who) -> None:
    """/recall @name grounds: find the holder, ask back; in private it will be shown as "by a member".

    Raises NobodyToRecallError.
    """
    council_id = council_here(uow).council_id
    _ensure_may_call(uow, council_id)
    meet(uow, who)
    found, grounds = settle(uow, council_id, who)
    if grounds.strip():
        ensure_text(grounds)
    office_id = office_meant(uow, council_id, who)
    if len(found) == 1:
        _recallable(uow, council_id, found[0].person_id, office_id)
    actor = actor_id(uow)
    holders = dict.fromkeys(each.person_id for each in live_mandates(uow, council_id) if each.person_id != actor)
    if who.is_nobody and not holders:
        raise NobodyToRecallError
    confirm_person(uow, council_id, ConfirmRecall(office_id), who, among=tuple(holders))


def _recallable(
    uow: Uow, council_id: CouncilId, person_id: PersonId, office_id: OfficeId | None = None
) -> list[Mandate]:
    """The mandates the actor may call for signals on; raises OwnMandateError, NoMandateError, RecallRunningError."""
    held = of_office(live_mandates(uow, council_id, person_id), office_id)
    if not held:
        person = uow.get(Person, person_id)
        raise NoMandateError(name=person.name if person else "")
    if person_id == actor_id(uow):
        raise OwnMandateError
    free = [mandate for mandate in held if not _is_shown(uow, mandate)]
    if not free:
        raise RecallRunningError
    return free


def _is_shown(reads: Reads, mandate: Mandate) -> bool:
    """Whether everybody may know that a recall runs; before the full hour nobody may."""
    recall = live_recall(reads, mandate)
    return recall is not None and recall.state in SHOWN


def confirm_call(uow: Uow, council_id: CouncilId, question: ConfirmRecall) -> None:
    """[Yes]: on to the office, if they hold several, and the grounds, if there are none yet."""
    found = _recallable(uow, council_id, question.person_id, question.office_id)
    if len(found) > 1:
        ask(uow, council_id, AskRecallOffice(tuple(mandate.mandate_id for mandate in found), question.rest))
    else:
        _to_grounds(uow, found[0], question.rest)


def pick_office(uow: Uow, council_id: CouncilId, mandate_id: MandateId) -> None:
    """[Call for signals] under a mandate, or the office picked from the buttons. Raises RecallRunningError."""
    mandate = ensure_live(get_mandate(uow, council_id, mandate_id))
    _ensure_may_call(uow, council_id)
    _recallable(uow, council_id, mandate.person_id)
    if _is_shown(uow, mandate):
        raise RecallRunningError
    picked = held(uow, AskRecallOffice)
    if picked is None or mandate_id not in picked.mandate_ids:
        _to_grounds(uow, mandate, "")
        return
    cancel_dialog(uow)
    _to_grounds(uow, mandate, picked.grounds)


def _to_grounds(uow: Uow, mandate: Mandate, grounds: str) -> None:
    _ensure_few(uow, mandate)
    if grounds.strip():
        post_call(uow, mandate, grounds)
    else:
        ask(uow, mandate.council_id, AskRecallGrounds(mandate.mandate_id))


def take_grounds(uow: Uow, council_id: CouncilId, question: AskRecallGrounds, answer: Answer) -> None:
    """The grounds were asked for, and here they are."""
    mandate = ensure_live(get_mandate(uow, council_id, question.mandate_id))
    post_call(uow, mandate, answer.text)


def take_other_grounds(uow: Uow, council_id: CouncilId, question: ConfirmRecall, answer: Answer) -> None:
    """Other grounds instead of [Yes]: they are asked about as the first were."""
    confirm(uow, council_id, replace(question, rest=ensure_text(answer.text)))


def post_call(uow: Uow, mandate: Mandate, grounds: str) -> RecallCall:
    """Post the card in the council's group. From private it names nobody, nor does its entry."""
    grounds = ensure_text(grounds)
    _ensure_may_call(uow, mandate.council_id)
    _ensure_few(uow, mandate)
    is_anonymous = is_unseen(uow)
    if not is_anonymous:
        spend_post(uow, get_council(uow, mandate.council_id).chat_id)
    call = RecallCall(
        mandate.council_id, uow.new_id(), mandate.mandate_id, actor_id(uow), is_anonymous, grounds, uow.now
    )
    uow.add(call)
    record(
        uow,
        mandate.council_id,
        recalls_entries.RecallCalled(grounds=Words(grounds), mandate=mandate.mandate_id),
        call.call_id,
        of_person=call.person_id,
        is_anonymous=is_anonymous,
    )
    open_card(uow, mandate.council_id, RecallCallCard(call.call_id), thread_id=topic_here(uow))
    if is_anonymous:
        _forget_questions(uow)
        reply(uow, RecallCalled(), council_id=mandate.council_id)
    return call


def _ensure_may_call(uow: Uow, council_id: CouncilId) -> None:
    """Members may. In private the act wakes nobody: an entry of that beside the one of the call would tell who called.

    Raises NotOnRollError, StillWaitingError.
    """
    if is_unseen(uow):
        ensure_unnoted(uow, council_id)
    else:
        ensure_voter(uow, council_id)


def _ensure_few(uow: Uow, mandate: Mandate) -> None:
    """One call of a person on a mandate in a week; without a name one of a person, and so many in a council at once.

    Calls with a name and those without are counted apart: what is refused in the group tells nothing of the others.
    Raises CalledLatelyError, NamelessStandsError or TooManyCallsError.
    """
    is_anonymous, since = is_unseen(uow), uow.now - CALL_STANDS
    recent: dict[str, Any] = {"is_anonymous": is_anonymous, "called_at": MoreThan(since)}
    calls = uow.find(RecallCall, council_id=mandate.council_id, **recent)
    own = [call for call in calls if call.person_id == actor_id(uow)]
    on_it = [call.called_at for call in own if call.mandate_id == mandate.mandate_id]
    if on_it:
        raise CalledLatelyError(from_at=max(on_it) + CALL_STANDS)
    if is_anonymous:
        _ensure_one_nameless(uow, own)
        _ensure_room(uow, mandate, calls)


def _ensure_one_nameless(uow: Uow, own: list[RecallCall]) -> None:
    """Nobody takes more than one of the places."""
    standing = [call.called_at for call in own if get_mandate(uow, call.council_id, call.mandate_id).is_live]
    if standing:
        raise NamelessStandsError(from_at=max(standing) + CALL_STANDS)


def _ensure_room(uow: Uow, mandate: Mandate, calls: list[RecallCall]) -> None:
    """The first on a mandate is never refused, whoever made those on others: not even its holder shields it so.

    Who made them is not looked at: whether a call is refused would tell it.
    """
    live = [call for call in calls if get_mandate(uow, call.council_id, call.mandate_id).is_live]
    is_first = all(call.mandate_id != mandate.mandate_id for call in live)
    if len(live) >= NAMELESS_AT_ONCE and not is_first:
        from_at = min(call.called_at for call in live) + CALL_STANDS
        raise TooManyCallsError(from_at=from_at, limit=NAMELESS_AT_ONCE)


def calls_unnamed(uow: Uow, council_id: CouncilId, person_id: PersonId) -> bool:
    """Whether the actor is about to call for signals in private, or did within a day."""
    if not is_unseen(uow):
        return False
    dialog = open_dialog(uow, *place(uow))
    is_asked = dialog is not None and (dialog.kind in ASKED or dialog.state.get("act") in ASKED)
    lately = MoreThan(uow.now - UNNAMED_FOR)
    own = {"council_id": council_id, "person_id": person_id, "is_anonymous": True}
    return is_asked or bool(uow.count(RecallCall, called_at=lately, **own))


def _forget_questions(uow: Uow) -> None:
    """What was asked in private on the way keeps the grounds beside the name: it has been answered, and goes."""
    for row in uow.find(Outgoing, person_id=actor_id(uow), screen=ASKED):
        uow.remove(row)
