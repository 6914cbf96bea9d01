"""Answers to questions, and commands taken up again."""

from dataclasses import dataclass

from bot.domain.ground.ids import CouncilId, ErrandId, PersonId
from handlers.callbacks import Press

WHOLE = 2
"""All of it, where a question leaves a choice."""


@dataclass(frozen=True, slots=True)
class ConfirmPress(Press):
    """[Yes] (1), all of it (WHOLE) or [No] (0) under "are you sure", for this person alone."""

    VERB = "cf"

    person_id: PersonId
    is_yes: int


@dataclass(frozen=True, slots=True)
class CancelPress(Press):
    """[Cancel] under a question, for this person alone."""

    VERB = "cx"

    asked_id: PersonId


@dataclass(frozen=True, slots=True)
class PickPress(Press):
    """A name among those who may be meant, for the person who was asked alone."""

    VERB = "pp"

    asked_id: PersonId
    person_id: PersonId


@dataclass(frozen=True, slots=True)
class PickPagePress(Press):
    """[More] names to pick from."""

    VERB = "pq"

    asked_id: PersonId
    page: int


@dataclass(frozen=True, slots=True)
class AgainPress(Press):
    """[Press this as yourself], under a command that was posted anonymously."""

    VERB = "ag"

    errand_id: ErrandId


@dataclass(frozen=True, slots=True)
class CouncilPress(Press):
    """A council's name; the command that was unclear is done for it."""

    VERB = "pc"

    council_id: CouncilId
    errand_id: ErrandId
