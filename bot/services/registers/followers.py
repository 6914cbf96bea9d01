"""What follows what, in this order. What each is called with stands in `Registers`."""

from bot.services.ballots import seconds
from bot.services.elections import nominations, vacancies
from bot.services.instructions import instructions
from bot.services.recalls import confidence, recalls, replies
from bot.services.removals import leaving, removal
from bot.services.reports import rating_time, report_backs
from bot.services.roll import resting

OUTAGES = (
    seconds.give_back_seconding,
    instructions.give_back_answers,
    report_backs.move_dates,
    replies.give_back_all,
    nominations.prolong_all,
    removal.give_back_reply,
    rating_time.give_back_all,
    resting.give_back_all,
)
AWAY = (
    leaving.hold_returns,
    rating_time.hold_ratings,
)
BACK = (
    replies.give_back_here,
    nominations.prolong_here,
    rating_time.give_back_here,
    resting.give_back_here,
)
BASE_CHANGES = (confidence.evaluate_all,)
CHARTER_CHANGES = (
    report_backs.follow_zone,
    recalls.look_at_charter,
)
BREACH_CHANGES = (recalls.look_at_breach,)
MANDATE_STARTS = (
    instructions.pass_on,
    report_backs.begin_series,
)
MANDATE_ENDS = (
    report_backs.lapse,
    recalls.lapse_with_mandate,
)
STANDING_CHANGES = (recalls.look_again,)
VACANCIES = (vacancies.fill_vacancy,)
CHECKS_DUE = (confidence.ask_confidence,)
