"""What [Yes] does after "are you sure"."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from bot.domain.ballots.messages import ConfirmSeriesEnd, ConfirmWhen, ConfirmWithdraw
from bot.domain.elections.messages import ConfirmElect, Nominate, NominateOnCard
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.message import Confirmation, PersonQuestion
from bot.domain.instructions.questions import ConfirmInstruct, ConfirmInstructionEnd, WhomToInstruct
from bot.domain.mandates.questions import ConfirmResign, WhoseMandate
from bot.domain.me.messages import ConfirmForget
from bot.domain.recalls.questions import ConfirmNoReply, ConfirmRecall
from bot.domain.record.messages import WhyPerson
from bot.domain.removals.questions import ConfirmLeave, ConfirmRemoval
from bot.domain.roll.messages import ConfirmVouch
from bot.services.ballots import amending, ending_series, proposals
from bot.services.elections import elections, nominations
from bot.services.ground.ports import OnYes, Uow
from bot.services.instructions import instructing
from bot.services.mandates import pages
from bot.services.me import forget
from bot.services.recalls import calls, replies, resigning
from bot.services.record import why
from bot.services.removals import leaving, removal
from bot.services.roll import asking

C = TypeVar("C", bound=Confirmation)


def confirmed(kind: type[C], work: Callable[[Uow, CouncilId, C], None]) -> tuple[type[Confirmation], OnYes]:
    """A kind of question with the use-case that its [Yes] sets going, which the type checker sees here."""
    return kind, work


CONFIRMATIONS: Mapping[type[Confirmation], OnYes] = dict(
    (
        confirmed(ConfirmVouch, asking.vouch_for),
        confirmed(ConfirmWithdraw, amending.withdraw_confirmed),
        confirmed(ConfirmSeriesEnd, ending_series.end_series),
        confirmed(ConfirmWhen, proposals.propose_when),
        confirmed(ConfirmElect, elections.elect_confirmed),
        confirmed(Nominate, nominations.nominate_found),
        confirmed(NominateOnCard, nominations.picked_on_card),
        confirmed(ConfirmForget, forget.forget_confirmed),
        confirmed(WhyPerson, why.why_picked),
        confirmed(WhomToInstruct, instructing.instruct_whom),
        confirmed(ConfirmInstruct, instructing.instruct_now),
        confirmed(ConfirmInstructionEnd, instructing.end_now),
        confirmed(WhoseMandate, pages.show_of_person),
        confirmed(ConfirmNoReply, replies.decline_reply),
        confirmed(ConfirmLeave, leaving.leave),
        confirmed(ConfirmRemoval, removal.go_on_with_removal),
        confirmed(ConfirmResign, resigning.resign),
        confirmed(ConfirmRecall, calls.confirm_call),
    )
)

# By name: a dataclass with slots is made twice, and the first may live on.
_KINDS = (*Confirmation.__subclasses__(), *PersonQuestion.__subclasses__())
assert {kind.__name__ for kind in CONFIRMATIONS} == {kind.__name__ for kind in _KINDS} - {PersonQuestion.__name__}
