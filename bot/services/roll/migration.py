"""Migration: a group becomes a supergroup, told in any order. The council keeps its id; one row changes.

If an update from the new chat came first, a second council was made for it. The older one wins: what was begun in the
younger one moves over, and its record stays where it is, named in the record of the older.
"""

from dataclasses import replace

from bot.domain.ballots.added import AddedOption
from bot.domain.ballots.ballot import Ballot, BallotState, Second
from bot.domain.ballots.elector import Choice, Elector
from bot.domain.ballots.papers import Pile, Slot
from bot.domain.council import entries as council_entries
from bot.domain.council.council import Council, CouncilState, Former
from bot.domain.elections.nominee import Nominee
from bot.domain.elections.office import Office
from bot.domain.ground.dialog import Dialog
from bot.domain.ground.due import Due
from bot.domain.ground.outgoing import Card, Outgoing, OutgoingState
from bot.domain.roll import entries as roll_entries
from bot.domain.roll.duties import EndWaiting
from bot.domain.roll.member import ON_THE_ROLL, Member, Vouch
from bot.domain.roll.seen import Seen
from bot.services.council.absence import come_back, post_anew
from bot.services.council.council import WELCOME, charter_in_force, council_of_chat
from bot.services.ground.ports import Uow
from bot.services.ground.record import head_of, record
from bot.services.ground.schedule import plan
from bot.services.roll.seen import was_seen
from bot.services.roll.standing import base_changed, count_place

MOVED = (Ballot, AddedOption, Elector, Choice, Slot, Pile, Second, Nominee, Card, Due, Vouch)
"""Rows whose other keys are the program's own ids: they fit into any council."""


def migrate(uow: Uow, old_chat_id: int, new_chat_id: int) -> None:
    """The group became a supergroup. Told twice, or in any order, it does nothing more."""
    council = council_of_chat(uow, old_chat_id)
    if council is None or council.chat_id == new_chat_id:
        return
    younger = council_of_chat(uow, new_chat_id)
    if younger is not None and younger.council_id != council.council_id:
        _merge(uow, council, younger)
    uow.add(Former(str(old_chat_id), council.council_id))
    council = uow.change(council, chat_id=new_chat_id, thread_id=None)
    record(uow, council.council_id, council_entries.CouncilMigrated(), council.council_id)
    _leave_messages_behind(uow, council, old_chat_id)
    if council.state is CouncilState.AWAY:
        come_back(uow, council)
    else:
        post_anew(uow, council)


def _leave_messages_behind(uow: Uow, council: Council, old_chat_id: int) -> None:
    """Messages of the old chat cannot be edited or replied to from the new one, where other messages have their ids."""
    for card in uow.find(Card, council_id=council.council_id, chat_id=old_chat_id):
        uow.change(card, message_id=None, chat_id=None, thread_id=None)
    waiting = uow.find(Outgoing, council_id=council.council_id, person_id=None, state=OutgoingState.WAITING)
    answers = uow.find(Outgoing, chat_id=old_chat_id, person_id=None, state=OutgoingState.WAITING)
    for row in {row.outgoing_id: row for row in (*waiting, *answers)}.values():
        uow.change(row, chat_id=council.chat_id, reply_to=None, message_id=None, thread_id=None)


def _merge(uow: Uow, council: Council, younger: Council) -> None:
    """What was begun in the younger council belongs to the older."""
    record(
        uow,
        council.council_id,
        council_entries.CouncilMerged(last_digest=head_of(uow, younger.council_id)),
        younger.council_id,
    )
    for card in uow.find(Card, council_id=younger.council_id, screen=WELCOME):
        uow.remove(card)
    if council.founding_ends_at is None:
        council = uow.change(council, founding_ends_at=younger.founding_ends_at, founded_at=younger.founded_at)
    if council.founded_at is not None:
        _let_bind_nobody(uow, younger)
    moved = _move_members(uow, council, younger)
    _move_offices(uow, council, younger)
    _move_seen(uow, council, younger)
    for kind in MOVED:
        for row in uow.find(kind, council_id=younger.council_id):
            uow.remove(row)
            uow.add(replace(row, council_id=council.council_id))  # type: ignore[type-var]
    for member in moved:
        if member.is_waiting(uow.now):
            plan(uow, council.council_id, EndWaiting(member.person_id), member.may_vote_at)
    for message in uow.find(Outgoing, council_id=younger.council_id):
        uow.change(message, council_id=council.council_id)
    for dialog in uow.find(Dialog, council_id=younger.council_id):
        uow.change(dialog, council_id=council.council_id)
    uow.remove(younger)
    uow.add(Former(younger.council_id, council.council_id))
    base_changed(uow, council.council_id)


def _move_members(uow: Uow, council: Council, younger: Council) -> list[Member]:
    """Whoever is on neither roll of the two is not put on one; whoever is on both keeps the older place.

    Who comes to a council that is founded waits as others do who join it, counted from when they joined the younger.
    """
    moved = []
    is_founding = council.founding_ends_at is None or council.is_founding(uow.now)
    for member in uow.find(Member, council_id=younger.council_id):
        uow.remove(member)
        known = uow.get(Member, council.council_id, member.person_id)
        if member.state not in ON_THE_ROLL or (known is not None and known.state in ON_THE_ROLL):
            continue
        if known is not None:
            uow.remove(known)
        moved.append(_as_newcomer(council, member, is_founding=is_founding))
        uow.add(moved[-1])
        count_place(uow, council.council_id, None, member.state)
        record(
            uow, council.council_id, roll_entries.MemberJoined(is_founder=is_founding, why="merged"), member.person_id
        )
    return moved


def _let_bind_nobody(uow: Uow, younger: Council) -> None:
    """What few could vote on in the younger council is no decision of one that was founded long before."""
    for ballot in uow.find(Ballot, council_id=younger.council_id, state=(BallotState.OPEN, BallotState.SUSPENDED)):
        uow.change(ballot, is_practice=True)


def _as_newcomer(council: Council, member: Member, *, is_founding: bool) -> Member:
    waits_until = member.joined_at + charter_in_force(council).span("waiting_period")
    may_vote_at = member.may_vote_at if is_founding else max(member.may_vote_at, waits_until)
    return replace(member, council_id=council.council_id, is_founder=is_founding, may_vote_at=may_vote_at)


def _move_seen(uow: Uow, council: Council, younger: Council) -> None:
    """It is one chat: whoever was seen in it by either was seen."""
    for seen in uow.find(Seen, council_id=younger.council_id):
        uow.remove(seen)
        if not was_seen(uow, council.council_id, seen.person_id):
            uow.add(replace(seen, council_id=council.council_id))


def _move_offices(uow: Uow, council: Council, younger: Council) -> None:
    """An office of the same name is the same office."""
    for office in uow.find(Office, council_id=younger.council_id):
        uow.remove(office)
        same = uow.find(Office, council_id=council.council_id, key=office.key)
        if not same:
            uow.add(replace(office, council_id=council.council_id))
            continue
        for ballot in uow.find(Ballot, council_id=younger.council_id, office_id=office.office_id):
            uow.change(ballot, office_id=same[0].office_id)
