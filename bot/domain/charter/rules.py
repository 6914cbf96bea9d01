"""Every rule a council can choose, as data: its default, its range, and what no vote can leave.

Defaults are those of SPEC section 3 (removal and resting: section 2; instructions: section 5). The ranges of durations,
the waiting period and everything with an `Entrenched` reason are the SPEC's too; all other ranges are our judgement:
wide enough to differ, narrow enough that no value takes a right away.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from bot.domain.charter.values import RuleKind, Unit, Value, rank, read_value, write_value


class RuleGroup(StrEnum):
    """Under which heading a rule is listed."""

    BALLOTS = "ballots"
    MEMBERS = "members"
    MANDATES = "mandates"
    REPORTS = "reports"
    RECALL = "recall"
    ELECTIONS = "elections"
    PLACE = "place"


class Entrenched(StrEnum):
    """Why no vote can leave the range (SPEC section 3, "entrenched")."""

    RECALL_EXISTS = "recall_exists"
    REPORTS_ARE_DUE = "reports_are_due"
    CHARTER_CAN_CHANGE = "charter_can_change"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `lowest` and `highest` are inclusive; a CHOICE has `choices`; flags, languages, zones neither."""

    key: str
    kind: RuleKind
    group: RuleGroup
    default: Value
    lowest: Value | None = None
    highest: Value | None = None
    choices: tuple[str, ...] = ()
    unit: Unit | None = None
    why: Entrenched | None = None
    suggested: tuple[str, ...] = ()

    def holds(self, value: Value) -> bool:
        """Whether the value is within the range, if there is one."""
        if self.lowest is None or self.highest is None:
            return True
        return rank(self.lowest) <= rank(value) <= rank(self.highest)


REMINDER_DAYS: Mapping[str, tuple[int, ...]] = MappingProxyType(
    {"usual": (-3, -1, 0, 1, 3), "few": (-1, 0, 1), "one": (0,)}
)
"""What each choice of `reminders` means, in days before (-) and after (+) the date."""

_POOLS: Mapping[RuleKind, str] = {
    RuleKind.SPAN: "0m 5m 15m 30m 1h 2h 3h 6h 12h 1d 2d 3d 5d 7d 10d 14d 21d 30d 45d 60d 90d 180d 365d",
    RuleKind.FRACTION: "0/1 1/20 1/10 1/6 1/5 1/4 1/3 2/5 1/2 3/5 2/3 3/4 4/5 9/10 1/1",
    RuleKind.COUNT: "0 1 2 3 4 5 6 8 10 12 15 20 24 30 50 100 200 500 1000",
    RuleKind.FLAG: "on off",
}
_MOST_SUGGESTED = 8

SPAN, FRACTION, COUNT, CHOICE = RuleKind.SPAN, RuleKind.FRACTION, RuleKind.COUNT, RuleKind.CHOICE
_PERSONS, _TIMES = Unit.PERSONS, Unit.TIMES
_RECALL, _REPORTS, _CHANGE = Entrenched.RECALL_EXISTS, Entrenched.REPORTS_ARE_DUE, Entrenched.CHARTER_CAN_CHANGE


def suggest(rule: Rule) -> tuple[str, ...]:
    """Return up to eight values to choose from, ascending, with the default, the lowest and the highest among them."""
    if rule.choices or rule.suggested:
        return rule.choices or rule.suggested
    pool = (read_value(rule.kind, text) for text in _POOLS[rule.kind].split())
    ends = (rule.lowest, rule.default, rule.highest)
    inside = {write_value(value): value for value in (*ends, *pool) if value is not None and rule.holds(value)}
    texts = sorted(inside, key=lambda text: rank(inside[text]))
    return _nearest(texts, texts.index(write_value(rule.default)))


def _nearest(texts: list[str], default: int) -> tuple[str, ...]:
    """Keep the first, the last, and those next to the default."""
    last = len(texts) - 1
    order = sorted(range(len(texts)), key=lambda index: (index not in {0, default, last}, abs(index - default)))
    return tuple(texts[index] for index in sorted(order[:_MOST_SUGGESTED]))


def _rule(
    key: str,
    kind: RuleKind,
    group: RuleGroup,
    bounds: tuple[str, str, str],
    unit: Unit | None = None,
    why: Entrenched | None = None,
) -> Rule:
    """Make a rule from its default, lowest and highest value as text."""
    default, lowest, highest = (read_value(kind, text) for text in bounds)
    assert default is not None, key
    return Rule(key, kind, group, default, lowest, highest, unit=unit, why=why)


def _ballots() -> tuple[Rule, ...]:
    group = RuleGroup.BALLOTS
    return (
        _rule("ballot_duration", SPAN, group, ("3d", "24h", "14d")),
        _rule("ballot_shortest", SPAN, group, ("24h", "24h", "7d")),
        _rule("ballot_longest", SPAN, group, ("14d", "3d", "14d")),
        _rule("urgent_shortest", SPAN, group, ("5m", "5m", "24h")),
        _rule("urgent_approval", FRACTION, group, ("2/3", ">1/2", "9/10")),
        _rule("urgent_turnout", FRACTION, group, ("1/2", "1/4", "3/4")),
        _rule("adoption_approval", FRACTION, group, (">1/2", ">1/2", "3/4")),
        _rule("adoption_turnout", FRACTION, group, ("1/4", "0", "1/2")),
        _rule("charter_approval", FRACTION, group, ("2/3", ">1/2", "3/4"), why=_CHANGE),
        _rule("charter_turnout", FRACTION, group, ("1/2", "1/4", "1/2"), why=_CHANGE),
        _rule("floor_turnout", COUNT, group, ("3", "3", "10"), _PERSONS),
        Rule("early_close", RuleKind.FLAG, group, default=True),
        _rule("early_close_after", SPAN, group, ("1h", "0m", "24h")),
        Rule("late_quorum", RuleKind.FLAG, group, default=True),
        _rule("late_quorum_within", SPAN, group, ("24h", "1h", "48h")),
        Rule("ballot_visibility", CHOICE, group, "live", choices=("live", "hidden", "named")),
        _rule("live_counts_from", COUNT, group, ("10", "10", "1000"), _PERSONS),
        _rule("seconds_small", COUNT, group, ("0", "0", "5"), _PERSONS),
        _rule("seconds_medium", COUNT, group, ("2", "0", "10"), _PERSONS),
        _rule("seconds_large", COUNT, group, ("5", "0", "20"), _PERSONS),
        _rule("open_proposals_per_member", COUNT, group, ("3", "1", "10"), Unit.CARDS),
        _rule("open_cards", COUNT, group, ("10", "3", "30"), Unit.CARDS),
    )


def _members() -> tuple[Rule, ...]:
    group = RuleGroup.MEMBERS
    return (
        _rule("waiting_period", SPAN, group, ("24h", "0m", "30d")),
        _rule("vouchers", COUNT, group, ("2", "1", "5"), _PERSONS),
        _rule("resting_after", SPAN, group, ("60d", "30d", "365d")),
        _rule("resting_asked_before", SPAN, group, ("14d", "7d", "60d")),
        _rule("removal_approval", FRACTION, group, ("2/3", "2/3", "9/10")),
        _rule("removal_turnout", FRACTION, group, ("1/2", "1/2", "3/4")),
    )


def _mandates() -> tuple[Rule, ...]:
    group = RuleGroup.MANDATES
    return (
        _rule("term", COUNT, group, ("6", "1", "24"), Unit.MONTHS),
        _rule("terms_in_a_row", COUNT, group, ("2", "1", "4"), _TIMES),
        _rule("offices_per_person", COUNT, group, ("2", "1", "5"), Unit.OFFICES),
        _rule("new_office_seconds", COUNT, group, ("2", "0", "10"), _PERSONS),
        _rule("alternate_days", COUNT, group, ("21", "1", "60"), Unit.DAYS),
        _rule("return_time", SPAN, group, ("24h", "24h", "7d")),
        _rule("instruction_answer_time", SPAN, group, ("3d", "1d", "14d")),
    )


def _reports() -> tuple[Rule, ...]:
    group = RuleGroup.REPORTS
    return (
        _rule("report_every_seat", SPAN, group, ("14d", "7d", "92d"), why=_REPORTS),
        _rule("report_every_function", SPAN, group, ("30d", "7d", "92d"), why=_REPORTS),
        _rule("report_after_decision", SPAN, group, ("7d", "1d", "30d"), why=_REPORTS),
        Rule("reminders", CHOICE, group, "usual", choices=tuple(REMINDER_DAYS)),
        _rule("missed_after", SPAN, group, ("3d", "1d", "14d"), why=_REPORTS),
        _rule("report_meets_within", SPAN, group, ("7d", "0m", "14d")),
        _rule("rating_time", SPAN, group, ("3d", "1d", "7d")),
        _rule("rejection_fraction", FRACTION, group, ("1/10", "1/20", "1/3")),
        _rule("rejection_minimum", COUNT, group, ("2", "1", "10"), _PERSONS),
        _rule("rejected_again_after", SPAN, group, ("3d", "1d", "14d")),
        _rule("confidence_check_missed", COUNT, group, ("2", "1", "3"), _TIMES),
        _rule("confidence_check_rejected", COUNT, group, ("2", "1", "3"), _TIMES),
        _rule("nothing_new_in_a_row", COUNT, group, ("2", "0", "4"), _TIMES),
    )


def _recall() -> tuple[Rule, ...]:
    group = RuleGroup.RECALL
    return (
        _rule("signals_fraction", FRACTION, group, ("1/5", "1/20", "1/3"), why=_RECALL),
        _rule("signals_minimum", COUNT, group, ("3", "2", "3"), _PERSONS, _RECALL),
        _rule("signals_minimum_small", COUNT, group, ("2", "1", "2"), _PERSONS, _RECALL),
        _rule("signals_lowered", FRACTION, group, ("1/10", "1/20", "1/3"), why=_RECALL),
        _rule("signals_lowered_minimum", COUNT, group, ("2", "1", "2"), _PERSONS, _RECALL),
        _rule("reply_time", SPAN, group, ("24h", "24h", "48h"), why=_RECALL),
        _rule("reply_longest", SPAN, group, ("48h", "24h", "72h"), why=_RECALL),
        _rule("recall_approval", FRACTION, group, (">1/2", ">1/2", "2/3"), why=_RECALL),
        _rule("recall_yes_of_electorate", FRACTION, group, ("1/4", "1/10", "1/3"), why=_RECALL),
        _rule("recall_one_of_several", FRACTION, group, ("2/3", ">1/2", "2/3"), why=_RECALL),
        _rule("recall_floor_yes", COUNT, group, ("2", "2", "3"), _PERSONS, _RECALL),
        _rule("cool_down", SPAN, group, ("30d", "7d", "60d"), why=_RECALL),
        _rule("recall_not_before_end", SPAN, group, ("7d", "0m", "14d"), why=_RECALL),
        _rule("breach_stands", SPAN, group, ("60d", "14d", "180d")),
    )


def _elections() -> tuple[Rule, ...]:
    group = RuleGroup.ELECTIONS
    return (
        _rule("election_turnout", FRACTION, group, ("1/4", "0", "1/2")),
        _rule("nomination_time", SPAN, group, ("2d", "24h", "14d")),
        _rule("nomination_shortest", SPAN, group, ("24h", "1h", "7d")),
        _rule("vacant_again_after", SPAN, group, ("14d", "7d", "60d")),
        _rule("election_before_end", SPAN, group, ("14d", "3d", "60d")),
    )


def _place() -> tuple[Rule, ...]:
    """Give the language and zone only a first choice of names: the edge knows which catalogs there are."""
    group = RuleGroup.PLACE
    languages = ("en", "ru", "es", "de", "fr", "pt_BR", "uk", "tr")
    zones = ("UTC", "America/New_York", "America/Sao_Paulo", "Africa/Lagos", "Europe/Berlin", "Europe/Moscow")
    topic = replace(_rule("topic", COUNT, group, ("0", "0", "2147483647"), Unit.NUMBER), suggested=("0",))
    return (
        Rule("language", RuleKind.LANGUAGE, group, "en", suggested=languages),
        Rule("zone", RuleKind.ZONE, group, "UTC", suggested=(*zones, "Asia/Kolkata", "Asia/Tokyo")),
        topic,
    )


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        rule.key: rule
        for rules in (_ballots(), _members(), _mandates(), _reports(), _recall(), _elections(), _place())
        for rule in rules
    }
)
"""The rules of a base council, in the order in which they are listed."""


def _upper() -> tuple[Rule, ...]:
    group = RuleGroup.BALLOTS
    return (
        _rule("ballot_duration", SPAN, group, ("3d", "24h", "90d")),
        _rule("ballot_longest", SPAN, group, ("90d", "3d", "90d")),
        Rule("ballot_visibility", CHOICE, group, "named", choices=("named",)),
        _rule("waiting_period", SPAN, RuleGroup.MEMBERS, ("0m", "0m", "0m")),
    )


UPPER_RULES: Mapping[str, Rule] = MappingProxyType({**RULES, **{rule.key: rule for rule in _upper()}})
"""The rules of an upper council: ballots up to 90 days, always named (SPEC section 3), no waiting (section 7)."""

ORDERED = (
    ("ballot_shortest", "ballot_duration"),
    ("ballot_duration", "ballot_longest"),
    ("adoption_approval", "urgent_approval"),
    ("adoption_turnout", "urgent_turnout"),
    ("adoption_approval", "charter_approval"),
    ("adoption_turnout", "charter_turnout"),
    ("seconds_small", "seconds_medium"),
    ("seconds_medium", "seconds_large"),
    ("open_proposals_per_member", "open_cards"),
    ("signals_lowered", "signals_fraction"),
    ("signals_lowered_minimum", "signals_minimum"),
    ("signals_minimum_small", "signals_minimum"),
    ("reply_time", "reply_longest"),
    ("nomination_shortest", "nomination_time"),
)
"""Pairs of which the first must not exceed the second. Our judgement: what is graver is never easier."""
