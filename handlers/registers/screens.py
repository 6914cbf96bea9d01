"""How each screen is read and drawn."""

from bot.domain.council.messages import (
    AsYourself,
    CommandUnknown,
    CouncilChosen,
    ErrandTaken,
    Hello,
    Help,
    How,
    Language,
    LanguageSet,
    OutageOver,
    Panel,
    PickCouncil,
    Privacy,
    Refused,
    Reminders,
    Restored,
    Returned,
    Welcome,
    WhichCouncil,
)
from bot.domain.ground.message import Message
from bot.domain.ground.messages import (
    AnswersLeftOut,
    Cancelled,
    Confirmed,
    NotAsked,
    Picked,
    PickPerson,
    PressInstead,
    TooLate,
)
from bot.domain.roll.messages import (
    ConfirmVouch,
    Founded,
    JoinedRoll,
    Newcomers,
    Rests,
    RollPage,
    Split,
    StillHere,
    StillHereAll,
    VouchedFor,
)
from bot.reads.ballots import booth as read_booth
from bot.reads.ballots import card as read_ballots_card
from bot.reads.ballots import decisions as read_decisions
from bot.reads.ballots import proposals as read_proposals
from bot.reads.ballots import reminders as read_reminders
from bot.reads.charter import changes as read_changes
from bot.reads.charter import charter as read_charter
from bot.reads.council import choices
from bot.reads.council import council as read_council
from bot.reads.council import helping as read_helping
from bot.reads.council import panel as read_panel
from bot.reads.elections import card as read_elections_card
from bot.reads.elections import counts
from bot.reads.elections import nominations as read_nominations
from bot.reads.elections import offices as read_offices
from bot.reads.ground import asked
from bot.reads.instructions import breaches as read_breaches
from bot.reads.instructions import instructions as read_instructions
from bot.reads.instructions import questions as read_instructions_questions
from bot.reads.mandates import ends as read_ends
from bot.reads.mandates import listed as read_listed
from bot.reads.mandates import mandates as read_mandates
from bot.reads.mandates import picks
from bot.reads.mandates import resigning as read_resigning
from bot.reads.me import me as read_me
from bot.reads.recalls import calls as read_calls
from bot.reads.recalls import checks, papers
from bot.reads.recalls import recalls as read_recalls
from bot.reads.record import why as read_why
from bot.reads.removals import removal as read_removal
from bot.reads.reports import questions as read_reports_questions
from bot.reads.reports import report_backs as read_report_backs
from bot.reads.reports import reporting as read_reporting
from bot.reads.reports import reports as read_reports
from bot.reads.roll import known, picking
from bot.reads.roll import leaving as read_leaving
from bot.reads.roll import resting as read_resting
from bot.reads.roll import roll as read_roll
from handlers.views.ballots import booth, decisions, proposals, reminders, voting
from handlers.views.charter import changes, charter
from handlers.views.council import council, panel
from handlers.views.council import help as helping
from handlers.views.elections import elections, nominations, offices, results
from handlers.views.ground import dialogs, screen
from handlers.views.ground.screen import Load, Render, Shown, said, shown
from handlers.views.instructions import breaches, instructions
from handlers.views.mandates import ends, listed, mandates, resigning
from handlers.views.me import me
from handlers.views.recalls import calls, confidence, recalls
from handlers.views.record import why
from handlers.views.removals import removal
from handlers.views.reports import questions, report_backs, reporting, reports
from handlers.views.roll import leaving, resting, roll

SCREENS: dict[type[Message], Shown] = {
    PickPerson: shown(picking.load_picking, dialogs.render_picking),
    Picked: shown(picking.load_picked, dialogs.render_picked),
    Confirmed: said(dialogs.render_confirmed),
    Cancelled: said(dialogs.render_cancelled),
    TooLate: said(dialogs.render_too_late),
    NotAsked: said(dialogs.render_not_asked),
    AnswersLeftOut: said(dialogs.render_answers_left_out),
    PressInstead: said(dialogs.render_press_instead),
    Welcome: shown(read_council.load_welcome, council.render_welcome),
    Founded: shown(read_council.load_council, council.render_founded),
    Returned: said(council.render_returned),
    OutageOver: said(council.render_outage_over),
    Restored: shown(read_council.load_here, council.render_restored),
    Split: said(council.render_split),
    WhichCouncil: shown(choices.load_pick, council.render_pick),
    AsYourself: said(council.render_as_yourself),
    ErrandTaken: shown(read_roll.load_person, council.render_errand_taken),
    CouncilChosen: shown(read_council.load_chosen, council.render_chosen),
    Refused: shown(read_council.load_here, council.render_refusal),
    Panel: shown(read_panel.load_panel, panel.render_panel),
    PickCouncil: shown(choices.load_choice, panel.render_choice),
    Help: shown(read_helping.load_help, helping.render_help),
    Hello: shown(read_helping.load_help, helping.render_hello),
    CommandUnknown: shown(read_helping.load_help, helping.render_unknown),
    How: shown(read_helping.load_help, helping.render_how),
    Privacy: shown(read_helping.load_help, helping.render_privacy),
    Language: shown(read_helping.load_self, helping.render_language),
    LanguageSet: shown(read_helping.load_help, helping.render_language_set),
    Reminders: shown(read_helping.load_self, helping.render_reminders),
    JoinedRoll: said(roll.render_joined),
    Newcomers: shown(read_roll.load_newcomers, roll.render_newcomers),
    ConfirmVouch: shown(known.load_person_question, dialogs.render_person_question),
    VouchedFor: shown(read_roll.load_person, roll.render_vouched),
    RollPage: shown(read_roll.load_roll, roll.render_roll),
    StillHere: shown(read_resting.load_council_with, resting.render_still_here),
    StillHereAll: shown(read_resting.load_silent, resting.render_silent),
    Rests: shown(read_resting.load_council_with, resting.render_rests),
}

OLD_SCREENS: dict[str, tuple[Load, Render]] = {
    "papers_lost": (read_ballots_card.load_named, reminders.render_papers_lost),
    "booth": (read_booth.load_booth, booth.render_booth),
    "paper_here": (read_booth.load_paper, booth.render_paper),
    "open_ballots": (read_decisions.load_open, decisions.render_open),
    "ballot_private": (read_ballots_card.load_named, decisions.render_ballot_private),
    "card_moved": (read_ballots_card.load_named, decisions.render_card_moved),
    "decisions": (read_decisions.load_decisions, decisions.render_decisions),
    "ask_proposal": (asked.load_asked, proposals.render_ask_proposal),
    "ask_amendment": (asked.load_asked, proposals.render_ask_amendment),
    "confirm_withdraw": (read_proposals.load_question, proposals.render_confirm_withdraw),
    "own_proposals": (read_proposals.load_own, proposals.render_own),
    "proposed": (read_ballots_card.load_named, proposals.render_proposed),
    "ballot_queued": (read_ballots_card.load_named, proposals.render_queued),
    "unseconded": (read_ballots_card.load_named, proposals.render_unseconded),
    "ballot_extended": (read_ballots_card.load_extended, proposals.render_extended),
    "run_off_opened": (read_ballots_card.load_named, proposals.render_run_off),
    "amended": (read_proposals.load_amended, proposals.render_amended),
    "vote_cleared": (read_proposals.load_amended, proposals.render_vote_cleared),
    "ballot_half_time": (read_reminders.load_half_time, reminders.render_half_time),
    "ballot_reminder": (read_reminders.load_reminder, reminders.render_reminder),
    "reminders_on": (screen.plain, reminders.render_reminders_on),
    "reminders_off": (screen.plain, reminders.render_reminders_off),
    "ballot": (read_ballots_card.load_ballot, voting.render_ballot),
    "result_picture": (read_ballots_card.load_result, voting.render_picture),
    "charter_rule": (read_charter.load_charter, changes.render_rule),
    "charter_preview": (read_charter.load_charter, changes.render_preview),
    "charter_changed": (screen.plain, changes.render_changed),
    "charter_not_applied": (read_changes.load_not_applied, changes.render_not_applied),
    "charter_put": (screen.plain, changes.render_put),
    "ask_charter_value": (asked.load_asked, changes.render_ask_value),
    "charter": (read_charter.load_charter, charter.render_charter),
    "election": (read_elections_card.load_election, elections.render_election),
    "election_opens": (read_elections_card.load_election, elections.render_opens),
    "election_result": (read_elections_card.load_election, elections.render_result),
    "nominations_extended": (read_elections_card.load_election, elections.render_extended),
    "office_vacant": (read_elections_card.load_election, elections.render_vacant),
    "ask_office": (asked.load_asked, elections.render_ask_office),
    "confirm_elect": (screen.plain, elections.render_confirm),
    "nominated": (read_nominations.load_nominee, nominations.render_nominated),
    "nominee_noted": (read_nominations.load_nominee, nominations.render_noted),
    "pick_election": (read_nominations.load_pick, nominations.render_pick),
    "offices": (read_offices.load_offices, offices.render_offices),
    "count_rounds": (counts.load_count, results.render_count),
    "breach": (read_breaches.load_breach, breaches.render_breach),
    "instruction": (read_instructions.load_instruction, instructions.render_card),
    "instruction_given": (read_instructions.load_instruction, instructions.render_given),
    "instruction_unanswered": (read_instructions.load_instruction, instructions.render_unanswered),
    "instruction_refused": (read_instructions.load_instruction, instructions.render_refused),
    "ask_refusal": (asked.load_asked, instructions.render_ask_refusal),
    "ask_instruct_text": (asked.load_asked, instructions.render_ask_text),
    "confirm_instruct": (read_instructions_questions.load_sure, instructions.render_sure),
    "confirm_instruction_end": (read_instructions_questions.load_end_sure, instructions.render_end_sure),
    "instruct_pick": (picks.load_pick, instructions.render_instruct_pick),
    "mandate_ended": (read_ends.load_ended, ends.render_ended),
    "mandate_given": (read_ends.load_end, ends.render_given),
    "mandate_list": (read_listed.load_list, listed.render_list),
    "mandate": (read_mandates.load_card, mandates.render_card),
    "mandate_page": (read_mandates.load_page, mandates.render_page),
    "confirm_resign": (read_resigning.load_resign, resigning.render_resign),
    "resign_pick": (picks.load_pick, resigning.render_resign_pick),
    "me": (read_me.load_me, me.render_me),
    "me_elsewhere": (read_me.load_elsewhere, me.render_elsewhere),
    "confirm_forget": (screen.plain, me.render_confirm_forget),
    "forgotten": (screen.plain, me.render_forgotten),
    "remembered": (screen.plain, me.render_remembered),
    "recall_call": (read_calls.load_call, calls.render_call),
    "confirm_recall": (read_calls.load_confirm, calls.render_confirm),
    "ask_recall_grounds": (asked.load_asked, calls.render_ask_grounds),
    "ask_recall_office": (read_calls.load_offices, calls.render_offices),
    "recall_called": (read_calls.load_called, calls.render_called),
    "confidence_check": (checks.load_check, confidence.render_check),
    "recall_reached": (read_recalls.load_reached, recalls.render_reached),
    "recall_reply_wanted": (read_recalls.load_reached, recalls.render_reply_wanted),
    "ask_recall_reply": (asked.load_asked, recalls.render_ask_reply),
    "confirm_no_reply": (screen.plain, recalls.render_confirm_no_reply),
    "recall_replied": (read_recalls.load_reached, recalls.render_replied),
    "recall_reply_text": (papers.load_reply, recalls.render_reply),
    "recall_verdict": (read_recalls.load_verdict, recalls.render_verdict),
    "why_ballot": (read_why.load_ballot_why, why.render_ballot_why),
    "why_refusal": (read_why.load_refusal_why, why.render_refusal_why),
    "why_mandate": (read_why.load_mandate_why, why.render_mandate_why),
    "why_recall": (read_why.load_recall_why, why.render_recall_why),
    "why_report": (read_why.load_report_why, why.render_report_why),
    "why_reminder": (read_why.load_reminder_why, why.render_reminder_why),
    "confirm_removal": (read_removal.load_confirm, removal.render_confirm),
    "ask_removal_grounds": (asked.load_asked, removal.render_ask_grounds),
    "ask_removal_reply": (asked.load_asked, removal.render_ask_reply),
    "removal": (read_removal.load_removal, removal.render_removal),
    "removal_self": (read_removal.load_removal, removal.render_removal_self),
    "removal_replied": (read_removal.load_removal, removal.render_replied),
    "removal_closed": (read_removal.load_removal, removal.render_closed),
    "report_question": (read_reports_questions.load_question, questions.render_question),
    "report_answer": (read_reports_questions.load_question, questions.render_answer),
    "report_answered": (read_reports_questions.load_question, questions.render_answered),
    "ask_report_question": (asked.load_asked, questions.render_ask_question),
    "report_asked": (read_reports.load_title, questions.render_asked),
    "report_questions": (read_reports_questions.load_questions, questions.render_questions),
    "report_reminder": (read_report_backs.load_duty, report_backs.render_reminder),
    "report_overdue": (read_report_backs.load_duty, report_backs.render_overdue),
    "report_missed": (read_report_backs.load_duty, report_backs.render_missed),
    "report_reminder_public": (read_report_backs.load_duty, report_backs.render_public_reminder),
    "report_rejected": (read_report_backs.load_rejected, report_backs.render_rejected),
    "report_draft": (read_report_backs.load_duty, reporting.render_draft),
    "ask_report_text": (read_reporting.load_ask_text, reporting.render_ask_text),
    "report_sent": (read_reporting.load_sent, reporting.render_sent),
    "report_picked": (read_reporting.load_picked, reporting.render_picked),
    "report_pick": (picks.load_pick, reporting.render_report_pick),
    "report": (read_reports.load_report, reports.render_report),
    "report_file": (read_reports.load_file, reports.render_file),
    "report_files": (read_reports.load_title, reports.render_files),
    "confirm_leave": (read_leaving.load_leave, leaving.render_confirm_leave),
    "kept_out": (read_leaving.load_kept_out, leaving.render_kept_out),
    "kept_out_self": (read_leaving.load_kept_out, leaving.render_kept_out_self),
    "holder_left": (read_roll.load_person_old, leaving.render_holder_left),
    "holder_left_self": (read_resting.load_council_with, leaving.render_holder_left_self),
}
