"""Changing a rule: the rule with its values, what a change would do, and what became of it."""

from datetime import timedelta

from bot.domain.ballots.ballot import Ballot
from bot.domain.ballots.results import ResultOfYesNo
from bot.domain.ballots.subject import CharterSubject
from bot.domain.charter.change import Change
from bot.domain.charter.charter import Charter
from bot.domain.charter.messages import AskCharterValue, CharterChanged, CharterPut
from bot.domain.charter.rules import RULES, Rule, RuleGroup
from bot.domain.charter.values import RuleKind, write_value
from bot.reads.charter.charter import CharterView, PreviewView
from bot.reads.ground.asked import AskedOf
from handlers import callbacks
from handlers.presses.charter import PutRulePress, TypeValuePress, ValuePress
from handlers.views.charter.charter import VALUES_IN_A_ROW, page_press, rule_press, topic_row
from handlers.views.charter.words import REASONS, change_line, rule_name, rule_sentence, value_words
from handlers.views.ground.dialogs import ask_screen, cancel_row
from handlers.views.ground.errors import words_for_code
from handlers.views.ground.screen import Button, Screen
from handlers.views.ground.words import Markup, Words, join, language_name, languages


def render_rule(shown: tuple[CharterView, str], t: Words) -> Screen:
    """One rule: what it says now, its limits, and values to choose from."""
    view, key = shown
    rule = view.charter.rule(key)
    now = view.charter.text(rule.key)
    text = join(
        t("<b>{name}</b>", name=rule_name(rule.key, t)),
        t("Now: {sentence}", sentence=rule_sentence(rule.key, now, t)),
        t("Default: {value}", value=value_words(rule.key, write_value(rule.default), t)),
        _limits(rule, t),
        t("Choose a value to see what it means. Nothing is changed yet."),
    )
    values = [
        Button(
            _value_label(rule.key, value, now, t), callbacks.pack(ValuePress(view.council.council_id, rule.key, value))
        )
        for value in _offered(view.charter, rule)
    ]
    size = 1 if rule.kind is RuleKind.CHOICE else VALUES_IN_A_ROW
    rows = tuple(tuple(values[index : index + size]) for index in range(0, len(values), size))
    typed = (Button(t.plain("Another value"), callbacks.pack(TypeValuePress(view.council.council_id, rule.key))),)
    closed = rule.kind in {RuleKind.CHOICE, RuleKind.FLAG, RuleKind.LANGUAGE}
    back = (Button(t.plain("« Back"), page_press(view, rule.group, 0, 1)),)
    cancel = cancel_row(t, view.reader_id) if view.reader_id else ()
    return Screen(text, (*rows, *(() if closed else (typed,)), *topic_row(view, _only_topic(rule), t), back + cancel))


def _only_topic(rule: Rule) -> RuleGroup:
    return RuleGroup.PLACE if rule.key == "topic" else RuleGroup.BALLOTS


def _offered(charter: Charter, rule: Rule) -> tuple[str, ...]:
    return languages() if rule.kind is RuleKind.LANGUAGE else charter.suggested_values(rule.key)


def _value_label(key: str, value: str, now: str, t: Words) -> str:
    label = value_words(key, value, t)
    return t.plain("✓ {value}", value=label) if value == now else label


def _limits(rule: Rule, t: Words) -> Markup:
    if rule.lowest is None or rule.highest is None or rule.key == "topic":
        return Markup("")
    lowest, highest = (value_words(rule.key, write_value(bound), t) for bound in (rule.lowest, rule.highest))
    if rule.why:
        return t(
            "🔒 No vote can set it outside {lowest} to {highest}, {reason}.",
            lowest=lowest, highest=highest, reason=t.plain(REASONS[rule.why]),
        )  # fmt: skip
    return t("It can be set from {lowest} to {highest}.", lowest=lowest, highest=highest)


def render_preview(shown: PreviewView, t: Words) -> Screen:
    """A change before anything happens: what it means, and how it is decided."""
    view, change = shown.charter, shown.preview.change
    back = (Button(t.plain("« Back"), rule_press(view, change.rule)),)
    data = callbacks.pack(PutRulePress(view.council.council_id, change.rule, change.new))
    act = Button(t.plain("Set it now") if change.is_at_once else t.plain("Put to the vote"), data)
    line = change_line(change.rule, change.old, change.new, t)
    text = join(line, _decided_by(view.charter, change, shown.lasts, t), by="\n\n")
    return Screen(text, ((act,), back, cancel_row(t, shown.preview.asked_id)))


def _decided_by(charter: Charter, change: Change, lasts: timedelta, t: Words) -> Markup:
    if change.is_at_once:
        return t("While the council is being founded any founder sets this at once.")
    kind = "adoption" if change.is_ordinary else "charter"
    why = t("Another founder has set this since you did: now it takes a vote.") if change.is_overruled else ""
    how = t(
        "The council votes on it for {span}. It passes if Yes is {approval} of Yes and No, and {turnout} of those who "
        "may vote take part. Then it applies by itself; open ballots keep their rules.",
        span=t.span(lasts),
        approval=value_words(f"{kind}_approval", charter.text(f"{kind}_approval"), t),
        turnout=value_words(f"{kind}_turnout", charter.text(f"{kind}_turnout"), t),
    )
    return join(why, how, by=" ")


def render_changed(message: CharterChanged, t: Words) -> Screen:
    """The council is told what now applies."""
    line = change_line(message.rule, message.old, message.new, t)
    return Screen(join(t("The charter has changed."), line, t("Open ballots keep the rules they opened under.")))


def set_words(language: str, t: Words) -> str:
    """The answer to [Русский]."""
    return t.plain("Set: cards in this group are in this language now: {name}.", name=language_name(language))


def render_not_applied(ballot: Ballot, t: Words) -> Screen:
    """Why an adopted change was not applied."""
    changed = ballot.about(CharterSubject)
    why = ballot.came_to(ResultOfYesNo).not_applied
    return Screen(
        join(
            t("The council adopted a change of the charter, but it no longer fits the other rules. Nothing changed."),
            change_line(changed.rule, changed.old, changed.value, t),
            words_for_code(why.code, why.fields, t) if why else "",
        )
    )


def render_put(message: CharterPut, t: Words) -> Screen:
    """The wizard after its last button."""
    if message.is_set:
        return Screen(t("Set. The rule applies from now on."))
    return Screen(t("Done: the council votes on it, on a card in the group."))


def render_ask_value(asked: AskedOf[AskCharterValue], t: Words) -> Screen:
    """[Another value] asks for it."""
    rule = RULES[asked.question.rule]
    question = t(
        "Write the new value of “{name}”, for example {example}.",
        name=rule_name(rule.key, t),
        example=write_value(rule.default),
    )
    return ask_screen(asked, t, question, write_value(rule.default))
