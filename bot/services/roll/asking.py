"""The roll by commands and buttons: joining here, vouching for somebody, looking at the list."""

from bot.domain.ground.ids import CouncilId
from bot.domain.roll.joining import Joined
from bot.domain.roll.member import NotHereError, NotWaitingError
from bot.domain.roll.messages import ConfirmVouch, JoinedRoll, RollPage, VouchedFor
from bot.domain.roll.seen import InChat
from bot.services.council.council import council_here, get_council, is_here
from bot.services.ground.dialogs import confirm_person, pick_person
from bot.services.ground.naming import Who
from bot.services.ground.outbox import redraw, reply
from bot.services.ground.persons import actor_id
from bot.services.ground.ports import Uow
from bot.services.roll.roll import ensure_voucher, join, newcomers, vouch
from bot.services.roll.standing import place_of

PICKED_FROM = 100
"""So many newcomers are offered to pick from, the newest; others are vouched for by their names."""


def join_here(uow: Uow, in_chat: InChat) -> Joined:
    """/join: on the roll of this council, and told from when they may vote. Raises what `join` raises."""
    joined = join(uow, council_here(uow).council_id, in_chat)
    member = joined.member
    may_vote_at = member.may_vote_at if member.is_waiting(uow.now) else None
    said = JoinedRoll(may_vote_at, member.is_founder, joined.is_back, joined.vouchers, joined.is_unseen)
    reply(uow, said, council_id=member.council_id)
    return joined


def ask_to_vouch(uow: Uow, who: Who) -> None:
    """/vouch: by reply or mention it is clear who is meant; by a typed name it asks back.

    Raises NewVoucherError, NotWaitingError where nobody waits, and what `confirm_person` raises.
    """
    council = council_here(uow)
    ensure_voucher(uow, council.council_id)
    waiting = [member.person_id for member in newcomers(uow, council.council_id, PICKED_FROM)]
    if who.is_nobody and not waiting:
        raise NotWaitingError(is_on_roll=None)
    if who.telegram_id is not None:
        pick_person(uow, council.council_id, ConfirmVouch(), who)
    else:
        confirm_person(uow, council.council_id, ConfirmVouch(), who, among=waiting)


def vouch_for(uow: Uow, council_id: CouncilId, asked: ConfirmVouch) -> None:
    """It is clear for whom. Raises what `vouch` raises."""
    vouched = vouch(uow, council_id, asked.person_id)
    reply(uow, VouchedFor(asked.person_id, vouched.missing), council_id=council_id)


def show_roll(uow: Uow) -> None:
    """/roll: its first page."""
    reply(uow, RollPage(0), council_id=council_here(uow).council_id)


def turn_roll(uow: Uow, council_id: CouncilId, page: int) -> None:
    """Another page: in the council's group, and to members in private. Raises NotHereError."""
    council = get_council(uow, council_id)
    if not is_here(uow, council) and place_of(uow, council.council_id, actor_id(uow)) is None:
        raise NotHereError(title=council.title)
    redraw(uow, RollPage(page), council_id=council.council_id)
