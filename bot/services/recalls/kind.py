"""A recall as a kind of ballot."""

from bot.domain.recalls.messages import RecallResult
from bot.domain.recalls.subject import RecallSubject
from bot.services.ground.ports import KindOfBallot
from bot.services.recalls.recalls import close_recall, print_replies, term_ends_at

RECALL = KindOfBallot(
    RecallSubject, on_open=print_replies, on_close=close_recall, closes_by=term_ends_at, told_as=RecallResult
)
