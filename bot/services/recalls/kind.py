"""A recall as a kind of ballot."""

from bot.domain.recalls.messages import RecallResult
from bot.domain.recalls.subject import RecallSubject
from bot.services.ground.ports import KindOfBallot
from bot.services.recalls.recalls import close_recall, print_replies

RECALL = KindOfBallot(RecallSubject, on_open=print_replies, on_close=close_recall, told_as=RecallResult)
