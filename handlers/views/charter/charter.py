"""The charter's pages: its rules by group, one rule with the values to choose from, a change before it is voted on."""

import difflib
from typing import Any

from bot.domain.charter.charter import Charter, RuleUnknownError
from bot.domain.charter.rules import RULES, Rule, RuleGroup
from bot.domain.charter.values import write_value
from bot.domain.ground.text import cut, folded
from bot.reads.charter.charter import CharterView
from bot.reads.ground.paging import page_of
from handlers import callbacks
from handlers.presses.charter import ChangeRulePress, CharterPress, RulePress, UseTopicPress
from handlers.views.charter.words import GROUPS, rule_name, rule_sentence, value_words
from handlers.views.ground.errors import moment
from handlers.views.ground.paging import pager
from handlers.views.ground.screen import Button, Keyboard, Screen
from handlers.views.ground.words import PSEUDO, Fields, Markup, Words, join, language_name

RULES_ON_A_PAGE = 8
VALUES_IN_A_ROW = 3
ZONES_NAMED = 3
WORDS_OF_A_NAME = 16
GRAPHEMES_OF_A_NAME = 60
"""So much of a text is tried as the name of a rule."""


def render_charter(view: CharterView, t: Words) -> Screen:
    """The overview, or the rules of one group."""
    group = view.page.group
    return _group(view, RuleGroup(group), t) if group else _overview(view, t)


def _overview(view: CharterView, t: Words) -> Screen:
    changed = [rule for rule in RULES.values() if rule.key in view.charter.changed]
    more = len(changed) - RULES_ON_A_PAGE
    head = join(
        t("<b>The charter of {title}</b>", title=view.council.title or t.plain("this council")),
        t("These are the council's own rules. Only a vote changes them; a ballot keeps the rules it opened under."),
        _how_decided(view, t),
    )
    differing = join(
        t.n("{n} rule differs from its default:", "{n} rules differ from their defaults:", len(changed))
        if changed
        else t("No rule has been changed so far."),
        *(_line(view.charter, rule, t) for rule in changed[:RULES_ON_A_PAGE]),
        t.n("and {n} more", "and {n} more", more) if more > 0 else "",
    )
    is_pick = int(view.page.is_pick)
    groups = [Button(t.plain(GROUPS[group]), page_press(view, group, 0, is_pick)) for group in GROUPS]
    rows = tuple(tuple(groups[index : index + 2]) for index in range(0, len(groups), 2))
    return Screen(join(head, differing, by="\n\n"), (*rows, *_change_row(view, "", t)))


def _how_decided(view: CharterView, t: Words) -> Markup:
    if view.is_founding and view.council.founding_ends_at:
        return t(
            "The council is being founded. Until {when} any founder can set language, time zone and topic; "
            "the other rules stay as they are.",
            when=t.time(view.council.founding_ends_at),
        )
    return t(
        "A change passes if Yes is {approval} of Yes and No, and {turnout} of those who may vote take part.",
        approval=value_words("charter_approval", view.charter.text("charter_approval"), t),
        turnout=value_words("charter_turnout", view.charter.text("charter_turnout"), t),
    )


def _group(view: CharterView, group: RuleGroup, t: Words) -> Screen:
    """One group: its rules as sentences, or as buttons to pick the one to change."""
    rules = [rule for rule in RULES.values() if rule.group is group]
    shown, page, pages = page_of(rules, view.page.page, RULES_ON_A_PAGE)
    is_pick = int(view.page.is_pick)
    title = t("<b>{group}</b>", group=t.plain(GROUPS[group]))
    where = t("page {page} of {pages}", page=page + 1, pages=pages) if pages > 1 else ""
    picks: Keyboard = ()
    if is_pick:
        text = join(join(title, where, by=", "), t("Which rule do you want to change?"))
        picks = tuple((Button(rule_name(rule.key, t), rule_press(view, rule.key)),) for rule in shown)
    else:
        lines = join(join(title, where, by=", "), *(_line(view.charter, rule, t) for rule in shown))
        text = join(lines, _legend(shown, t), by="\n\n")
    turn = pager(t, page, pages, lambda wanted: page_press(view, group, wanted, is_pick))
    return Screen(
        text,
        tuple(row for row in (*picks, turn, *topic_row(view, group, t), _back(view, is_pick, t)) if row)
        + (() if is_pick else _change_row(view, group, t)),
    )


def _line(charter: Charter, rule: Rule, t: Words) -> Markup:
    """One rule, with its marks."""
    sentence = rule_sentence(rule.key, charter.text(rule.key), t)
    lock = "🔒" if rule.why else ""
    if rule.key not in charter.changed:
        return t("• {sentence} {lock}", sentence=sentence, lock=lock)
    default = value_words(rule.key, write_value(rule.default), t)
    return t("• ✏️ {sentence} Default: {default}. {lock}", sentence=sentence, default=default, lock=lock)


def _legend(rules: Any, t: Words) -> Markup:
    parts = [
        t("✏️ differs from the default."),
        t("🔒 no vote can take this away; it can only be set within limits.")
        if any(rule.why for rule in rules)
        else "",
    ]
    return join(*parts, by=" ")


def page_press(view: CharterView, group: str, page: int, is_pick: int) -> str:
    return callbacks.pack(CharterPress(view.council.council_id, str(group), page, is_pick))


def rule_press(view: CharterView, rule: str) -> str:
    return callbacks.pack(RulePress(view.council.council_id, rule))


def _back(view: CharterView, is_pick: int, t: Words) -> tuple[Button, ...]:
    return (Button(t.plain("« All rules"), page_press(view, "", 0, is_pick)),)


def topic_row(view: CharterView, group: RuleGroup, t: Words) -> Keyboard:
    if group is not RuleGroup.PLACE or not view.is_group:
        return ()
    return ((Button(t.plain("Use this topic"), callbacks.pack(UseTopicPress(view.council.council_id))),),)


def _change_row(view: CharterView, group: str, t: Words) -> Keyboard:
    """[Change a rule]: a longer dialogue, which goes to the private chat."""
    press = ChangeRulePress(view.council.council_id, str(group))
    if view.page.is_pick:
        return ()
    if view.is_group:
        return ((Button(t.plain("Change a rule"), url=callbacks.deep_link(view.bot_name, press)),),)
    return ((Button(t.plain("Change a rule"), callbacks.pack(press)),),)


def rule_in(text: str, t: Words) -> tuple[str, str]:
    """Find the rule that stands in front of the text, by key or by its name in the reader's language, and the rest.

    Raise RuleUnknownError with the nearest rule there is.
    """
    names = {_bare(key): key for key in RULES} | {_bare(rule_name(key, t)): key for key in RULES}
    words = text.split()
    for end in range(min(len(words), WORDS_OF_A_NAME), 0, -1):
        if key := names.get(_bare(" ".join(words[:end]))):
            return key, " ".join(words[end:])
    near = difflib.get_close_matches(_bare(cut(text, GRAPHEMES_OF_A_NAME)), names, n=1, cutoff=0.3)
    raise RuleUnknownError(rule=text, nearest=names[near[0]] if near else "ballot_duration")


def _bare(name: str) -> str:
    return folded(name).replace("_", " ").replace("-", " ")


def say_rule_unknown(fields: Fields, t: Words) -> str:
    return t.plain(
        "There is no rule “{rule}”. Send /charter to see them all; an example: /charter {nearest} {example}",
        rule=cut(str(fields["rule"]), 40),
        nearest=(nearest := str(fields.get("nearest", "ballot_duration"))),
        example=write_value(RULES[nearest].default),
    )


def say_rule_value(fields: Fields, t: Words) -> str:
    key, got = str(fields["rule"]), cut(str(fields["got"]), 30)
    if key == "language" and fields.get("choices"):
        return _say_language(got, fields["choices"], t)
    if fields.get("choices"):
        return t.plain("“{got}” is not among: {choices}.", got=got, choices=_choices(fields["choices"]))
    if fields.get("lowest") is None:
        return t.plain("“{got}” does not fit. An example: {example}", got=got, example=fields["example"])
    return t.plain(
        "{name}: “{got}” does not fit. It can be set from {lowest} to {highest}, for example {example}.",
        name=rule_name(key, t), got=got, lowest=value_words(key, str(fields["lowest"]), t),
        highest=value_words(key, str(fields["highest"]), t), example=fields["example"],
    )  # fmt: skip


def _say_language(got: str, choices: Any, t: Words) -> str:
    spoken = [f"{code} ({language_name(code)})" for code in choices if code != PSEUDO]
    return t.plain(
        "I do not speak “{got}” yet. I speak: {choices}. Example: /charter language {example}",
        got=got,
        choices=", ".join(spoken),
        example=next(code for code in reversed(choices) if code != PSEUDO),
    )


def _choices(choices: Any) -> str:
    """What can be typed; the pseudo-locale is for those who test."""
    return ", ".join(str(choice) for choice in choices if choice != PSEUDO)


def say_rule_conflict(fields: Fields, t: Words) -> str:
    named = {
        "name": rule_name(str(fields["rule"]), t),
        "got": value_words(str(fields["rule"]), str(fields["got"]), t),
        "other": rule_name(str(fields["other"]), t),
        "value": value_words(str(fields["other"]), str(fields["other_value"]), t),
    }
    if fields["relation"] == "at_most":
        return t.plain("“{name}” cannot be {got}: at most “{other}”, which is {value}. Change that one first.", **named)
    return t.plain("“{name}” cannot be {got}: at least “{other}”, which is {value}. Change that one first.", **named)


def say_zone_unknown(fields: Fields, t: Words) -> str:
    near = ", ".join((fields.get("nearest") or ("Europe/Berlin", "UTC"))[:ZONES_NAMED])
    return t.plain(
        "I know no time zone “{got}”. Do you mean one of these: {near}?", got=cut(str(fields["got"]), 40), near=near
    )


def say_rule_same(fields: Fields, t: Words) -> str:
    key = str(fields["rule"])
    return t.plain(
        "“{name}” is {value} already.", name=rule_name(key, t), value=value_words(key, str(fields["value"]), t)
    )


def say_charter_founding(fields: Fields, t: Words) -> str:
    until = moment(fields.get("until_at"))
    return t.plain(
        "The council is being founded: until {when} only language, time zone and topic can be set.",
        when=t.moment(until) if until else "",
    )


def say_change_running(fields: Fields, t: Words) -> str:
    key = str(fields["rule"])
    return t.plain(
        "“{name}” → {value} is being voted on already. Send /open to find the card.",
        name=rule_name(key, t), value=value_words(key, str(fields["value"]), t),
    )  # fmt: skip


def say_topic_missing(_: Fields, t: Words) -> str:
    return t.plain("Send /topic inside the topic in which I shall write, or /topic off to use none.")


def say_council_foreign(_: Fields, t: Words) -> str:
    return t.plain("This page belongs to another group. Send /council there, or join its roll first.")
