"""The roll: joining it, the founding window, waiting, and members who vouch."""

from datetime import timedelta
from typing import Any

from bot.domain.council.council import (
    FOUNDING_FOR,
    SPLIT_ABOVE,
    Council,
    people_in,
)
from bot.domain.ground.calendar import day_of
from bot.domain.ground.due import Moved
from bot.domain.ground.ids import CouncilId, PersonId
from bot.domain.ground.outgoing import Card
from bot.domain.roll import entries as roll_entries
from bot.domain.roll.duties import EndFounding, EndWaiting, LookForResting
from bot.domain.roll.joining import Joined, RollSizes, Vouched
from bot.domain.roll.member import (
    ON_THE_ROLL,
    VOUCHES_AT_MOST,
    VOUCHES_COUNT_FOR,
    AlreadyOnRollError,
    Member,
    MemberState,
    NewVoucherError,
    NotHereError,
    NotInChatError,
    NotOnRollError,
    NotWaitingError,
    OwnVouchError,
    RemovedError,
    StillWaitingError,
    Vouch,
    VouchedAlreadyError,
    VouchedEnoughError,
)
from bot.domain.roll.messages import NEWCOMERS, Founded, Newcomers, Split
from bot.domain.roll.seen import InChat
from bot.services.council.council import charter_in_force, get_council, is_here
from bot.services.ground.filters import MoreThan
from bot.services.ground.outbox import open_card, tell_council
from bot.services.ground.persons import actor_id
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import record
from bot.services.ground.schedule import plan
from bot.services.roll.disputes import ensure_undisputed
from bot.services.roll.queries import CountRoll
from bot.services.roll.seen import note_said, was_seen
from bot.services.roll.standing import (
    barred_until,
    base_changed,
    count_place,
    may_vote_now,
    note_act,
    place_changes,
    place_of,
    waits_s,
)

NEWCOMERS_CARD_SERVES = timedelta(days=1)
"""So that a group hears of those who join once a day at most."""


def ensure_member(uow: Uow, council_id: CouncilId) -> Member:
    """The actor's place on the roll; raises NotOnRollError. An act wakes a resting member up."""
    member = place_of(uow, council_id, actor_id(uow))
    if member is None:
        raise not_on_roll(uow, council_id)
    return note_act(uow, member)


def ensure_voter(uow: Uow, council_id: CouncilId) -> Member:
    """The same for acts that weigh on others: waiting members cannot do them. Raises StillWaitingError too."""
    member = ensure_member(uow, council_id)
    if member.is_waiting(uow.now):
        raise StillWaitingError(from_at=member.may_vote_at)
    return member


def ensure_unnoted(uow: Uow, council_id: CouncilId) -> Member:
    """The same for signals, ratings and calls in private, without a word of it: that somebody woke would tell of them.

    Raises StillWaitingError.
    """
    member = place_of(uow, council_id, actor_id(uow))
    if member is None:
        raise not_on_roll(uow, council_id)
    if member.is_waiting(uow.now):
        raise StillWaitingError(from_at=member.may_vote_at)
    return member


def ensure_on_roll(uow: Uow, council_id: CouncilId) -> None:
    """Raise NotOnRollError unless the actor is on the roll now; looking wakes nobody."""
    known = get_council(uow, council_id)
    if place_of(uow, known.council_id, actor_id(uow)) is None:
        raise not_on_roll(uow, known.council_id)


def not_on_roll(reads: Reads, council_id: CouncilId) -> NotOnRollError:
    """The refusal, with how long somebody who joins now would wait."""
    return NotOnRollError(waits_s=waits_s(reads, council_id))


def join(uow: Uow, council_id: CouncilId, in_chat: InChat) -> Joined:
    """Put the actor on the roll: founders vote at once, later joiners after the waiting period, or vouched for.

    `in_chat`: what Telegram says of them. Where it does not say, whoever was never seen there waits, founding or not.
    A resting member is back at once.
    Raises NotHereError, AlreadyOnRollError, RemovedError, RemovalRunsOnError, NotInChatError.
    """
    council = get_council(uow, council_id)
    known = uow.get(Member, council.council_id, actor_id(uow))
    if known is not None and known.state is MemberState.RESTING:
        return Joined(council, note_act(uow, known), 0, is_back=True)
    _ensure_may_join(uow, council, known)
    is_seen = _is_seen(uow, council, in_chat)
    council = _found(uow, council)
    member = _enter(uow, council, known, is_seen=is_seen)
    base_changed(uow, council.council_id, {member.person_id})
    _propose_split(uow, council.council_id)
    return Joined(council, member, charter_in_force(council).count("vouchers"), is_unseen=not is_seen)


def _is_seen(uow: Uow, council: Council, in_chat: InChat) -> bool:
    """Whether anything shows that the actor is in the chat. Raises NotInChatError where Telegram denies it."""
    if in_chat is InChat.NO:
        raise NotInChatError(title=council.title)
    if in_chat is InChat.YES:
        note_said(uow, council.council_id, actor_id(uow))
    return was_seen(uow, council.council_id, actor_id(uow))


def _ensure_may_join(uow: Uow, council: Council, known: Member | None) -> None:
    """Joining takes place in the group."""
    if known is not None and known.state in ON_THE_ROLL:
        raise AlreadyOnRollError(may_vote_at=known.may_vote_at if known.is_waiting(uow.now) else None)
    if not is_here(uow, council):
        raise NotHereError(title=council.title)
    from_at = barred_until(council, known)
    if from_at is not None and uow.now < from_at:
        raise RemovedError(from_at=from_at)
    if known is not None:
        ensure_undisputed(uow, council, known)


def _enter(uow: Uow, council: Council, known: Member | None, *, is_seen: bool) -> Member:
    """Somebody who comes back starts anew; that they were here before stands in the record."""
    person_id = actor_id(uow)
    place_changes(uow, council.council_id, person_id)
    is_founder = is_seen and council.is_founding(uow.now)
    may_vote_at = uow.now if is_founder else uow.now + charter_in_force(council).span("waiting_period")
    member = Member(
        council.council_id, person_id, uow.now, may_vote_at, day_of(uow.now), MemberState.ACTIVE, is_founder
    )
    if known is not None:
        uow.remove(known)
        for vouch in uow.find(Vouch, council_id=council.council_id, person_id=person_id):
            uow.remove(vouch)
    uow.add(member)
    count_place(uow, council.council_id, known.state if known else None, member.state)
    record(
        uow,
        council.council_id,
        roll_entries.MemberJoined(is_founder=is_founder, may_vote_at=may_vote_at.isoformat()),
        person_id,
    )
    if member.is_waiting(uow.now):
        plan(uow, council.council_id, EndWaiting(person_id), may_vote_at)
        _show_newcomer(uow, council.council_id)
    return member


def _found(uow: Uow, council: Council) -> Council:
    """The first join opens the founding window."""
    if council.founding_ends_at is not None:
        return council
    ends_at = uow.now + FOUNDING_FOR
    plan(uow, council.council_id, EndFounding(council.council_id), ends_at)
    plan(uow, council.council_id, LookForResting(council.council_id), ends_at)
    record(uow, council.council_id, roll_entries.FoundingBegan(ends_at=ends_at.isoformat()), council.council_id)
    return uow.change(council, founding_ends_at=ends_at)


def _propose_split(uow: Uow, council_id: CouncilId) -> None:
    """At about 1,000 the bot proposes once to split into base councils."""
    size = roll_size(uow, council_id)
    if size >= SPLIT_ABOVE:
        tell_council(uow, council_id, Split(size), once=f"split:{council_id}")


def end_founding(uow: Uow, council_id: CouncilId, _: EndFounding) -> None:
    """The window's time is over, or everybody is on the roll; from now on newcomers wait."""
    council = get_council(uow, council_id)
    if council.founding_ends_at is None or council.founding_ends_at > uow.now:
        return  # its time was moved
    if council.founded_at is not None:
        return
    council = uow.change(council, founded_at=uow.now, removed=())
    size = roll_size(uow, council_id)
    record(uow, council_id, roll_entries.FoundingEnded(roll=size), council_id)
    for follow in uow.registers.foundings:
        follow(uow, council)
    uow.raise_version(council_id, council_id)
    tell_council(uow, council_id, Founded(size), once=f"founded:{council_id}")


def move_founding(uow: Uow, moved: Moved, _: EndFounding) -> None:
    """The window is longer by the time that was lost."""
    uow.change(get_council(uow, moved.council_id), founding_ends_at=moved.due_at)


def end_waiting(uow: Uow, council_id: CouncilId, duty: EndWaiting) -> None:
    """A newcomer may vote from now on: they count in the base of every threshold."""
    member = uow.get(Member, council_id, duty.person_id)
    if member is None or member.state not in ON_THE_ROLL or member.is_waiting(uow.now):
        return
    uow.raise_version(council_id, NEWCOMERS)
    base_changed(uow, council_id, {member.person_id})


def ensure_voucher(uow: Uow, council_id: CouncilId) -> Member:
    """The actor, if their word counts: two members would let in a crowd, each letting in the next. See `ensure_member`.

    Raises NewVoucherError.
    """
    voucher = ensure_member(uow, council_id)
    if uow.now < voucher.vouches_from:
        raise NewVoucherError(from_at=voucher.vouches_from)
    return voucher


def vouch(uow: Uow, council_id: CouncilId, person_id: PersonId) -> Vouched:
    """A member gives their word for a newcomer; enough of them, and the newcomer may vote at once.

    Raises NewVoucherError, OwnVouchError, NotWaitingError, VouchedAlreadyError, VouchedEnoughError.
    """
    voucher = ensure_voucher(uow, council_id)
    member = _ensure_waits(uow, council_id, person_id, voucher)
    _ensure_few(uow, voucher)
    uow.add(Vouch(council_id, person_id, voucher.person_id, uow.now))
    given = uow.count(Vouch, council_id=council_id, person_id=person_id)
    needed = charter_in_force(get_council(uow, council_id)).count("vouchers")
    record(uow, council_id, roll_entries.MemberVouched(given=given, needed=needed), person_id)
    uow.raise_version(council_id, NEWCOMERS)
    if given >= needed:
        member = may_vote_now(uow, member, why="vouched")
    return Vouched(member, max(needed - given, 0))


def _ensure_waits(reads: Reads, council_id: CouncilId, person_id: PersonId, voucher: Member) -> Member:
    if person_id == voucher.person_id:
        raise OwnVouchError
    member = place_of(reads, council_id, person_id)
    if member is None or not member.is_waiting(reads.now):
        raise NotWaitingError(is_on_roll=member is not None)
    if reads.get(Vouch, council_id, person_id, voucher.person_id) is not None:
        raise VouchedAlreadyError
    return member


def _ensure_few(reads: Reads, voucher: Member) -> None:
    """Three in seven days (VOUCHES_AT_MOST)."""
    since = MoreThan(reads.now - VOUCHES_COUNT_FOR)
    own: dict[str, Any] = {"council_id": voucher.council_id, "voucher_id": voucher.person_id}
    given = reads.find(Vouch, order="vouched_at", vouched_at=since, **own)
    if len(given) >= VOUCHES_AT_MOST:
        from_at = given[-VOUCHES_AT_MOST].vouched_at + VOUCHES_COUNT_FOR
        raise VouchedEnoughError(limit=VOUCHES_AT_MOST, from_at=from_at)


def newcomers(reads: Reads, council_id: CouncilId, limit: int) -> list[Member]:
    """Who waits, the newest first, and no more of them than `limit`."""
    return reads.find(
        Member,
        order="-joined_at",
        limit=limit,
        council_id=council_id,
        state=MemberState.ACTIVE,
        may_vote_at=MoreThan(reads.now),
    )


def _show_newcomer(uow: Uow, council_id: CouncilId) -> None:
    """One card shows all who wait; the first who joins after a day has it posted anew, so that it is seen."""
    cards = uow.find(Card, council_id=council_id, subject_id=NEWCOMERS, is_gone=False)
    if any(uow.now - card.created_at < NEWCOMERS_CARD_SERVES for card in cards):
        uow.raise_version(council_id, NEWCOMERS)
        return
    for card in cards:
        uow.change(card, is_gone=True)
    open_card(uow, council_id, Newcomers())


def roll_size(reads: Reads, council_id: CouncilId) -> int:
    """How many are on the roll, resting or not."""
    return reads.ask(CountRoll(council_id)).everybody


def roll_sizes(reads: Reads, council_id: CouncilId) -> RollSizes:
    """Roll, resting and chat size, as result cards and /roll print them."""
    now = reads.ask(CountRoll(council_id))
    chat = people_in(get_council(reads, council_id).chat_size)
    return RollSizes(now.everybody, now.resting, now.waiting, chat, reads.now)
