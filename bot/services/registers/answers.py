"""What the answer to each kind of question does."""

from bot.domain.ballots.messages import AskAmendment, AskProposal
from bot.domain.charter.messages import AskCharterValue
from bot.domain.elections.messages import AskOffice
from bot.domain.ground.message import Question
from bot.domain.instructions.questions import AskInstructText, AskRefusal
from bot.domain.recalls.questions import AskRecallGrounds, AskRecallReply
from bot.domain.removals.questions import AskRemovalGrounds, AskRemovalReply
from bot.domain.reports.questions import AskReportQuestion, AskReportText, ReportDraft, ReportPick
from bot.services.ballots import amending, proposals
from bot.services.charter import wizard
from bot.services.elections import elections
from bot.services.ground.ports import OnAnswer
from bot.services.instructions import instructing
from bot.services.recalls import calls, replies
from bot.services.removals import removal
from bot.services.reports import reporting

ANSWERS: dict[type[Question], OnAnswer] = {
    AskProposal: proposals.take_proposal,
    AskAmendment: amending.take_amendment,
    AskOffice: elections.take_office_name,
    AskCharterValue: wizard.take_value,
    AskInstructText: instructing.take_text,
    AskRefusal: instructing.take_reasons,
    AskRecallReply: replies.take_reply,
    AskRemovalGrounds: removal.take_grounds,
    AskRemovalReply: removal.take_reply,
    AskRecallGrounds: calls.take_grounds,
    ReportPick: reporting.take_text_first,
    AskReportText: reporting.take_text,
    ReportDraft: reporting.take_part,
    AskReportQuestion: reporting.take_question,
}
