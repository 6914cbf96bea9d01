"""Leaving: the roll is left by /leave or a removal ballot alone. Who left the chat, or was kept out of it, stays on it.

A mandate holder who leaves the chat by themself has a day to come back; then it counts as resigned (SPEC section 2).
"""

from datetime import datetime

from bot.domain.ballots.ballot import Ballot, BallotState, Second
from bot.domain.council.council import Council
from bot.domain.ground.calendar import day_of
from bot.domain.ground.due import Moved
from bot.domain.ground.ids import CouncilId, PersonId
from bot.domain.ground.person import Person
from bot.domain.mandates.mandate import EndReason, Mandate
from bot.domain.removals import entries as removals_entries
from bot.domain.removals.duties import EndMute, EndReturn
from bot.domain.removals.messages import HolderLeft, HolderLeftSelf, KeptOut, KeptOutSelf
from bot.domain.removals.questions import ConfirmLeave
from bot.domain.roll.duties import EndWaiting
from bot.domain.roll.member import Member, MemberState
from bot.domain.roll.messages import NEWCOMERS
from bot.services.council.council import charter_in_force, council_here, council_of_chat, get_council
from bot.services.elections.striking import strike
from bot.services.ground.dialogs import confirm
from bot.services.ground.outbox import redraw_told, tell_council, tell_person
from bot.services.ground.persons import actor_id
from bot.services.ground.ports import Uow
from bot.services.ground.record import record
from bot.services.ground.schedule import call_off, plan
from bot.services.mandates.mandates import end_mandate, live_mandates
from bot.services.recalls.confidence import live_recall, stand
from bot.services.roll.roll import not_on_roll
from bot.services.roll.standing import base_changed, count_place, place_changes, place_of


def ask_to_leave(uow: Uow) -> None:
    """/leave: say what will happen, and ask. Raises NotOnRollError, CouncilUnclearError."""
    council = council_here(uow)
    if place_of(uow, council.council_id, actor_id(uow)) is None:
        raise not_on_roll(uow, council.council_id)
    confirm(uow, council.council_id, ConfirmLeave())


def leave(uow: Uow, council_id: CouncilId, _: ConfirmLeave) -> None:
    """Take the actor off the roll; their mandates end with it. Votes they cast stay: the electorate is frozen."""
    member = place_of(uow, council_id, actor_id(uow))
    if member is None:
        raise not_on_roll(uow, council_id)
    record(uow, member.council_id, removals_entries.Left(), member.person_id)
    end_membership(uow, member, MemberState.LEFT)


def end_membership(uow: Uow, member: Member, state: MemberState) -> None:
    """Off the roll: what hangs on being on it ends too."""
    place_changes(uow, member.council_id, member.person_id)
    uow.change(member, state=state, ended_at=uow.now, resting_asked_at=None)
    count_place(uow, member.council_id, member.state, state)
    person_id = member.person_id
    call_off(uow, member.council_id, EndWaiting(person_id), EndReturn(person_id), EndMute(person_id))
    uow.raise_version(member.council_id, NEWCOMERS)
    _take_seconds_back(uow, member)
    strike(uow, member.council_id, member.person_id)
    for mandate in live_mandates(uow, member.council_id, member.person_id):
        end_mandate(uow, mandate, _reason(uow, mandate, state))
    base_changed(uow, member.council_id, {member.person_id})


def _take_seconds_back(uow: Uow, member: Member) -> None:
    """Proposals that still look for members behind them have one less."""
    for ballot in uow.find(Ballot, council_id=member.council_id, state=BallotState.SECONDING):
        given = uow.get(Second, member.council_id, ballot.ballot_id, member.person_id)
        if given is not None:
            uow.remove(given)
            uow.raise_version(member.council_id, ballot.ballot_id)


def _reason(uow: Uow, mandate: Mandate, state: MemberState) -> EndReason:
    """Leaving the roll is no way round a recall: the same bar holds as for resigning."""
    if state is MemberState.REMOVED:
        return EndReason.REMOVED
    stand(uow, mandate)
    return EndReason.RESIGNED_FACING_RECALL if live_recall(uow, mandate) else EndReason.LEFT


def note_gone(uow: Uow, chat_id: int, telegram_id: int, by_id: int) -> None:
    """Somebody is not in the chat any more: by themself, or removed by the actor, who is None if anonymous.

    Who is not on the roll does not matter here.
    """
    member = _member_in(uow, chat_id, telegram_id)
    if member is None:
        return
    if by_id == telegram_id:
        _note_left(uow, member)
    else:
        _keep_out(uow, member, is_muted=False)


def note_muted(uow: Uow, chat_id: int, telegram_id: int, until: datetime | None = None) -> None:
    """The actor, an administrator (None if anonymous), took somebody's right to write; `until` is past for good.

    Telegram does not tell when that time is over.
    """
    member = _member_in(uow, chat_id, telegram_id)
    if member is None:
        return
    _keep_out(uow, member, is_muted=True)
    if until is not None and until > uow.now:
        plan(uow, member.council_id, EndMute(member.person_id), until)


def end_mute(uow: Uow, council_id: CouncilId, duty: EndMute) -> None:
    """The time an administrator set is over."""
    member = place_of(uow, council_id, PersonId(duty.person_id))
    if member is not None:
        _let_in(uow, member)


def _member_in(uow: Uow, chat_id: int, telegram_id: int) -> Member | None:
    council = council_of_chat(uow, chat_id)
    found = uow.find(Person, telegram_id=telegram_id) if council else []
    return place_of(uow, council.council_id, found[0].person_id) if council and found else None


def _keep_out(uow: Uow, member: Member, *, is_muted: bool) -> None:
    """It is written down and said, once a day; roll, mandates and ballots stay as they are."""
    if member.kept_out_at is not None:
        return
    by_id = uow.actor.person_id if uow.actor else None
    uow.change(member, kept_out_at=uow.now, kept_out_by_id=by_id)
    record(uow, member.council_id, removals_entries.KeptOut(is_muted=is_muted), member.person_id)
    how = "muted" if is_muted else "out"
    key = f"kept_out:{member.council_id}:{member.person_id}:{how}:{day_of(uow.now).isoformat()}"
    council_id, person_id = member.council_id, member.person_id
    tell_council(uow, council_id, KeptOut(person_id, by_id, is_muted), once=key)
    tell_person(uow, person_id, KeptOutSelf(by_id, is_muted), once=f"{key}:self", council_id=council_id)


def _note_left(uow: Uow, member: Member) -> None:
    if member.left_chat_at is not None or _is_removed(member):
        return
    uow.change(member, left_chat_at=uow.now)
    record(uow, member.council_id, removals_entries.LeftChat(), member.person_id)
    mandates = live_mandates(uow, member.council_id, member.person_id)
    for mandate in mandates:
        uow.change(mandate, left_chat_at=uow.now)
        uow.raise_version(member.council_id, mandate.mandate_id)
    if mandates:
        _ask_back(uow, get_council(uow, member.council_id), member.person_id)


def _is_removed(member: Member) -> bool:
    """Removed by an administrator already: Telegram may tell of it twice, in different words."""
    return member.kept_out_at is not None


def _ask_back(uow: Uow, council: Council, person_id: PersonId) -> None:
    """The holder and the council hear until when: once a day, however often they go; what was said is redrawn."""
    until = uow.now + charter_in_force(council).span("return_time")
    plan(uow, council.council_id, EndReturn(person_id), until)
    key = f"left_chat:{council.council_id}:{person_id}:{day_of(uow.now).isoformat()}"
    redraw_told(uow, key, HolderLeft(person_id, until))
    _tell_until(uow, council.council_id, person_id, until, key)


def _tell_until(uow: Uow, council_id: CouncilId, person_id: PersonId, until: datetime, key: str) -> None:
    tell_council(uow, council_id, HolderLeft(person_id, until), once=key)
    tell_person(uow, person_id, HolderLeftSelf(until), once=f"{key}:self", council_id=council_id)


def tell_more_time(uow: Uow, moved: Moved, duty: EndReturn) -> None:
    """The holder and the council heard until when; it is later now."""
    member = place_of(uow, moved.council_id, PersonId(duty.person_id))
    if member is not None and member.left_chat_at is not None:
        key = f"left_chat:{moved.council_id}:{member.person_id}:{moved.due_at.isoformat()}"
        _tell_until(uow, moved.council_id, member.person_id, moved.due_at, key)


def end_return(uow: Uow, council_id: CouncilId, duty: EndReturn) -> None:
    """The holder has not come back: it counts as resigned. They stay on the roll.

    Unless an administrator shuts them out meanwhile: nobody's mandate ends by an administrator's hand.
    """
    member = place_of(uow, council_id, PersonId(duty.person_id))
    if member is None or member.left_chat_at is None or member.kept_out_at is not None:
        return
    for mandate in live_mandates(uow, council_id, member.person_id):
        stand(uow, mandate)
        facing = live_recall(uow, mandate) is not None
        end_mandate(uow, mandate, EndReason.RESIGNED_FACING_RECALL if facing else EndReason.RESIGNED)


def note_returned(uow: Uow, chat_id: int, telegram_id: int) -> None:
    """Somebody is in the chat, and may write there."""
    member = _member_in(uow, chat_id, telegram_id)
    if member is not None:
        _let_in(uow, member)


def _let_in(uow: Uow, member: Member) -> None:
    if member.kept_out_at is None and member.left_chat_at is None:
        return
    uow.change(member, kept_out_at=None, kept_out_by_id=None, left_chat_at=None)
    record(uow, member.council_id, removals_entries.Returned(), member.person_id)
    call_off(uow, member.council_id, EndReturn(member.person_id), EndMute(member.person_id))
    for mandate in live_mandates(uow, member.council_id, member.person_id):
        if mandate.left_chat_at is not None:
            uow.change(mandate, left_chat_at=None)
            uow.raise_version(member.council_id, mandate.mandate_id)
