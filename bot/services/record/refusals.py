"""Refusals: the last one each person met in each council, so that /why can say why."""

from bot.domain.ballots.ballot import BallotClosedError, BallotState, NotInElectorateError
from bot.domain.council.messages import Refused
from bot.domain.ground.errors import DomainError
from bot.domain.ground.ids import NO_COUNCIL, CouncilId
from bot.domain.ground.refusal import Refusal
from bot.domain.ground.told import Fields
from bot.services.council.council import council_of_chat
from bot.services.ground.outbox import redraw, reply
from bot.services.ground.persons import in_private
from bot.services.ground.ports import Uow
from bot.services.record.why import NothingToExplainError, NoThresholdError
from bot.services.roll.standing import note_act, place_of


def keep_refusal(uow: Uow, chat_id: int, error: DomainError) -> None:
    """Replace the actor's last refusal in this chat's council; that /why had no answer is none to ask about."""
    if uow.actor is None or isinstance(error, NothingToExplainError | NoThresholdError):
        return
    council = council_of_chat(uow, chat_id)
    council_id = council.council_id if council else NO_COUNCIL
    _wake(uow, error)
    known = uow.get(Refusal, council_id, uow.actor.person_id)
    fields = Fields.of(error.fields).to_kept()
    if known is None:
        uow.add(Refusal(council_id, uow.actor.person_id, uow.cause.name, error.code, uow.now, fields))
    else:
        uow.change(known, act=uow.cause.name, code=error.code, refused_at=uow.now, fields=fields)


def refuse(uow: Uow, chat_id: int, error: DomainError, *, is_press: bool) -> None:
    """Keep the refusal, and say it below the command; a press gets its answer as an alert.

    In private a message whose time is over says so from then on, and has no buttons any more.
    """
    keep_refusal(uow, chat_id, error)
    if uow.actor is None:
        return
    council, said = council_of_chat(uow, chat_id), Refused(error.code, Fields.of(error.fields))
    council_id = council.council_id if council else NO_COUNCIL
    if not is_press:
        reply(uow, said, council_id=council_id)
    elif _is_over(error) and in_private(uow):
        redraw(uow, said, council_id=council_id)


def _is_over(error: DomainError) -> bool:
    """A ballot that is not open may still open."""
    if isinstance(error, BallotClosedError):
        return error.fields["state"] in {BallotState.CLOSED, BallotState.WITHDRAWN}
    return error.is_over


def _wake(uow: Uow, error: DomainError) -> None:
    """Who pressed on a ballot held without them because they rested is back with that press."""
    if isinstance(error, NotInElectorateError) and error.fields["why"] == "resting" and uow.actor is not None:
        member = place_of(uow, CouncilId(str(error.fields["council_id"])), uow.actor.person_id)
        if member is not None:
            note_act(uow, member)
