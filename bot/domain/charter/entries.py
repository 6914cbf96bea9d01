"""Entries of the record: what is noted of the charter."""

from dataclasses import dataclass

from bot.domain.ground.entry import Fact
from bot.domain.ground.told import NotApplied


@dataclass(frozen=True, slots=True)
class CharterProposed(Fact):
    """A change of a rule was put to the vote."""

    rule: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class CharterChanged(Fact):
    """A rule has another value."""

    rule: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class CharterNotApplied(Fact):
    """What was adopted cannot be: another rule forbids it by now."""

    rule: str
    why: NotApplied
