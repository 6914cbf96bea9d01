"""What the answer to each kind of question does."""

from bot.domain.ground.message import Question
from bot.services.ballots import amending, proposals
from bot.services.charter import wizard
from bot.services.elections import elections
from bot.services.ground.ports import OldAnswer, OnAnswer
from bot.services.instructions import instructing
from bot.services.recalls import calls, replies
from bot.services.removals import removal
from bot.services.reports import reporting

ANSWERS: dict[type[Question], OnAnswer] = {}

OLD_ANSWERS: dict[str, OldAnswer] = {
    "propose": proposals.take_proposal,
    "amend": amending.take_amendment,
    "instruct_text": instructing.take_text,
    "refuse_instruction": instructing.take_reasons,
    "recall_reply": replies.take_reply,
    "elect": elections.take_office_name,
    "removal_grounds": removal.take_grounds,
    "removal_reply": removal.take_reply,
    "charter_value": wizard.take_value,
    "recall_grounds": calls.take_grounds,
    "report_pick": reporting.take_text_first,
    "report_text": reporting.take_text,
    "report": reporting.take_part,
    "report_question": reporting.take_question,
}
