"""/charter, its pages and its wizard; /topic."""

from bot.domain.charter.charter import Charter
from bot.domain.charter.rules import RuleGroup
from bot.domain.ground.errors import DomainError
from bot.domain.ground.ids import CouncilId
from bot.services.charter import charter
from bot.services.charter.wizard import preview
from bot.services.council.council import council_here
from bot.services.council.panel import ensure_reader, show, show_page
from bot.services.ground.dialogs import ask
from bot.services.ground.ports import Uow
from bot.services.roll.roll import ensure_member
from handlers.act import Act
from handlers.callbacks import PressUnknownError
from handlers.presses.charter import (
    ChangeRulePress,
    CharterPress,
    PutRulePress,
    RulePress,
    TypeValuePress,
    UseTopicPress,
    ValuePress,
)
from handlers.views.charter.charter import rule_in


class TopicMissingError(DomainError):
    """The command was not sent inside a topic."""

    code = "topic_missing"


async def on_charter(act: Act) -> None:
    """/charter, /charter rule, /charter rule value."""
    rule, value = rule_in(act.arguments, act.t) if act.arguments else ("", "")
    await act.write(_charter, rule, value)


def _charter(uow: Uow, rule: str, value: str) -> None:
    council_id = council_here(uow).council_id
    if value:
        preview(uow, council_id, rule, value, in_place=False)
    elif rule:
        show_page(uow, council_id, "charter_rule", in_place=False, rule=rule)
    else:
        show_page(uow, council_id, "charter", in_place=False)


async def on_topic(act: Act) -> None:
    """/topic inside a topic: the bot shall write there; /topic off: nowhere in particular."""
    is_off = act.arguments.casefold() in {"off", "0"}
    await act.write(_topic, act.thread_id, is_off=is_off)


def _topic(uow: Uow, thread_id: int | None, *, is_off: bool) -> None:
    if thread_id is None and not is_off:
        raise TopicMissingError
    value = "0" if is_off else str(thread_id)
    preview(uow, council_here(uow).council_id, "topic", value, in_place=False)


async def on_use_topic(act: Act, press: UseTopicPress) -> None:
    """[Use this topic]."""
    await act.write(_use_topic, press.council_id, act.thread_id)


def _use_topic(uow: Uow, council_id: CouncilId, thread_id: int | None) -> None:
    ensure_reader(uow, council_id)
    if thread_id is None:
        raise TopicMissingError
    preview(uow, council_id, "topic", str(thread_id), in_place=True)


async def on_page(act: Act, press: CharterPress) -> None:
    """A page of rules."""
    _ensure_group(press.group)
    params = {"group": press.group, "page": press.page, "is_pick": press.is_pick}
    await act.write(show_page, press.council_id, "charter", in_place=act.query is not None, **params)


async def on_change_rule(act: Act, press: ChangeRulePress) -> None:
    """[Change a rule]: which one?"""
    _ensure_group(press.group)
    params = {"group": press.group, "page": 0, "is_pick": 1}
    await act.write(show_page, press.council_id, "charter", in_place=act.query is not None, **params)


async def on_rule(act: Act, press: RulePress) -> None:
    """One rule."""
    Charter().rule(press.rule)
    await act.write(show_page, press.council_id, "charter_rule", in_place=act.query is not None, rule=press.rule)


async def on_value(act: Act, press: ValuePress) -> None:
    """One value."""
    await act.write(preview, press.council_id, press.rule, press.value, in_place=True)


def _ensure_group(group: str) -> None:
    if group and group not in set(RuleGroup):
        raise PressUnknownError


async def on_type_value(act: Act, press: TypeValuePress) -> None:
    """[Another value]."""
    await act.write(_ask_value, press.council_id, press.rule)


def _ask_value(uow: Uow, council_id: CouncilId, rule: str) -> None:
    Charter().rule(rule)
    ensure_member(uow, ensure_reader(uow, council_id).council_id)
    ask(uow, council_id, "charter_value", "ask_charter_value", rule=rule)


async def on_put(act: Act, press: PutRulePress) -> None:
    """[Put to the vote] or [Set it now]."""
    await act.write(_put, press.council_id, press.rule, press.value)


def _put(uow: Uow, council_id: CouncilId, rule: str, value: str) -> None:
    ensure_reader(uow, council_id)
    ballot = charter.change_charter(uow, council_id, rule, value)
    show(uow, council_id, "charter_put", in_place=True, is_set=ballot is None)
