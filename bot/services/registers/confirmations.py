"""What [Yes] does after "are you sure"."""

from bot.domain.ballots.messages import ConfirmWithdraw
from bot.domain.elections.messages import ConfirmElect, Nominate, NominateOnCard
from bot.domain.ground.message import Confirmation
from bot.domain.instructions.questions import ConfirmInstruct, ConfirmInstructionEnd, WhomToInstruct
from bot.domain.mandates.questions import ConfirmResign, WhoseMandate
from bot.domain.me.messages import ConfirmForget
from bot.domain.recalls.questions import ConfirmNoReply, ConfirmRecall
from bot.domain.record.messages import WhyPerson
from bot.domain.removals.questions import ConfirmLeave, ConfirmRemoval
from bot.domain.roll.messages import ConfirmVouch
from bot.services.ballots import amending
from bot.services.elections import elections, nominations
from bot.services.ground.ports import OnYes
from bot.services.instructions import instructing
from bot.services.mandates import pages
from bot.services.me import forget
from bot.services.recalls import calls, replies, resigning
from bot.services.record import why
from bot.services.removals import leaving, removal
from bot.services.roll import asking

CONFIRMATIONS: dict[type[Confirmation], OnYes] = {
    ConfirmVouch: asking.vouch_for,
    ConfirmWithdraw: amending.withdraw_confirmed,
    ConfirmElect: elections.elect_confirmed,
    Nominate: nominations.nominate_found,
    NominateOnCard: nominations.picked_on_card,
    ConfirmForget: forget.forget_confirmed,
    WhyPerson: why.why_picked,
    WhomToInstruct: instructing.instruct_whom,
    ConfirmInstruct: instructing.instruct_now,
    ConfirmInstructionEnd: instructing.end_now,
    WhoseMandate: pages.show_of_person,
    ConfirmNoReply: replies.decline_reply,
    ConfirmLeave: leaving.leave,
    ConfirmRemoval: removal.go_on_with_removal,
    ConfirmResign: resigning.resign,
    ConfirmRecall: calls.confirm_call,
}
