"""A council is found again in another group: offered to its members, and moved there once three of its roll say so.

Telegram may not tell that a group became a supergroup while the bot was out of it; then its members alone know.
"""

from bot.domain.council import entries as council_entries
from bot.domain.council.claim import Claim, ClaimOverError, NotOfFormerError, claims_needed
from bot.domain.council.council import Council, CouncilState
from bot.domain.ground.ids import CouncilId
from bot.domain.roll.member import NotInChatError
from bot.domain.roll.seen import InChat, Seen
from bot.services.council.council import council_here, get_council
from bot.services.ground.persons import actor_id
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import record
from bot.services.roll.migration import migrate
from bot.services.roll.seen import note_said, was_seen
from bot.services.roll.standing import place_of

LOOKED_AT = 20
"""So many councils of one name are compared by who was seen here."""


def former_of(reads: Reads, council: Council) -> Council | None:
    """The council that may have become this one: of the same name, out of whose group the bot is.

    Of several that whose members were seen here most; then that which the bot left last.
    """
    if not council.title or council.founded_at is not None:
        return None
    away = reads.find(Council, order="-away_since_at", limit=LOOKED_AT, state=CouncilState.AWAY, title=council.title)
    fitting = [each for each in away if each.on_roll and each.tier == council.tier]
    return max(fitting, key=lambda each: _seen_here(reads, council, each), default=None)


def _seen_here(reads: Reads, council: Council, former: Council) -> int:
    seen = reads.find(Seen, council_id=council.council_id, limit=100)
    return sum(place_of(reads, former.council_id, one.person_id) is not None for one in seen)


def claim_council(uow: Uow, former_id: CouncilId, in_chat: InChat) -> int:
    """[This is our council]: how many more must say so; with the last of them it goes on in this group.

    Raises ClaimOverError, NotOfFormerError, NotInChatError.
    """
    here, former = council_here(uow), get_council(uow, former_id)
    if former.state is not CouncilState.AWAY or former.council_id == here.council_id:
        raise ClaimOverError
    _ensure_may_claim(uow, here, former, in_chat)
    if uow.get(Claim, here.council_id, former.council_id, actor_id(uow)) is None:
        uow.add(Claim(here.council_id, former.council_id, actor_id(uow), uow.now))
    missing = claims_needed(former.on_roll) - claims_on(uow, here.council_id, former.council_id)
    uow.raise_version(here.council_id, here.council_id)
    if missing <= 0:
        _move(uow, here, former)
    return max(missing, 0)


def _ensure_may_claim(uow: Uow, here: Council, former: Council, in_chat: InChat) -> None:
    member = place_of(uow, former.council_id, actor_id(uow))
    if member is None or member.is_waiting(uow.now):
        raise NotOfFormerError(title=former.title)
    if in_chat is InChat.YES:
        note_said(uow, here.council_id, member.person_id)
    if in_chat is InChat.NO or not was_seen(uow, here.council_id, member.person_id):
        raise NotInChatError(title=here.title)


def claims_on(reads: Reads, council_id: CouncilId, former_id: CouncilId) -> int:
    """How many have said so."""
    return reads.count(Claim, council_id=council_id, former_id=former_id)


def _move(uow: Uow, here: Council, former: Council) -> None:
    by = claims_on(uow, here.council_id, former.council_id)
    uow.remove_all(Claim, council_id=here.council_id)
    record(uow, former.council_id, council_entries.CouncilClaimed(by=by), former.council_id)
    migrate(uow, former.chat_id, here.chat_id)
