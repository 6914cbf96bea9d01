"""Questions that end without an answer: of some of them what was written is kept."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TypeVar, cast

from bot.domain.ground.dialog import Dialog
from bot.domain.ground.kept import NotReadableError, by_name, from_json
from bot.domain.ground.message import Message
from bot.services.ground.ports import Uow

M = TypeVar("M", bound=Message)


def put_aside(uow: Uow, dialog: Dialog) -> Message | None:
    """A question ends without an answer. What says that something of it is kept, if anything is."""
    kind = named(uow.registers.put_aside).get(dialog.kind)
    try:
        question = from_json(kind, dialog.state) if kind is not None else None
    except NotReadableError:
        question = None
    if kind is None or question is None:
        return None
    return uow.registers.put_aside[kind](uow, dialog.council_id, question)


def named(kinds: Iterable[type[M]]) -> Mapping[str, type[M]]:
    return cast("Mapping[str, type[M]]", _by_name(tuple(kinds)))


_by_name = cache(by_name)
"""Registers do not change: their names are worked out once."""
