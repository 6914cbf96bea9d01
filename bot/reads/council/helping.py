"""Whoever asks for help, and what they have set for themselves."""

from typing import TypeVar

from bot.domain.council.messages import Privacy
from bot.domain.ground.message import Message, Question
from bot.domain.ground.person import Person
from bot.reads.ground.audience import Audience
from bot.services.ground.ports import Reads
from bot.services.record.queries import CountLostKeys

M = TypeVar("M", bound=Message)
Q = TypeVar("Q", bound=Question)


def load_help(_: Reads, audience: Audience, message: M) -> tuple[M, Audience]:
    """Nothing but where it is shown."""
    return message, audience


def load_privacy(reads: Reads, audience: Audience, _: Privacy) -> tuple[int, Audience]:
    """How often a key was lost here, and where it is shown."""
    return reads.ask(CountLostKeys()), audience


def load_self(reads: Reads, audience: Audience, message: Q) -> tuple[Q, Person | None, str]:
    """The person asked about their own settings, and the bot's name."""
    return message, reads.get(Person, message.asked_id), audience.bot_name
