"""Entries of the record: what is noted of what concerns one person alone."""

from dataclasses import dataclass

from bot.domain.ground.entry import Fact


@dataclass(frozen=True, slots=True)
class Forgotten(Fact):
    """Somebody's name and texts were erased."""
