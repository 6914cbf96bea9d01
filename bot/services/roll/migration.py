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
from bot.domain.council.claim import Vacated
from bot.domain.council.council import Council, CouncilState, Former
from bot.domain.elections.nominee import Nominee
from bot.domain.elections.office import Office
from bot.domain.ground.dialog import Dialog
from bot.domain.ground.due import Due
from bot.domain.ground.ids import PersonId
from bot.domain.ground.outgoing import Card, Outgoing, OutgoingState
from bot.domain.roll import entries as roll_entries
from bot.domain.roll.duties import EndWaiting
from bot.domain.roll.member import ON_THE_ROLL, Member, MemberState, Vouch
from bot.domain.roll.seen import Seen
from bot.services.council.absence import come_back, post_anew
from bot.services.council.council import WELCOME, charter_in_force, council_of_chat
from bot.services.ground.filters import MoreThan
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import head_of, record
from bot.services.ground.schedule import plan
from bot.services.roll.seen import was_seen
from bot.services.roll.standing import base_changed, count_place, is_barred

ASKED_ABOUT = 3
"""So many groups of one name are asked whether they became this one: who founds many of that name gains nothing."""

SUPERGROUP = -1_000_000_000_000
"""Ids from here down are those of supergroups; those of groups lie above."""

MOVED = (Ballot, AddedOption, Elector, Choice, Slot, Pile, Second, Nominee, Card, Due, Vouch)
"""Rows whose other keys are the program's own ids: they fit into any council."""


def may_have_been(reads: Reads, chat_id: int, title: str) -> list[int]:
    """The groups that may have become this supergroup: of its name, and no council was founded here since."""
    here = council_of_chat(reads, chat_id)
    if not title or (here is not None and (here.founded_at is not None or here.decisions)):
        return []
    groups = MoreThan(SUPERGROUP)
    named = reads.find(Council, order="-created_at", limit=ASKED_ABOUT, title=title, chat_id=groups)
    return [council.chat_id for council in named if council.chat_id < 0]


def migrate(uow: Uow, old_chat_id: int, new_chat_id: int) -> None:
    """The group became a supergroup. Told twice, or in any order, it does nothing more."""
    council, there = council_of_chat(uow, old_chat_id), council_of_chat(uow, new_chat_id)
    if there is not None and uow.get(Vacated, there.council_id, old_chat_id) is not None:
        _note_same_group(uow, there, council, old_chat_id)
        return
    if council is None or council.chat_id == new_chat_id:
        return
    if there is not None and there.council_id != council.council_id:
        _merge(uow, council, there)
    uow.add(Former(str(old_chat_id), council.council_id))
    record(uow, council.council_id, council_entries.CouncilMigrated(), council.council_id)
    _go_to(uow, council, new_chat_id)


def go_on_in(uow: Uow, council: Council, here: Council, claimed_by: tuple[PersonId, ...]) -> Council:
    """These of its roll said so: it takes the place of the council that was made here; which group it left is kept."""
    left_chat_id = council.chat_id
    _merge(uow, council, here, claimed_by)
    if (back := uow.get(Vacated, council.council_id, here.chat_id)) is not None:
        uow.remove(back)
    uow.add(Vacated(council.council_id, left_chat_id, uow.now))
    chat = {"chat_size": here.chat_size, "rights": here.rights, "other_bots": here.other_bots}
    return _go_to(uow, uow.change(council, claimed_at=uow.now, **chat), here.chat_id)


def _note_same_group(uow: Uow, council: Council, younger: Council | None, old_chat_id: int) -> None:
    """Its members said so before Telegram did: there is no other group to bring it back to."""
    uow.remove_all(Vacated, chat_id=old_chat_id, council_id=council.council_id)
    if younger is not None:
        _merge(uow, council, younger)
    uow.add(Former(str(old_chat_id), council.council_id))


def _go_to(uow: Uow, council: Council, chat_id: int) -> Council:
    old_chat_id = council.chat_id
    council = uow.change(council, chat_id=chat_id, thread_id=None)
    _leave_messages_behind(uow, council, old_chat_id)
    if council.state is CouncilState.AWAY:
        return come_back(uow, council)
    post_anew(uow, council)
    return council


def _leave_messages_behind(uow: Uow, council: Council, old_chat_id: int) -> None:
    """Messages of the old chat cannot be edited or replied to from the new one, where other messages have their ids."""
    for card in uow.find(Card, council_id=council.council_id, chat_id=old_chat_id):
        uow.change(card, message_id=None, chat_id=None, thread_id=None)
    waiting = uow.find(Outgoing, council_id=council.council_id, person_id=None, state=OutgoingState.WAITING)
    answers = uow.find(Outgoing, chat_id=old_chat_id, person_id=None, state=OutgoingState.WAITING)
    for row in {row.outgoing_id: row for row in (*waiting, *answers)}.values():
        uow.change(row, chat_id=council.chat_id, reply_to=None, message_id=None, thread_id=None)


def _merge(uow: Uow, council: Council, younger: Council, claimed_by: tuple[PersonId, ...] = ()) -> None:
    """What was begun in the younger council belongs to the older."""
    merged = council_entries.CouncilMerged(head_of(uow, younger.council_id), claimed_by)
    record(uow, council.council_id, merged, younger.council_id)
    for card in uow.find(Card, council_id=younger.council_id, screen=WELCOME):
        uow.remove(card)
    if council.founding_ends_at is None:
        council = uow.change(council, founding_ends_at=younger.founding_ends_at, founded_at=younger.founded_at)
    if council.founded_at is not None:
        _let_bind_nobody(uow, younger)
    moved = _move_members(uow, council, younger, keeps=bool(claimed_by))
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


def _move_members(uow: Uow, council: Council, younger: Council, *, keeps: bool) -> list[Member]:
    """Whoever is on neither roll of the two is not put on one; whoever is on both keeps the older place.

    Who comes to a council that is founded waits as others do who join it, counted from when they joined the younger;
    but where it was claimed (`keeps`) they keep what they had, unless they were on its roll once. Who was removed by
    either stays so.
    """
    moved = []
    for member in uow.find(Member, council_id=younger.council_id):
        uow.remove(member)
        known = uow.get(Member, council.council_id, member.person_id)
        if member.state in ON_THE_ROLL and not _has_place(uow, council, known):
            came = replace(member, council_id=council.council_id)
            came = came if keeps and known is None else _as_newcomer(uow, council, came)
            moved.append(_enter(uow, council, came, known))
        elif member.state is MemberState.REMOVED and known is None:
            uow.add(replace(member, council_id=council.council_id))
    return moved


def _has_place(reads: Reads, council: Council, known: Member | None) -> bool:
    """On the roll, or barred from it by a ballot."""
    return (known is not None and known.state in ON_THE_ROLL) or is_barred(council, known, reads.now)


def _enter(uow: Uow, council: Council, member: Member, known: Member | None) -> Member:
    if known is not None:
        uow.remove(known)
    uow.add(member)
    count_place(uow, council.council_id, None, member.state)
    joined = roll_entries.MemberJoined(is_founder=member.is_founder, why="merged")
    record(uow, council.council_id, joined, member.person_id)
    return member


def _let_bind_nobody(uow: Uow, younger: Council) -> None:
    """What few could vote on in the younger council is no decision of one that was founded long before."""
    for ballot in uow.find(Ballot, council_id=younger.council_id, state=(BallotState.OPEN, BallotState.SUSPENDED)):
        uow.change(ballot, is_practice=True)


def _as_newcomer(reads: Reads, council: Council, member: Member) -> Member:
    is_founding = council.founding_ends_at is None or council.is_founding(reads.now)
    waits_until = member.joined_at + charter_in_force(council).span("waiting_period")
    may_vote_at = member.may_vote_at if is_founding else max(member.may_vote_at, waits_until)
    return replace(member, is_founder=is_founding, may_vote_at=may_vote_at)


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
