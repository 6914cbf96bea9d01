"""Councils: found by their chat, made when the bot comes to a group, kept through renaming; the one an act means."""

from datetime import datetime, timedelta

from bot.domain.charter import entries as charter_entries
from bot.domain.charter.charter import Charter
from bot.domain.council import entries as council_entries
from bot.domain.council.council import Council, CouncilNotFoundError, CouncilState, CouncilUnclearError, Former
from bot.domain.council.messages import Welcome
from bot.domain.ground.entry import Words
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.kept import name_of
from bot.domain.ground.languages import spoken_by
from bot.domain.ground.person import Person
from bot.domain.roll.member import ON_THE_ROLL, Member, NotHereError, NotOnRollError
from bot.services.council.absence import catch_up, come_back, go_away
from bot.services.council.muting import fall_silent, note_may_write
from bot.services.ground.outbox import open_card
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import record

WELCOME = name_of(Welcome)


def council_of_chat(reads: Reads, chat_id: int) -> Council | None:
    """Return the council that meets in this chat, or met in it before it became a supergroup."""
    found = reads.find(Council, chat_id=chat_id)
    return found[0] if found else _formerly(reads, str(chat_id))


def _formerly(reads: Reads, name: str) -> Council | None:
    former = reads.get(Former, name)
    return reads.get(Council, former.council_id) if former else None


def ensure_council(uow: Uow, chat_id: int, title: str) -> Council:
    """Return the council of this chat, made with its welcome card if the bot is new here: in the actor's language.

    An update from the group shows that the bot is in it, whatever was heard before; and under which name it goes now.
    """
    known = council_of_chat(uow, chat_id)
    if known is None:
        return _make(uow, chat_id, title)
    known = note_title(uow, known, title)
    return come_back(uow, known) if known.state is CouncilState.AWAY and known.chat_id == chat_id else known


def _make(uow: Uow, chat_id: int, title: str) -> Council:
    council = Council(CouncilId(uow.new_id()), chat_id, title, uow.now)
    uow.add(council)
    record(uow, council.council_id, council_entries.CouncilKnown(), council.council_id)
    _speak(uow, council)
    open_card(uow, council.council_id, Welcome(council.council_id))
    return get_council(uow, council.council_id)


def _speak(uow: Uow, council: Council) -> None:
    """At first in the language of whoever added the bot (or wrote first, if that was not heard), where it is known."""
    language = spoken_by(uow.actor.language) if uow.actor else None
    old = charter_in_force(council)
    if language is None or language == old.text("language"):
        return
    new = old.with_value("language", language)
    uow.change(council, language=language, charter=new.to_json())
    changed = charter_entries.CharterChanged(rule="language", old=old.text("language"), new=language)
    record(uow, council.council_id, changed, council.council_id)


def note_title(uow: Uow, council: Council, title: str) -> Council:
    """Keep the group's present name; a rename changes nothing else."""
    if not title or title == council.title:
        return council
    if council.title:
        record(uow, council.council_id, council_entries.CouncilRenamed(title=Words(title)), council.council_id)
    return uow.change(council, title=title)


def council_here(uow: Uow) -> Council:
    """Return the council an act is about: in a group its own (made if the bot is new here), in private the actor's.

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
    """List the councils a person is on the roll of, oldest membership first."""
    places = reads.find(Member, order="joined_at", person_id=person.person_id, state=ON_THE_ROLL)
    return [get_council(reads, place.council_id) for place in places]


def choose_council(uow: Uow, council_id: CouncilId) -> Council:
    """From now on what the actor does in private is about this council, whose roll they are on.

    Raises NotOnRollError.
    """
    actor = uow.actor
    council = get_council(uow, council_id)
    if actor is None or council not in councils_of(uow, actor):
        raise NotOnRollError
    uow.actor = uow.change(actor, current_council_id=council.council_id)
    return council


def is_here(uow: Uow, council: Council) -> bool:
    """Tell whether the act was made in the council's own group."""
    chat_id = uow.cause.chat_id
    there = council_of_chat(uow, chat_id) if chat_id is not None else None
    return there is not None and there.council_id == council.council_id


def ensure_its_chat(uow: Uow, council_id: CouncilId, chat_id: int) -> None:
    """A button of a council works in its own group alone (or in private), whoever made it appear elsewhere.

    Its group before it became a supergroup counts as its own. A press there shows that the bot is in it. Raises
    NotHereError.
    """
    council = get_council(uow, council_id)
    there = None if council.chat_id == chat_id else _formerly(uow, str(chat_id))
    if council.chat_id != chat_id and (there is None or there.council_id != council.council_id):
        raise NotHereError(title=council.title)
    if council.state is CouncilState.AWAY and council.chat_id == chat_id:
        _come_back_at_once(uow, council)


SHOWN_AGAIN_AFTER = timedelta(minutes=10)
"""One refused message may be a mistake of Telegram's; where it refuses the next as well, presses alone prove nothing:
who was thrown out must not be called back by everybody who presses an old button."""


def note_there(uow: Uow, chat_id: int) -> None:
    """Something was said or done in this group: the bot is in it, whatever Telegram answered before."""
    for council in uow.find(Council, chat_id=chat_id, state=CouncilState.AWAY):
        _come_back_at_once(uow, council)


def _come_back_at_once(uow: Uow, council: Council) -> None:
    key = f"came_back:{council.council_id}"
    before: datetime | None = uow.memory.held(key)
    if before is None or uow.now - before >= SHOWN_AGAIN_AFTER:
        uow.memory.hold(key, uow.now)
        come_back(uow, council)


def get_council(reads: Reads, council_id: CouncilId) -> Council:
    """Return the council with this id (or with this former id); CouncilNotFoundError if a button was forged."""
    council = reads.get(Council, council_id) or _formerly(reads, council_id)
    if council is None:
        raise CouncilNotFoundError
    return council


def charter_in_force(council: Council) -> Charter:
    """Return the council's rules as they are now."""
    return Charter.from_json(council.charter)


def note_rights(uow: Uow, council_id: CouncilId, rights: dict[str, bool]) -> None:
    """Keep what Telegram lets the bot do in the group now, for the panel that says which right is missing for what."""
    council = get_council(uow, council_id)
    if council.rights != rights:
        council = uow.change(council, rights=rights)
        catch_up(uow, council)
        if rights.get("can_send_messages", True):
            council = note_may_write(uow, council)
        else:
            fall_silent(uow, council_id)
        uow.raise_version(council_id, council_id)
        record(
            uow,
            council_id,
            council_entries.RightsChanged(rights=tuple(sorted(name for name in rights if rights[name]))),
            council_id,
        )


def note_kicked(uow: Uow, chat_id: int) -> None:
    """The bot is out of the group: ballots stand still until it is back. Former chats of a council do not count."""
    found = uow.find(Council, chat_id=chat_id)
    if found:
        go_away(uow, found[0])


def note_here(uow: Uow, chat_id: int, title: str, rights: dict[str, bool]) -> Council:
    """The bot is in this group, with these rights."""
    council = ensure_council(uow, chat_id, title)
    note_rights(uow, council.council_id, rights)
    return council
