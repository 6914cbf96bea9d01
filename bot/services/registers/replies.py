"""What a reply to a message of these screens means, asked for or not."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from bot.domain.ballots.messages import BallotCard, BallotPrivate
from bot.domain.elections.messages import ElectionCard, ElectionPrivate, OwnIntroduction
from bot.domain.ground.dialog import Answer
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.message import Message
from bot.domain.reports.messages import ReportCard, ReportQuestion, ReportReminder, ReportSent
from bot.services.ballots import typed
from bot.services.elections import introductions
from bot.services.ground.ports import OnReply, Uow
from bot.services.reports import reporting

M = TypeVar("M", bound=Message)


def replied(kind: type[M], work: Callable[[Uow, CouncilId, M, Answer], bool]) -> tuple[type[Message], OnReply]:
    """A kind of message with the use-case that takes a reply to it, which the type checker sees here."""
    return kind, work


REPLIES: Mapping[type[Message], OnReply] = dict(
    (
        replied(BallotCard, typed.take_typed),
        replied(BallotPrivate, typed.take_typed),
        replied(ElectionCard, typed.take_typed),
        replied(ElectionPrivate, typed.take_typed),
        replied(OwnIntroduction, introductions.take_reply),
        replied(ReportReminder, reporting.take_line),
        replied(ReportQuestion, reporting.take_answer),
        replied(ReportCard, reporting.take_under_report),
        replied(ReportSent, reporting.take_under_report),
    )
)
