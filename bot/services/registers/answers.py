"""What the answer to each kind of question does."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from bot.domain.ballots.messages import AskAmendment, AskOption, AskProposal
from bot.domain.charter.messages import AskCharterValue
from bot.domain.elections.messages import AskIntroduction, AskOffice
from bot.domain.ground.dialog import Answer
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.message import Question
from bot.domain.instructions.questions import AskInstructText, AskRefusal, ConfirmInstruct, InstructPick
from bot.domain.mandates.questions import ResignPick
from bot.domain.recalls.questions import AskRecallGrounds, AskRecallOffice, AskRecallReply, ConfirmRecall
from bot.domain.removals.questions import AskRemovalGrounds, AskRemovalReply, ConfirmRemoval
from bot.domain.reports.questions import AskReportQuestion, AskReportText, ReportDraft, ReportPick
from bot.services.ballots import adding, amending, proposals
from bot.services.charter import wizard
from bot.services.elections import elections, introductions
from bot.services.ground.answering import press_instead
from bot.services.ground.ports import OnAnswer, Uow
from bot.services.instructions import instructing
from bot.services.recalls import calls, replies
from bot.services.removals import removal
from bot.services.reports import reporting

Q = TypeVar("Q", bound=Question)


def answered(kind: type[Q], work: Callable[[Uow, CouncilId, Q, Answer], None]) -> tuple[type[Question], OnAnswer]:
    """A kind of question with the use-case that takes its answer, which the type checker sees here."""
    return kind, work


ANSWERS: Mapping[type[Question], OnAnswer] = dict(
    (
        answered(AskProposal, proposals.take_proposal),
        answered(AskAmendment, amending.take_amendment),
        answered(AskOption, adding.take_option),
        answered(AskOffice, elections.take_office_name),
        answered(AskIntroduction, introductions.take_introduction),
        answered(AskCharterValue, wizard.take_value),
        answered(AskInstructText, instructing.take_text),
        answered(ConfirmInstruct, instructing.take_other_text),
        answered(InstructPick, press_instead),
        answered(AskRefusal, instructing.take_reasons),
        answered(AskRecallReply, replies.take_reply),
        answered(AskRemovalGrounds, removal.take_grounds),
        answered(ConfirmRemoval, removal.take_other_grounds),
        answered(AskRemovalReply, removal.take_reply),
        answered(ConfirmRecall, calls.take_other_grounds),
        answered(AskRecallOffice, press_instead),
        answered(AskRecallGrounds, calls.take_grounds),
        answered(ResignPick, press_instead),
        answered(ReportPick, reporting.take_text_first),
        answered(AskReportText, reporting.take_text),
        answered(ReportDraft, reporting.take_part),
        answered(AskReportQuestion, reporting.take_question),
    )
)
