"""What each kind of due work does."""

from bot.services.ballots import amending, ballots, reminders, seconds
from bot.services.council import errands
from bot.services.elections import elections, vacancies
from bot.services.ground import housekeeping
from bot.services.ground.ports import Work
from bot.services.instructions import breaches, instructions
from bot.services.mandates import mandates
from bot.services.me import forget
from bot.services.recalls import confidence, recalls, replies
from bot.services.removals import leaving, removal
from bot.services.reports import report_backs, reports
from bot.services.roll import resting, roll

DUTIES: dict[str, Work] = {
    "close_ballot": ballots.close_ballot,
    "end_founding": roll.end_founding,
    "end_waiting": roll.end_waiting,
    "end_seconding": seconds.end_seconding,
    "end_amending": amending.end_amending,
    "remind_half": reminders.remind_half,
    "remind_last": reminders.remind_last,
    "end_mandate": mandates.end_on_its_date,
    "next_election": mandates.open_next_election,
    "breach_lapses": breaches.lapse_breach,
    "show_signals": confidence.refresh_shown,
    "end_cool_down": confidence.end_cool_down,
    "instruction_unanswered": instructions.note_unanswered,
    "report_overdue": report_backs.find_overdue,
    "report_missed": report_backs.find_missed,
    "remind_of_report": report_backs.remind,
    "post_report_files": reports.post_files,
    "judge_report": reports.judge_report,
    "act_on_threshold": replies.act_on_threshold,
    "open_recall": recalls.open_recall,
    "end_nominations": elections.end_nominations,
    "end_mute": leaving.end_mute,
    "end_return": leaving.end_return,
    "open_removal": removal.open_removal,
    "forget_errand": errands.forget_errand,
    "offer_office": vacancies.offer_office,
    "forget_ballot": forget.forget_ballot,
    "look_for_resting": resting.look_for_resting,
    "housekeeping": housekeeping.keep_house,
}
