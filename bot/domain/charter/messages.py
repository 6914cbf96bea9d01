"""What is said about the charter: its pages, a change before and after it is decided."""

from dataclasses import dataclass
from typing import ClassVar

from bot.domain.charter.change import Change
from bot.domain.ground.ids import BallotId, PersonId
from bot.domain.ground.message import Message, Question


@dataclass(frozen=True, slots=True)
class CharterPage(Message):
    """The overview (no group), or a page of the rules of one group; `is_pick`: to pick the rule to change."""

    FOR_ONE = True
    IS_PAGE = True
    KEPT_AS: ClassVar = "charter"
    group: str = ""
    page: int = 0
    is_pick: bool = False


@dataclass(frozen=True, slots=True)
class CharterRule(Message):
    """One rule, with values to choose from."""

    FOR_ONE = True

    rule: str


@dataclass(frozen=True, slots=True)
class CharterPreview(Message):
    """A change before anything happens, to whoever thinks of it."""

    FOR_ONE = True

    change: Change
    asked_id: PersonId


@dataclass(frozen=True, slots=True)
class CharterPut(Message):
    """The wizard after its last button: the rule is set, or the council votes on it."""

    FOR_ONE = True

    is_set: bool


@dataclass(frozen=True, slots=True)
class CharterChanged(Message):
    """To the council: what now applies."""

    rule: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class CharterNotApplied(Message):
    """To the council: an adopted change no longer fits the other rules."""

    ballot_id: BallotId


@dataclass(frozen=True, slots=True)
class AskCharterValue(Question):
    """[Another value] of this rule."""

    rule: str
