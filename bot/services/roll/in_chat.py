"""Who is in the chat, as Telegram tells: it may end the founding window, and open cards offer [Join the roll] by it."""

from collections.abc import Collection

from bot.domain.ballots.ballot import RUNNING, Ballot
from bot.domain.council.council import Council, everybody_in, is_everybody, may_have_others
from bot.domain.ground.ids import CouncilId
from bot.domain.roll.duties import EndFounding
from bot.services.council.council import council_of_chat, get_council
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.schedule import call_off
from bot.services.roll.claiming import may_be_found_again
from bot.services.roll.roll import end_founding, roll_size


def note_removed(uow: Uow, chat_id: int, telegram_id: int) -> None:
    """An administrator removed somebody: while the council is founded they count still."""
    council = council_of_chat(uow, chat_id)
    if council is not None and council.founded_at is None and telegram_id not in council.removed:
        uow.change(council, removed=(*council.removed, telegram_id))


def note_back(uow: Uow, chat_id: int, telegram_id: int) -> None:
    """They are in the chat again, and count with it."""
    council = council_of_chat(uow, chat_id)
    if council is not None and telegram_id in council.removed:
        uow.change(council, removed=tuple(each for each in council.removed if each != telegram_id))


def note_bots(uow: Uow, chat_id: int, came: Collection[int], gone: Collection[int]) -> None:
    """Other bots, who are nobody, came into the chat or left it."""
    council = council_of_chat(uow, chat_id)
    if council is not None:
        bots = ({*council.other_bots} | {*came}) - {*gone}
        uow.change(council, other_bots=tuple(sorted(bots)))


def note_chat_size(uow: Uow, council_id: CouncilId, size: int) -> None:
    """How many are in the chat, the bot among them, as Telegram said just now; may end the founding window.

    Not while their own council may be found again here, for it is not once another is founded.
    """
    council = get_council(uow, council_id)
    if council.chat_size != size:
        had_others = may_have_others(council)
        council = uow.change(council, chat_size=size)
        if may_have_others(council) != had_others:
            _offer_joining(uow, council_id)
    if council.is_founding(uow.now) and _are_all_here(uow, council, size):
        uow.change(council, founding_ends_at=uow.now)
        call_off(uow, council_id, EndFounding(council_id))
        end_founding(uow, council_id, EndFounding(council_id))


def _offer_joining(uow: Uow, council_id: CouncilId) -> None:
    """Open cards get [Join the roll], or lose it."""
    for _, ballot_id in uow.keys(Ballot, council_id=council_id, state=RUNNING):
        uow.raise_version(council_id, ballot_id)


def _are_all_here(reads: Reads, council: Council, size: int) -> bool:
    is_all = is_everybody(roll_size(reads, council.council_id), everybody_in(council, size))
    return is_all and not may_be_found_again(reads, council)
