"""A council is found again in another group: offered to its members, and moved there once three of its roll say so.

Telegram may not tell that a group became a supergroup while the bot was out of it; then its members alone know. What
keeps claims from being used against others stands in bot/domain/council/claim.py.
"""

from bot.domain.council import entries as council_entries
from bot.domain.council.claim import (
    GATHERS_FOR,
    Claim,
    ClaimAloneError,
    Claimed,
    ClaimLateError,
    ClaimOverError,
    NotOfFormerError,
    Vacated,
    claims_needed,
    is_minority,
)
from bot.domain.council.council import SETTLES_FOR, Council, CouncilState, people_in
from bot.domain.council.duties import TellClaimed
from bot.domain.council.messages import GoesOnElsewhere
from bot.domain.ground.ids import CouncilId, PersonId
from bot.domain.roll.member import ON_THE_ROLL, Member, NotInChatError
from bot.domain.roll.seen import InChat, Seen
from bot.services.council.council import WELCOME, council_here, get_council
from bot.services.ground.outbox import tell_person
from bot.services.ground.persons import actor_id, persons_by_id
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.pressed import PressElsewhereError, is_on_card
from bot.services.ground.record import record
from bot.services.ground.schedule import plan
from bot.services.roll.migration import go_on_in
from bot.services.roll.seen import note_said, was_seen
from bot.services.roll.standing import is_barred, place_of

LOOKED_AT = 20
"""So many councils of one name are compared by who was seen here."""

PAGE = 100
"""Members told in one transaction."""


def former_of(reads: Reads, council: Council) -> Council | None:
    """The council that is offered here: of several that whose members were seen here most.

    Then one that was claimed away from this group, and that which the bot left last.
    """
    return max(_offered(reads, council), key=lambda each: _seen_here(reads, council, each), default=None)


def may_be_found_again(reads: Reads, council: Council) -> bool:
    """Whether a council is offered here on whose roll somebody is who was seen here."""
    return any(_seen_here(reads, council, each) for each in _offered(reads, council))


def _offered(reads: Reads, council: Council) -> list[Council]:
    """Those that may go on here: claimed away from here, or of the same name and out of whose group the bot is."""
    if council.founded_at is not None or council.decisions:
        return []
    left = [get_council(reads, row.council_id) for row in reads.find(Vacated, chat_id=council.chat_id)]
    known = {each.council_id: each for each in (*left, *_away(reads, council.title))}
    return [each for each in known.values() if each.on_roll and each.tier == council.tier]


def _away(reads: Reads, title: str) -> list[Council]:
    if not title:
        return []
    return reads.find(Council, order="-away_since_at", limit=LOOKED_AT, state=CouncilState.AWAY, title=title)


def _seen_here(reads: Reads, council: Council, former: Council) -> int:
    seen = reads.find(Seen, council_id=council.council_id, limit=100)
    return sum(place_of(reads, former.council_id, one.person_id) is not None for one in seen)


def claim_council(uow: Uow, former_id: CouncilId, in_chat: InChat) -> Claimed:
    """[This is our council]: what is missing; with the last that was it goes on in this group.

    Raises PressElsewhereError, ClaimOverError, ClaimLateError, ClaimAloneError, NotOfFormerError, NotInChatError.
    """
    here, former = council_here(uow), get_council(uow, former_id)
    _ensure_offered(uow, here, former)
    _ensure_may_claim(uow, here, former, in_chat)
    if uow.get(Claim, here.council_id, former.council_id, actor_id(uow)) is None:
        uow.add(Claim(here.council_id, former.council_id, actor_id(uow), uow.now))
    claimed = claimed_so_far(uow, here, former)
    uow.raise_version(here.council_id, here.council_id)
    if claimed.is_done:
        _move(uow, here, former)
    return claimed


def _ensure_offered(uow: Uow, here: Council, former: Council) -> None:
    """On the first card of a group that is still being founded, which offers it: no data that was made up acts."""
    if former.council_id == here.council_id:
        raise ClaimOverError
    if not is_on_card(uow, WELCOME, here.council_id, uow.cause.chat_id, uow.cause.message_id):
        raise PressElsewhereError
    if here.founded_at is not None or here.decisions:
        raise ClaimLateError
    if former.council_id not in {each.council_id for each in _offered(uow, here)}:
        raise ClaimOverError
    if former.on_roll == 1 and _are_others_here(uow, here, former):
        raise ClaimAloneError


def _are_others_here(reads: Reads, here: Council, former: Council) -> bool:
    """Two are looked at, as the one who is on its roll may be among them."""
    seen = reads.find(Seen, council_id=here.council_id, limit=2)
    joined = reads.find(Member, council_id=here.council_id, limit=2)
    people = {*(each.person_id for each in seen), *(each.person_id for each in joined)}
    strangers = [each for each in people if place_of(reads, former.council_id, each) is None]
    return (people_in(here.chat_size) or 0) > 1 or bool(strangers)


def _ensure_may_claim(uow: Uow, here: Council, former: Council, in_chat: InChat) -> None:
    member = place_of(uow, former.council_id, actor_id(uow))
    if member is None or member.is_waiting(uow.now):
        raise NotOfFormerError(title=former.title)
    if in_chat is InChat.YES:
        note_said(uow, here.council_id, member.person_id)
    if in_chat is InChat.NO or not was_seen(uow, here.council_id, member.person_id):
        raise NotInChatError(title=here.title)


def claimed_so_far(reads: Reads, here: Council, former: Council) -> Claimed:
    """What is missing before it goes on here. Whoever has left its roll since says nothing any more."""
    joined = reads.find(Member, council_id=here.council_id, state=ON_THE_ROLL)
    known = [reads.get(Member, former.council_id, each.person_id) for each in joined]
    ours = sum(each is not None and each.state in ON_THE_ROLL for each in known)
    # Whom that council removed is no stranger who could be overrun, and holds it up no more.
    barred = sum(is_barred(former, each, reads.now) for each in known)
    missing = claims_needed(former.on_roll) - claims_on(reads, here, former)
    gathered_at = here.created_at + GATHERS_FOR
    waits = is_minority(former.on_roll, people_in(here.chat_size)) and reads.now < gathered_at
    return Claimed(max(missing, 0), ours, len(joined) - ours - barred, gathered_at if waits else None)


def claims_on(reads: Reads, here: Council, former: Council) -> int:
    """How many have said so."""
    return len(_claimants(reads, here, former))


def _claimants(reads: Reads, here: Council, former: Council) -> tuple[PersonId, ...]:
    said = reads.find(Claim, council_id=here.council_id, former_id=former.council_id)
    return tuple(each.person_id for each in said if place_of(reads, former.council_id, each.person_id) is not None)


def _move(uow: Uow, here: Council, former: Council) -> None:
    by = _claimants(uow, here, former)
    uow.remove_all(Claim, council_id=here.council_id)
    record(uow, former.council_id, council_entries.CouncilClaimed(by=len(by)), former.council_id)
    moved = go_on_in(uow, former, here, by)
    plan(uow, moved.council_id, TellClaimed(moved.council_id, len(by)), uow.now)
    for follow in uow.registers.claims:
        follow(uow, moved)


def tell_claimed(uow: Uow, council_id: CouncilId, duty: TellClaimed) -> None:
    """Due work: a page of those on the roll hear in private where their council goes on, as how many of it said."""
    council = get_council(uow, council_id)
    claimed_at = council.claimed_at
    if claimed_at is None:
        return
    page = uow.find(Member, council_id=council_id, state=ON_THE_ROLL, order="person_id", limit=PAGE, skip=duty.told)
    for person in persons_by_id(uow, [member.person_id for member in page]):
        if person.is_reachable:
            key = f"claimed:{council_id}:{claimed_at.isoformat()}:{person.person_id}"
            said = GoesOnElsewhere(duty.by, claimed_at + SETTLES_FOR)
            tell_person(uow, person.person_id, said, once=key, council_id=council_id)
    if len(page) == PAGE:
        plan(uow, council_id, TellClaimed(council_id, duty.by, duty.told + PAGE), uow.now)
