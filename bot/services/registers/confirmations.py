"""What [Yes] does after "are you sure"."""

from bot.domain.ground.message import Confirmation
from bot.domain.roll.messages import ConfirmVouch
from bot.services.ballots import amending
from bot.services.elections import elections, nominations
from bot.services.ground.ports import OldYes, OnYes
from bot.services.instructions import instructing
from bot.services.mandates import pages
from bot.services.me import forget
from bot.services.recalls import calls, replies, resigning
from bot.services.record import why
from bot.services.removals import leaving, removal
from bot.services.roll import asking

CONFIRMATIONS: dict[type[Confirmation], OnYes] = {
    ConfirmVouch: asking.vouch_for,
}

OLD_CONFIRMATIONS: dict[str, OldYes] = {
    "withdraw": amending.withdraw_confirmed,
    "instruct": instructing.instruct_whom,
    "instruct_sure": instructing.instruct_now,
    "instruction_end": instructing.end_now,
    "mandate": pages.show_of_person,
    "no_reply": replies.decline_reply,
    "why_person": why.why_picked,
    "elect": elections.elect_confirmed,
    "nominate": nominations.nominate_found,
    "nominate_on_card": nominations.picked_on_card,
    "leave": leaving.leave,
    "remove": removal.go_on_with_removal,
    "resign": resigning.resign,
    "forget": forget.forget_confirmed,
    "recall": calls.confirm_call,
}
