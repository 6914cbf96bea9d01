"""The charter: the council's own rules, changed only by a vote (SPEC section 3)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import TypeVar

from bot.domain.charter.rules import ORDERED, REMINDER_DAYS, RULES, UPPER_RULES, Rule, RuleGroup, suggest
from bot.domain.charter.values import Value, rank, read_value, write_value
from bot.domain.ground.counting import Threshold
from bot.domain.ground.errors import DomainError

V = TypeVar("V", timedelta, Threshold, int, bool, str)


class ChangeMethod(StrEnum):
    """By which rule a rule is changed."""

    CHARTER_CHANGE = "charter_change"
    ORDINARY = "ordinary"


class RuleUnknownError(DomainError):
    """There is no such rule; field `rule`."""

    code = "rule_unknown"


class RuleValueError(DomainError):
    """The text is no value of the rule, or out of its range.

    Fields `rule`, `got`, `lowest` and `highest` (None for words), `choices` (empty for others), `example`, and `why`:
    the Entrenched reason if no vote can leave the range, else None. Values are text, as read_value reads them.
    """

    code = "rule_value"


class RuleConflictError(DomainError):
    """The value would put two rules in the wrong order.

    Fields `rule`, `got`, `other`, `other_value`, and `relation`: "at_most" or "at_least" the other's value.
    """

    code = "rule_conflict"


@dataclass(frozen=True, slots=True)
class Charter:
    """The rules of one council. `changed` holds only values that differ from the defaults, by key.

    The methods named after a kind raise RuleUnknownError for a key of no rule and TypeError for one of another kind.
    """

    changed: Mapping[str, Value] = field(default_factory=dict)
    is_upper: bool = False

    @classmethod
    def from_json(cls, values: Mapping[str, str], *, is_upper: bool = False) -> "Charter":
        """Read what to_json or copied wrote.

        Keys of no rule are passed over, since a ballot's copy carries more; ranges are not checked again, since a newer
        program may have narrowed them. Raise RuleValueError for a text that is unreadable.
        """
        rules = _rules(is_upper)
        read = {key: _read(rules[key], text) for key, text in values.items() if key in rules}
        return cls({key: value for key, value in read.items() if value != rules[key].default}, is_upper)

    def to_json(self) -> dict[str, str]:
        """Return what differs from the defaults: key to text, sorted by key."""
        return {key: write_value(self.changed[key]) for key in sorted(self.changed)}

    def copied(self) -> dict[str, str]:
        """Return every rule as text: a ballot copies the rules it opens under, whatever later defaults are."""
        return {key: self.text(key) for key in sorted(_rules(self.is_upper))}

    def rule(self, key: str) -> Rule:
        """Return the rule; raise RuleUnknownError."""
        try:
            return _rules(self.is_upper)[key]
        except KeyError:
            raise RuleUnknownError(rule=key) from None

    def value(self, key: str) -> Value:
        """Return the value in force, of the type of its kind."""
        rule = self.rule(key)
        return self.changed.get(key, rule.default)

    def text(self, key: str) -> str:
        """Return the value in force as text: "3d", "2/3", ">1/2", "6", "on", "live"."""
        return write_value(self.value(key))

    def span(self, key: str) -> timedelta:
        """Return the value of a SPAN rule."""
        return self._typed(key, timedelta)

    def fraction(self, key: str) -> Threshold:
        """Return the value of a FRACTION rule."""
        return self._typed(key, Threshold)

    def count(self, key: str) -> int:
        """Return the value of a COUNT rule; its unit is in the rule."""
        return self._typed(key, int)

    def flag(self, key: str) -> bool:
        """Return the value of a FLAG rule."""
        return self._typed(key, bool)

    def choice(self, key: str) -> str:
        """Return the value of a CHOICE, LANGUAGE or ZONE rule."""
        return self._typed(key, str)

    @property
    def reminder_days(self) -> tuple[int, ...]:
        """Days before (-) and after (+) a report-back's date on which its holder is reminded."""
        return REMINDER_DAYS[self.choice("reminders")]

    def with_value(self, key: str, text: str) -> "Charter":
        """Return the charter with this rule set to what the text spells.

        Raise RuleUnknownError, RuleValueError, RuleConflictError, or ZoneUnknownError.
        """
        rule = self.rule(key)
        value = _made_strict(rule, _read(rule, text))
        if not rule.holds(value):
            raise _value_error(rule, text)
        others = {name: old for name, old in self.changed.items() if name != key}
        changed = Charter(others if value == rule.default else {**others, key: value}, self.is_upper)
        _ensure_ordered(changed, key)
        return changed

    def at_most(self, key: str, highest: int) -> "Charter":
        """Return the charter with this count no higher than that, which may lie below its range: for one use of it."""
        lower = min(self.count(key), highest)
        others = {name: old for name, old in self.changed.items() if name != key}
        return Charter(others if lower == self.rule(key).default else {**others, key: lower}, self.is_upper)

    def suggested_values(self, key: str) -> tuple[str, ...]:
        """Return up to nine values for buttons that with_value takes now; an unusual one in force comes first."""
        rule, now = self.rule(key), self.text(key)
        offered = suggest(rule)
        texts = offered if now in offered else (now, *offered)
        return tuple(text for text in texts if text == now or self._takes(key, text))

    def _takes(self, key: str, text: str) -> bool:
        try:
            self.with_value(key, text)
        except DomainError:
            return False
        return True

    def _typed(self, key: str, kind: type[V]) -> V:
        value = self.value(key)
        # A flag must not pass for a count, as isinstance would have it.
        if not isinstance(value, kind) or type(value) is not kind:
            raise TypeError(key)
        return value


def change_method(key: str) -> ChangeMethod:
    """Tell how a rule is changed: language, zone and topic by an ordinary proposal, all others by a charter change.

    In the founding window any founder sets the three (SPEC section 3, "charter change"). Raise RuleUnknownError.
    """
    ordinary = Charter().rule(key).group is RuleGroup.PLACE
    return ChangeMethod.ORDINARY if ordinary else ChangeMethod.CHARTER_CHANGE


def suggested_values(key: str) -> tuple[str, ...]:
    """Return up to eight values of a base council's rule, whatever its charter; raise RuleUnknownError."""
    return suggest(Charter().rule(key))


def _rules(is_upper: bool) -> Mapping[str, Rule]:
    return UPPER_RULES if is_upper else RULES


def _read(rule: Rule, text: str) -> Value:
    value = read_value(rule.kind, text, rule.unit)
    if value is None or (rule.choices and value not in rule.choices):
        raise _value_error(rule, text)
    return value


def _made_strict(rule: Rule, value: Value) -> Value:
    """Read "1/2" as more than half where a tie must not pass: where the lowest value is strict."""
    lowest = rule.lowest
    if not isinstance(lowest, Threshold) or not lowest.strict or not isinstance(value, Threshold):
        return value
    return lowest if rank(value)[0] == rank(lowest)[0] else value


def _value_error(rule: Rule, text: str) -> RuleValueError:
    lowest, highest = (None if bound is None else write_value(bound) for bound in (rule.lowest, rule.highest))
    return RuleValueError(
        rule=rule.key,
        got=text,
        lowest=lowest,
        highest=highest,
        choices=rule.choices,
        example=write_value(rule.default),
        why=rule.why,
    )


def _ensure_ordered(charter: Charter, key: str) -> None:
    for low, high in ORDERED:
        if key in {low, high} and rank(charter.value(low)) > rank(charter.value(high)):
            other, relation = (high, "at_most") if key == low else (low, "at_least")
            raise RuleConflictError(
                rule=key, got=charter.text(key), other=other, other_value=charter.text(other), relation=relation
            )
