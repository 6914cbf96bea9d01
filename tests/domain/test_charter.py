from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.charter.charter import (
    ChangeMethod,
    Charter,
    RuleConflictError,
    RuleUnknownError,
    RuleValueError,
    change_method,
    suggested_values,
)
from bot.domain.charter.rules import ORDERED, RULES, UPPER_RULES, Entrenched, RuleGroup
from bot.domain.charter.values import RuleKind, rank, read_value, write_value
from bot.domain.ground.calendar import ZoneUnknownError
from bot.domain.ground.counting import Threshold
from bot.domain.ground.errors import DomainError

CHARTER = Charter()
UPPER = Charter(is_upper=True)
keys = st.sampled_from(sorted(RULES))
typed = (
    st.text() | st.from_regex(r"\A[>≥]?=? ?\d{1,4}( ?[/%,.dhmw ]\d{0,4}){0,3}\Z") | st.sampled_from(["on", "few", "x"])
)

# SPEC section 3, word for word in values.
DEFAULTS = """
ballot_duration 3d | ballot_shortest 1d | ballot_longest 14d | urgent_shortest 5m | urgent_approval 2/3
urgent_turnout 1/2 | adoption_approval >1/2 | adoption_turnout 1/4 | charter_approval 2/3 | charter_turnout 1/2
floor_turnout 3 | early_close on | early_close_after 1h | late_quorum on | late_quorum_within 1d
ballot_visibility live | live_counts_from 10 | seconds_small 0 | seconds_medium 2 | seconds_large 5
open_proposals_per_member 3 | open_cards 10 | waiting_period 1d | vouchers 2 | resting_after 60d
resting_asked_before 14d | removal_approval 2/3 | removal_turnout 1/2 | term 6 | terms_in_a_row 2
offices_per_person 2 | new_office_seconds 2 | alternate_days 21 | return_time 1d | instruction_answer_time 3d
report_every_seat 14d | report_every_function 30d | report_after_decision 7d | reminders usual | missed_after 3d
report_meets_within 7d | rating_time 3d | rejection_fraction 1/10 | rejection_minimum 2 | rejected_again_after 3d
confidence_check_missed 2 | confidence_check_rejected 2 | nothing_new_in_a_row 2 | signals_fraction 1/5
signals_minimum 3 | signals_minimum_small 2 | signals_lowered 1/10 | signals_lowered_minimum 2 | reply_time 1d
reply_longest 2d | recall_approval >1/2 | recall_yes_of_electorate 1/4 | recall_one_of_several 2/3
recall_floor_yes 2 | cool_down 30d | recall_not_before_end 7d | breach_stands 60d | election_turnout 1/4
nomination_time 2d | nomination_shortest 1d | vacant_again_after 14d | election_before_end 14d | language en
zone UTC | topic 0
"""


def test_the_defaults_are_those_of_the_spec():
    pairs = (line.split() for line in DEFAULTS.replace("\n", "|").split("|") if line.strip())
    assert CHARTER.copied() == {key: " ".join(text) for key, *text in pairs}
    assert list(CHARTER.copied()) == sorted(RULES)


def test_what_differs_is_written_in_the_order_of_the_keys():
    changed = CHARTER.with_value("zone", "Europe/Berlin").with_value("language", "ru").with_value("term", "3")
    assert list(changed.to_json()) == ["language", "term", "zone"]


def test_an_upper_council_has_longer_ballots_always_named():
    changed = {key: UPPER.text(key) for key in UPPER_RULES if UPPER.text(key) != CHARTER.text(key)}
    assert changed == {"ballot_longest": "90d", "ballot_visibility": "named", "waiting_period": "0m"}
    assert UPPER.with_value("ballot_duration", "90d").span("ballot_duration") == timedelta(days=90)


def test_a_whole_is_one():
    assert read_value(RuleKind.FRACTION, "1") == Threshold(1, 1)


def test_typed_access():
    assert CHARTER.span("ballot_duration") == timedelta(days=3)
    assert CHARTER.fraction("adoption_approval") == Threshold(1, 2, strict=True)
    assert CHARTER.count("term") == 6
    assert CHARTER.flag("early_close") is True
    assert CHARTER.choice("language") == "en"
    assert CHARTER.reminder_days == (-3, -1, 0, 1, 3)
    assert CHARTER.with_value("reminders", "Few").reminder_days == (-1, 0, 1)
    assert CHARTER.with_value("reminders", "one").reminder_days == (0,)


@pytest.mark.parametrize(("words", "is_on"), [("on yes true 1", True), ("off no false 0", False)])
def test_a_flag_is_read_by_any_of_its_words(words, is_on):
    assert {CHARTER.with_value("early_close", word).flag("early_close") for word in words.split()} == {is_on}


@pytest.mark.parametrize("read", [Charter.span, Charter.fraction, Charter.choice, Charter.count])
def test_a_rule_of_another_kind_is_a_mistake_of_the_program(read):
    with pytest.raises(TypeError):
        read(CHARTER, "early_close")


@pytest.mark.parametrize("act", [Charter.value, Charter.rule, Charter.suggested_values, Charter.text])
def test_no_such_rule(act):
    with pytest.raises(RuleUnknownError) as refused:
        act(CHARTER, "quorum")
    assert refused.value.fields == {"rule": "quorum"}


@pytest.mark.parametrize(
    ("key", "text", "stored"),
    [
        ("ballot_duration", "5 Days", "5d"),
        ("ballot_duration", "1d 12h", "1d 12h"),
        ("adoption_turnout", "1/3", "1/3"),
        ("adoption_turnout", "2 / 6", "1/3"),
        ("adoption_turnout", "33%", "33/100"),
        ("adoption_turnout", "12,5 %", "1/8"),
        ("adoption_turnout", "½", "1/2"),
        ("adoption_turnout", "0", "0/1"),
        ("adoption_turnout", ">1/3", ">1/3"),
        ("adoption_turnout", ">=1/3", "1/3"),
        ("charter_approval", "50%", ">1/2"),
        ("charter_approval", "1/2", ">1/2"),
        ("recall_approval", "3/5", "3/5"),
        ("term", "12 months", "12"),
        ("term", "١٢", "12"),
        ("open_cards", "5 cards", "5"),
        ("vouchers", "3 people", "3"),
        ("vouchers", "1 person", "1"),
        ("vouchers", "3 members", "3"),
        ("vouchers", "3 человека", "3"),
        ("term", "12 месяцев", "12"),
        ("terms_in_a_row", "3 times", "3"),
        ("alternate_days", "30 дней", "30"),
        ("offices_per_person", "3 offices", "3"),
        ("early_close", "No", "off"),
        ("ballot_visibility", "NAMED", "named"),
        ("language", "pt-br", "pt_BR"),
        ("language", "UK", "uk"),
        ("language", "sr-latn", "sr_Latn"),
        ("zone", "berlin", "Europe/Berlin"),
        ("topic", "17", "17"),
        ("waiting_period", "0m", "0m"),
    ],
)
def test_a_value_is_read_generously(key, text, stored):
    charter = CHARTER.with_value(key, text)
    assert charter.text(key) == stored
    assert charter.to_json() == {key: stored}


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("ballot_duration", "3"),
        ("ballot_duration", "15d"),
        ("ballot_duration", "30m"),
        ("early_close_after", "1d 1m"),
        ("adoption_turnout", "3/0"),
        ("adoption_turnout", "4/3"),
        ("adoption_turnout", "half"),
        ("adoption_turnout", "101%"),
        ("charter_approval", "2/5"),
        ("charter_approval", ">3/4"),
        ("term", "6 weeks"),
        ("term", "-1"),
        ("term", "0"),
        ("early_close", "maybe"),
        ("ballot_visibility", "secret"),
        ("language", "English"),
        ("language", ""),
        ("topic", "1000000000000"),
    ],
)
def test_a_value_that_is_none_is_refused_with_an_example(key, text):
    with pytest.raises(RuleValueError) as refused:
        CHARTER.with_value(key, text)
    fields = refused.value.fields
    assert (fields["rule"], fields["got"], fields["example"]) == (key, text, CHARTER.text(key))
    assert bool(fields["choices"]) == (key == "ballot_visibility")


def test_an_unknown_zone_is_answered_with_the_nearest():
    with pytest.raises(ZoneUnknownError):
        CHARTER.with_value("zone", "Atlantis")


@pytest.mark.parametrize(
    ("key", "text", "lowest", "highest", "why"),
    [
        ("signals_fraction", "2/5", "1/20", "1/3", Entrenched.RECALL_EXISTS),
        ("recall_approval", "3/4", ">1/2", "2/3", Entrenched.RECALL_EXISTS),
        ("recall_yes_of_electorate", "1/2", "1/10", "1/3", Entrenched.RECALL_EXISTS),
        ("report_every_seat", "93d", "7d", "92d", Entrenched.REPORTS_ARE_DUE),
        ("report_every_function", "93d", "7d", "92d", Entrenched.REPORTS_ARE_DUE),
        ("charter_approval", "4/5", ">1/2", "3/4", Entrenched.CHARTER_CAN_CHANGE),
        ("charter_turnout", "3/5", "1/4", "1/2", Entrenched.CHARTER_CAN_CHANGE),
        ("waiting_period", "31d", "0m", "30d", None),
    ],
)
def test_no_vote_leaves_the_entrenched_limits(key, text, lowest, highest, why):
    with pytest.raises(RuleValueError) as refused:
        CHARTER.with_value(key, text)
    fields = refused.value.fields
    assert (fields["lowest"], fields["highest"], fields["why"]) == (lowest, highest, why)


@pytest.mark.parametrize(
    ("key", "text", "other", "relation"),
    [
        ("ballot_shortest", "5d", "ballot_duration", "at_most"),
        ("signals_lowered", "1/4", "signals_fraction", "at_most"),
        ("signals_fraction", "1/20", "signals_lowered", "at_least"),
        ("adoption_approval", "3/4", "urgent_approval", "at_most"),
        ("nomination_time", "24h", None, None),
        ("reply_longest", "24h", None, None),
    ],
)
def test_rules_keep_their_order(key, text, other, relation):
    if other is None:
        assert CHARTER.with_value(key, text).text(key) == "1d"
        return
    with pytest.raises(RuleConflictError) as refused:
        CHARTER.with_value(key, text)
    fields = refused.value.fields
    assert (fields["other"], fields["other_value"], fields["relation"]) == (other, CHARTER.text(other), relation)


def test_the_default_again_leaves_no_trace():
    changed = CHARTER.with_value("term", "12").with_value("zone", "Berlin")
    assert changed.to_json() == {"term": "12", "zone": "Europe/Berlin"}
    assert changed.with_value("term", "6").with_value("zone", "utc") == CHARTER
    assert CHARTER.to_json() == {}


def test_a_stored_charter_is_read_back():
    charter = CHARTER.with_value("charter_approval", "3/5").with_value("early_close", "off")
    assert Charter.from_json(charter.to_json()) == charter
    assert Charter.from_json(charter.copied()) == charter
    assert Charter.from_json({"former_rule": "1", "signals_fraction": "2/5"}).text("signals_fraction") == "2/5"


@pytest.mark.parametrize("stored", [{"term": "long"}, {"reminders": "never"}])
def test_a_damaged_charter_is_noticed(stored):
    with pytest.raises(RuleValueError):
        Charter.from_json(stored)


def test_how_rules_are_changed():
    ordinary = {key for key in RULES if change_method(key) is ChangeMethod.ORDINARY}
    assert ordinary == {"language", "zone", "topic"}
    with pytest.raises(RuleUnknownError):
        change_method("quorum")


@pytest.mark.parametrize("charter", [CHARTER, UPPER])
@pytest.mark.parametrize("key", RULES)
def test_every_rule_is_sound(charter, key):
    rule = charter.rule(key)
    assert rule.key == key
    assert rule.holds(rule.default)
    assert read_value(rule.kind, write_value(rule.default), rule.unit) == rule.default
    assert (rule.unit is not None) == (rule.kind is RuleKind.COUNT)
    assert rule.why is None or rule.group in {RuleGroup.RECALL, RuleGroup.REPORTS, RuleGroup.BALLOTS}
    suggested = charter.suggested_values(key)
    assert charter.text(key) in suggested
    assert len(set(suggested)) == len(suggested) <= 8
    for text in suggested:
        assert charter.with_value(key, text).text(key) == text


@pytest.mark.parametrize("charter", [CHARTER, UPPER])
def test_the_defaults_are_in_order(charter):
    for low, high in ORDERED:
        assert rank(charter.value(low)) <= rank(charter.value(high))


def test_suggestions_span_the_range():
    assert suggested_values("ballot_duration") == ("1d", "2d", "3d", "5d", "7d", "10d", "14d")
    assert suggested_values("charter_approval") == (">1/2", "3/5", "2/3", "3/4")
    assert suggested_values("waiting_period") == ("0m", "3h", "6h", "12h", "1d", "2d", "3d", "30d")
    assert suggested_values("early_close") == ("off", "on")
    assert suggested_values("reminders") == ("usual", "few", "one")


def test_suggestions_hold_the_value_in_force_and_no_conflict():
    charter = CHARTER.with_value("ballot_shortest", "3d").with_value("ballot_duration", "100h")
    assert charter.suggested_values("ballot_duration") == ("4d 4h", "3d", "5d", "7d", "10d", "14d")


@given(st.lists(st.tuples(keys, typed), max_size=6), st.booleans())
def test_a_charter_changes_soundly_or_not_at_all(changes, is_upper):
    charter = Charter(is_upper=is_upper)
    for key, text in changes:
        with suppress(DomainError):
            charter = charter.with_value(key, text)
    assert Charter.from_json(charter.to_json(), is_upper=is_upper) == charter
    assert all(charter.rule(key).holds(value) for key, value in charter.changed.items())
    assert all(rank(charter.value(low)) <= rank(charter.value(high)) for low, high in ORDERED)


@given(keys, typed)
def test_what_is_written_is_what_is_read(key, text):
    rule = CHARTER.rule(key)
    with suppress(DomainError):
        value = read_value(rule.kind, text, rule.unit)
        if value is not None:
            assert read_value(rule.kind, write_value(value), rule.unit) == value
