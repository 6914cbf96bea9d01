import pytest

from bot.domain.charter.charter import Charter, RuleUnknownError
from bot.domain.charter.messages import CharterPage, CharterRule
from bot.domain.charter.rules import RULES, Entrenched, RuleGroup
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.text import utf16_len
from bot.services.charter.charter import change_charter
from bot.services.council.delivery import mark_sent
from bot.services.council.panel import show_page
from handlers import callbacks
from handlers.presses.charter import PutRulePress, RulePress, ValuePress
from handlers.registers.presses import VERBS
from handlers.views.charter.charter import rule_in
from handlers.views.charter.words import CHOICES, GROUPS, NAMES, REASONS, SENTENCES, rule_sentence, value_words
from tests.support.council import House, words

T = words("en")
ID = CouncilId("0" * 32)


def test_every_rule_has_a_name_and_a_sentence_with_its_value():
    assert set(NAMES) == set(SENTENCES) == set(RULES)
    assert len(set(NAMES.values())) == len(RULES) == 70
    assert set(GROUPS) == set(RuleGroup)
    assert set(REASONS) == set(Entrenched)
    assert all("{value}" in sentence for sentence in SENTENCES.values())
    for rule in RULES.values():
        if rule.choices:
            assert set(CHOICES[rule.key]) == set(rule.choices)


@pytest.mark.parametrize(
    ("rule", "text", "words"),
    [
        ("ballot_duration", "3d", "3 d"),
        ("early_close_after", "0m", "0 min"),
        ("adoption_approval", ">1/2", "more than 1/2"),
        ("adoption_turnout", "1/4", "at least 1/4"),
        ("adoption_turnout", "0", "any share"),
        ("term", "1", "1 month"),
        ("floor_turnout", "3", "3 people"),
        ("early_close", "off", "off"),
        ("language", "ru", "Русский"),
        ("zone", "Europe/Berlin", "Europe/Berlin"),
        ("topic", "0", "where the command was sent"),
        ("reminders", "one", "on the day only"),
    ],
)
def test_values_in_words(rule, text, words):
    assert value_words(rule, text, T) == words


def test_a_rule_is_a_plain_sentence():
    expected = "A proposal passes only if at least 1/4 of those who may vote take part; abstentions count."
    assert rule_sentence("adoption_turnout", "1/4", T) == expected


def test_every_press_of_the_wizard_fits():
    charter = Charter()
    for rule in RULES:
        for value in (*charter.suggested_values(rule), "America/Argentina/ComodRivadavia"[: 64 - 26 - len(rule)]):
            for kind in (ValuePress, PutRulePress):
                packed = callbacks.pack(kind(ID, rule, value))
                assert len(packed.encode()) <= 64
                assert callbacks.unpack(packed, VERBS) == kind(ID, rule, value)
        assert len(callbacks.pack(RulePress(ID, rule))) <= 64


@pytest.mark.parametrize("typed", ["ballot_duration 5d", "Ballot duration 5d", "usual time for a ballot 5d"])
def test_a_rule_is_found_by_key_or_name(typed):
    assert rule_in(typed, T) == ("ballot_duration", "5d")


def test_an_unknown_rule_names_the_nearest():
    with pytest.raises(RuleUnknownError) as refused:
        rule_in("balot durration 5d", T)
    assert refused.value.fields["nearest"] == "ballot_duration"


def delivered(house, screen, language):
    """The newest of these as it reads, sent: no more than 20 answers to one person wait at a time."""
    row = house.screens(screen)[-1]
    house.do(mark_sent, row.outgoing_id, 1, 1)
    return house.show(row, language)


@pytest.mark.parametrize("language", ["en", "qps"])
def test_every_page_shows_and_together_they_hold_every_rule(language):
    house = House()
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    seen = ""
    for group in ("", *RuleGroup):
        for page in range(4):
            for is_pick in (False, True):
                wanted = CharterPage(str(group), page, is_pick)
                house.do(show_page, house.council_id, wanted, in_place=False)
                shown = delivered(house, "charter", language)
                assert utf16_len(shown.text) <= 4096
                seen += shown.text
    for rule in RULES:
        sentence = rule_sentence(rule, Charter().text(rule), words(language))
        assert sentence.split("{")[0][:60] in seen.replace("&quot;", '"')
        house.do(show_page, house.council_id, CharterRule(rule), in_place=False)
        assert delivered(house, "charter_rule", language).keyboard
    assert anna


def test_what_differs_from_the_default_is_marked():
    house = House()
    anna, *_ = house.people("Anna", "Ben", "Cleo")
    house.join(anna)
    house.do(change_charter, house.council_id, "zone", "Europe/Paris", by=anna)
    house.do(show_page, house.council_id, CharterPage(), in_place=False)
    assert "1 rule differs" in house.show(house.screens("charter")[-1]).text
    house.do(show_page, house.council_id, CharterPage("place"), in_place=False)
    assert (
        "✏️ Dates are counted in the time of Europe/Paris. Default: UTC" in house.show(house.screens("charter")[-1]).text
    )
