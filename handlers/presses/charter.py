"""The charter and its wizard."""

from dataclasses import dataclass

from bot.domain.ground.ids import CouncilId
from handlers.callbacks import Press


@dataclass(frozen=True, slots=True)
class CharterPress(Press):
    """A page of the charter: the overview ("") or a group; `is_pick`: to pick the rule to change."""

    VERB = "ch"

    council_id: CouncilId
    group: str
    page: int
    is_pick: int


@dataclass(frozen=True, slots=True)
class ChangeRulePress(Press):
    """[Change a rule]; in a group a link to the private chat. `group` may be empty."""

    VERB = "cw"
    BY_LINK = True

    council_id: CouncilId
    group: str


@dataclass(frozen=True, slots=True)
class RulePress(Press):
    """One rule, to choose a value."""

    VERB = "cr"

    council_id: CouncilId
    rule: str


@dataclass(frozen=True, slots=True)
class ValuePress(Press):
    """One value, to see what it means."""

    VERB = "cv"

    council_id: CouncilId
    rule: str
    value: str


@dataclass(frozen=True, slots=True)
class PutRulePress(Press):
    """[Put to the vote], or [Set it now] in the founding window."""

    VERB = "cp"

    council_id: CouncilId
    rule: str
    value: str


@dataclass(frozen=True, slots=True)
class TypeValuePress(Press):
    """[Another value]."""

    VERB = "ct"

    council_id: CouncilId
    rule: str


@dataclass(frozen=True, slots=True)
class UseTopicPress(Press):
    """[Use this topic], in the topic where the button stands."""

    VERB = "cu"

    council_id: CouncilId


@dataclass(frozen=True, slots=True)
class GroupLanguagePress(Press):
    """[Русский] on the first card: the language of the group's cards."""

    VERB = "gl"

    council_id: CouncilId
    language: str
