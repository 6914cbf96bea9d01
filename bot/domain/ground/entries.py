"""Entries of the record: what is noted of the machinery."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.ground.entry import Fact


@dataclass(frozen=True, slots=True)
class RecordRestored(Fact):
    """The database went back to a copy: what came after `since` is lost."""

    KEPT_AS: ClassVar[str] = "restored"

    since: str


@dataclass(frozen=True, slots=True)
class ReplyExtended(Fact):
    """The time to reply was moved."""

    why: str
    seconds: int
