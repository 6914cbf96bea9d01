"""What is said to one person about themself."""

from dataclasses import dataclass

from bot.domain.ground.message import Confirmation, Message, Question


@dataclass(frozen=True, slots=True)
class Me(Message):
    """A page of what is kept about the reader."""

    page: int


@dataclass(frozen=True, slots=True)
class MeElsewhere(Message):
    """/me in a group: the way to the private chat."""

    FOR_ONE = True
    MAY_WAIT = True


@dataclass(frozen=True, slots=True)
class ConfirmForget(Confirmation):
    """Asked before somebody is forgotten."""


@dataclass(frozen=True, slots=True)
class Forgotten(Message):
    """After /forget."""

    FOR_ONE = True


@dataclass(frozen=True, slots=True)
class Remembered(Message):
    """After [Keep my name again]."""


@dataclass(frozen=True, slots=True)
class DigestSetting(Question):
    """Whether the weekly digest is sent, with both buttons."""

    FOR_ONE = True


@dataclass(frozen=True, slots=True)
class Digest(Message):
    """What is the reader's to vote on and to answer, in all their councils, when it is sent."""
