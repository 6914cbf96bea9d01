"""/charter, its pages and its wizard; /topic."""

from bot.domain.charter.charter import Charter
from bot.domain.charter.messages import CharterPage, CharterRule
from bot.domain.charter.rules import RuleGroup
from bot.services.charter import wizard
from bot.services.council.panel import show_page
from handlers.act import Act
from handlers.callbacks import PressUnknownError
from handlers.presses.charter import (
    ChangeRulePress,
    CharterPress,
    GroupLanguagePress,
    PutRulePress,
    RulePress,
    TypeValuePress,
    UseTopicPress,
    ValuePress,
)
from handlers.views.charter.changes import set_words
from handlers.views.charter.charter import rule_in


async def on_charter(act: Act) -> None:
    """/charter, /charter rule, /charter rule value."""
    rule, value = rule_in(act.arguments, act.t) if act.arguments else ("", "")
    await act.write(wizard.look, rule, value)


async def on_topic(act: Act) -> None:
    """/topic inside a topic: the bot shall write there; /topic off: nowhere in particular."""
    is_off = act.arguments.casefold() in {"off", "0"}
    await act.write(wizard.set_topic, act.thread_id, is_off=is_off)


async def on_use_topic(act: Act, press: UseTopicPress) -> None:
    """[Use this topic]."""
    await act.write(wizard.use_topic, press.council_id, act.thread_id)


async def on_page(act: Act, press: CharterPress) -> None:
    """A page of rules."""
    _ensure_group(press.group)
    page = CharterPage(press.group, press.page, is_pick=bool(press.is_pick))
    await act.write(show_page, press.council_id, page, in_place=act.query is not None)


async def on_change_rule(act: Act, press: ChangeRulePress) -> None:
    """[Change a rule]: which one?"""
    _ensure_group(press.group)
    page = CharterPage(press.group, is_pick=True)
    await act.write(show_page, press.council_id, page, in_place=act.query is not None)


async def on_rule(act: Act, press: RulePress) -> None:
    """One rule."""
    Charter().rule(press.rule)
    await act.write(show_page, press.council_id, CharterRule(press.rule), in_place=act.query is not None)


async def on_value(act: Act, press: ValuePress) -> None:
    """One value."""
    await act.write(wizard.preview, press.council_id, press.rule, press.value, in_place=True)


def _ensure_group(group: str) -> None:
    if group and group not in set(RuleGroup):
        raise PressUnknownError


async def on_type_value(act: Act, press: TypeValuePress) -> None:
    """[Another value]."""
    await act.write(wizard.ask_value, press.council_id, press.rule)


async def on_put(act: Act, press: PutRulePress) -> None:
    """[Put to the vote] or [Set it now]."""
    await act.write(wizard.put, press.council_id, press.rule, press.value)


async def on_group_language(act: Act, press: GroupLanguagePress) -> None:
    """[Русский]: set while the council is founded; later whoever pressed is offered to put it to the vote."""
    is_set = await act.write(wizard.press_language, press.council_id, press.language)
    await act.answer(set_words(press.language, act.t) if is_set else None)
