"""What follows what, in this order. What each is called with stands in `Registers`."""

from bot.services.ballots import ahead, anew, decisions, founding, laying, papers, planned
from bot.services.elections import vacancies
from bot.services.ground import inbox, voices
from bot.services.ground.looks import Look, each
from bot.services.instructions import instructions
from bot.services.recalls import calls, confidence, recalls, signalling
from bot.services.reports import rating, report_backs

AT_A_START = (
    Look(anew.look_for_lost_papers, anew.lost_papers),
    Look(each(ahead.closing_soon), ahead.closing_soon),
    Look(signalling.look_for_lost_signals, signalling.lost_signals),
    Look(signalling.take_up_signals, signalling.lost_signals),
    Look(rating.look_for_lost_ratings, rating.lost_ratings),
)
"""In a transaction of its own each: what lost its key, or stands in the open since the last release, is sealed;
what closes soon is opened ahead once more."""

HOURLY = {
    "ballot_keys": papers.clear_orphans,
    "lost_papers": each(anew.lost_papers),
    "lost_signals": each(signalling.lost_signals),
    "lost_ratings": each(rating.lost_ratings),
    "voice_keys": voices.clear_orphans,
    "inbox_keys": inbox.clear_orphans,
}
SECRET_ACTS = (decisions.has_voted_on_any, rating.has_rated_any)
UNNAMED_ACTS = (calls.calls_unnamed,)
PLACE_CHANGES = (laying.keep_place,)
FOUNDINGS = (founding.widen_ballots,)
CLAIMS = (founding.keep_open,)
BASE_CHANGES = (confidence.evaluate_all, rating.make_room_for_raters)
CHARTER_CHANGES = (
    report_backs.follow_zone,
    planned.follow_zone,
    recalls.look_at_charter,
)
BREACH_CHANGES = (recalls.look_at_breach,)
MANDATE_STARTS = (
    instructions.pass_on,
    report_backs.begin_series,
    signalling.begin_signals,
)
TERM_ENDS = (recalls.count_at_term_end,)
MANDATE_ENDS = (
    report_backs.lapse,
    recalls.lapse_with_mandate,
)
STANDING_CHANGES = (recalls.look_again,)
VACANCIES = (vacancies.fill_vacancy,)
CHECKS_DUE = (confidence.ask_confidence,)
