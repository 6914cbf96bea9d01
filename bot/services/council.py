"""Councils: found by their chat, made when the bot comes to a group, kept through migration, renaming and absence."""

from bot.domain.charter import Charter
from bot.domain.council import Council, CouncilState, CouncilUnclearError
from bot.domain.ids import CouncilId
from bot.domain.member import ON_THE_ROLL, Member
from bot.domain.person import Person
from bot.services.outbox import open_card
from bot.services.ports import Reads, Uow
from bot.services.record import record


def council_of_chat(reads: Reads, chat_id: int) -> Council | None:
    """The council that meets in this chat."""
    found = reads.find(Council, chat_id=chat_id)
    return found[0] if found else None


def ensure_council(uow: Uow, chat_id: int, title: str) -> Council:
    """The council of this chat, made with its welcome card if the bot is new here."""
    known = council_of_chat(uow, chat_id)
    if known is not None:
        return known
    council = Council(CouncilId(uow.new_id()), chat_id, title, uow.now)
    uow.add(council)
    record(uow, council.council_id, "council_known", council.council_id)
    open_card(uow, council.council_id, "welcome", council.council_id)
    return council


def council_here(uow: Uow) -> Council:
    """The council an act is about: in a group its own (made if the bot is new here), in private the actor's.

    In private that is the one they chose last, or the only one they are on the roll of. Raises CouncilUnclearError.
    """
    actor, chat_id = uow.actor, uow.cause.chat_id
    if chat_id is None or (actor is not None and chat_id == actor.telegram_id):
        return _council_of_actor(uow, actor)
    return ensure_council(uow, chat_id, uow.cause.chat_title or "")


def _council_of_actor(reads: Reads, actor: Person | None) -> Council:
    known = councils_of(reads, actor) if actor else []
    chosen = [council for council in known if actor and council.council_id == actor.current_council_id]
    if len(chosen or known) != 1:
        raise CouncilUnclearError(council_ids=[council.council_id for council in known])
    return (chosen or known)[0]


def councils_of(reads: Reads, person: Person) -> list[Council]:
    """The councils a person is on the roll of, oldest membership first."""
    places = reads.find(Member, order="joined_at", person_id=person.person_id, state=ON_THE_ROLL)
    return [get_council(reads, place.council_id) for place in places]


def get_council(reads: Reads, council_id: CouncilId) -> Council:
    """The council with this id, which exists."""
    council = reads.get(Council, council_id)
    if council is None:
        raise LookupError(council_id)
    return council


def charter_in_force(council: Council) -> Charter:
    """The council's rules as they are now."""
    return Charter.from_json(council.charter)


def migrate(uow: Uow, old_chat_id: int, new_chat_id: int) -> None:
    """The group became a supergroup: one row changes. Told twice, or in any order, it does nothing more."""
    council = council_of_chat(uow, old_chat_id)
    if council is not None and council_of_chat(uow, new_chat_id) is None:
        uow.change(council, chat_id=new_chat_id)
        record(uow, council.council_id, "council_migrated", council.council_id)


def note_kicked(uow: Uow, chat_id: int) -> None:
    """The bot is out of the group: ballots stand still until it is back."""
    council = council_of_chat(uow, chat_id)
    if council is not None and council.state is CouncilState.ACTIVE:
        uow.change(council, state=CouncilState.AWAY, away_since_at=uow.now)
        record(uow, council.council_id, "bot_removed", council.council_id)
