"""Standing on the roll: acts keep a member awake, and whoever counts with the base hears when it changes."""

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.domain.council.council import Council
from bot.domain.ground.calendar import day_of, end_of_local_day, local_date
from bot.domain.ground.due import Due
from bot.domain.ground.ids import NO_COUNCIL, CouncilId, PersonId
from bot.domain.ground.kept import name_of
from bot.domain.roll import entries as roll_entries
from bot.domain.roll.duties import EndWaiting, NotePart, WakeVoters
from bot.domain.roll.member import ON_THE_ROLL, Member, MemberState
from bot.services.council.council import charter_in_force, council_of_chat, councils_of, get_council
from bot.services.ground.persons import in_private, note_sightings
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import record
from bot.services.ground.schedule import call_off, plan_unwritten


def base_changed(uow: Uow, council_id: CouncilId, changed: Collection[PersonId] | None = None) -> None:
    """Who may vote has changed: the cards that show the roll, and all who registered.

    `changed`: whose places did; None where it may be everybody's.
    """
    uow.raise_version(council_id, council_id)
    for on_base in uow.registers.base_changes:
        on_base(uow, council_id, changed)


def place_changes(uow: Uow, council_id: CouncilId, person_id: PersonId) -> None:
    """Called before somebody's place on the roll becomes another: whoever registered may keep how it was."""
    for keep in uow.registers.place_changes:
        keep(uow, council_id, person_id)


def count_place(uow: Uow, council_id: CouncilId, before: MemberState | None, after: MemberState) -> None:
    """The council's counts follow every change of a place on its roll: nobody has to read the roll to know its size."""
    council = get_council(uow, council_id)
    joined = (after in ON_THE_ROLL) - (before in ON_THE_ROLL)
    rested = (after is MemberState.RESTING) - (before is MemberState.RESTING)
    if joined or rested:
        uow.change(council, on_roll=council.on_roll + joined, resting=council.resting + rested)


def place_of(reads: Reads, council_id: CouncilId, person_id: PersonId) -> Member | None:
    """The person's place on the roll, resting or not; None for those who are not on it."""
    member = reads.get(Member, council_id, person_id)
    return member if member is not None and member.state in ON_THE_ROLL else None


def barred_until(council: Council, known: Member | None) -> datetime | None:
    """Until when somebody who was removed by a ballot may not join again; None if they were not, or it is unknown."""
    if known is None or known.state is not MemberState.REMOVED or known.ended_at is None:
        return None
    return known.ended_at + charter_in_force(council).span("cool_down")


def is_barred(council: Council, known: Member | None, now: datetime) -> bool:
    """Whether a ballot removed them so lately that they may not join again."""
    until = barred_until(council, known)
    return until is not None and now < until


FETCHED_TOGETHER = 100


def may_vote_now(uow: Uow, member: Member, *, why: str) -> Member:
    """Whoever waits waits no longer."""
    council_id, person_id = member.council_id, member.person_id
    place_changes(uow, council_id, person_id)
    member = uow.change(member, may_vote_at=uow.now)
    record(uow, council_id, roll_entries.WaitingEnded(why=why), person_id)
    call_off(uow, council_id, EndWaiting(person_id))
    base_changed(uow, council_id, {person_id})
    return member


def places_of(reads: Reads, council_id: CouncilId, person_ids: Sequence[PersonId]) -> list[Member]:
    """Those of these persons who are on the roll, fetched by key in few statements of one shape."""
    found: list[Member] = []
    for start in range(0, len(person_ids), FETCHED_TOGETHER):
        part = list(person_ids[start : start + FETCHED_TOGETHER])
        part += part[-1:] * (FETCHED_TOGETHER - len(part))
        found += reads.find(Member, council_id=council_id, person_id=tuple(part))
    return [member for member in found if member.state in ON_THE_ROLL]


def note_act(uow: Uow, member: Member, at: datetime | None = None) -> Member:
    """The member did something, now or `at`: they are awake (SPEC section 2, "resting"). Written at most once a day."""
    at = at or uow.now
    if not member.is_act_news(at):
        return member
    was_resting = member.state is MemberState.RESTING
    if was_resting:
        place_changes(uow, member.council_id, member.person_id)
    last = max(member.last_act_at, day_of(at))
    awake = uow.change(member, last_act_at=last, resting_asked_at=None, state=MemberState.ACTIVE)
    if was_resting:
        count_place(uow, member.council_id, MemberState.RESTING, MemberState.ACTIVE)
        record(uow, member.council_id, roll_entries.MemberWoke(), member.person_id)
        base_changed(uow, member.council_id, {member.person_id})
    return awake


def note_request(uow: Uow, council_id: CouncilId) -> None:
    """Whoever asks anything of the bot acts by it, in that council, in that of the group, or in their only one.

    A signal is no act, and of a vote or a rating nothing may be written here: see `note_secret_act`.
    """
    council_id = council_id or _meant_council(uow)
    member = place_of(uow, council_id, uow.actor.person_id) if uow.actor and council_id else None
    if member is not None and not _is_unnamed(uow, member):
        note_act(uow, member)


def _is_unnamed(uow: Uow, member: Member) -> bool:
    """Who rests and calls for signals as "a member" goes on resting: their waking would name them."""
    is_resting = member.state is MemberState.RESTING
    return is_resting and any(hides(uow, member.council_id, member.person_id) for hides in uow.registers.unnamed_acts)


def _meant_council(uow: Uow) -> CouncilId:
    if not in_private(uow):
        here = council_of_chat(uow, uow.cause.chat_id) if uow.cause.chat_id is not None else None
        return here.council_id if here is not None else NO_COUNCIL
    known = councils_of(uow, uow.actor) if uow.actor else []
    chosen = [each for each in known if uow.actor and each.council_id == uow.actor.current_council_id] or known
    return chosen[0].council_id if len(chosen) == 1 else NO_COUNCIL


def note_secret_act(uow: Uow, member: Member) -> None:
    """The member voted or rated: no row may say so beside their slot, nor soon after.

    That they acted is noted after the close, for all who took part. Who rests is back at the end of the day, with all
    who are woken then: an earlier row could be held against the one slot that was rewritten in its hour.
    """
    if member.state is MemberState.RESTING:
        council_id, key = member.council_id, _woken(member.council_id)
        uow.memory.hold(key, (uow.memory.held(key) or frozenset()) | {member.person_id})
        zone = get_council(uow, council_id).zone
        plan_unwritten(uow, council_id, WakeVoters(council_id), end_of_local_day(local_date(uow.now, zone), zone))


def _woken(council_id: CouncilId) -> str:
    """Under which those are held who rested until they voted or rated in secret."""
    return f"woken:{council_id}"


def wake_secret_voters(uow: Uow, council_id: CouncilId, _: WakeVoters) -> None:
    """Due work: those of one council, by their ids; what a stop takes of it is made good by the close."""
    for person_id in sorted(uow.memory.held(_woken(council_id)) or ()):
        member = place_of(uow, council_id, person_id)
        if member is not None and member.state is MemberState.RESTING:
            note_act(uow, member)
    uow.memory.hold(_woken(council_id), None)


def note_part(uow: Uow, council_id: CouncilId, person_ids: Collection[PersonId], at: datetime) -> None:
    """They took part in a secret ballot that was over at this moment: all have acted on its day; nothing tells when.

    Noting the day of each would tell whose slot was rewritten when. Nobody who took part is asked whether they are
    still there until it is noted (`resting.look_for_resting`), so that the few days more harm nobody.
    """
    for member in places_of(uow, council_id, sorted(person_ids)):
        note_act(uow, member, at)
    note_sightings(uow, person_ids, at)


def is_noting(reads: Reads, council_id: CouncilId) -> bool:
    """Whether some who took part in what is over have not been noted yet: nobody is put to rest meanwhile."""
    return reads.count(Due, council_id=council_id, kind=name_of(NotePart), done_at=None) > 0


def waits_s(reads: Reads, council_id: CouncilId) -> int:
    """How many seconds after joining now one may vote: none for founders."""
    council = get_council(reads, council_id)
    if council.founding_ends_at is None or council.is_founding(reads.now):
        return 0
    return int(charter_in_force(council).span("waiting_period").total_seconds())
