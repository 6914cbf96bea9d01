"""The methods of the stand-in: what each is called, which parameters it knows, and one call of one."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from deploy.playground.errors import ApiError, Json, bad_request
from deploy.playground.model import Bot
from deploy.playground.world import World


class Upload(NamedTuple):
    name: str
    mime: str
    data: bytes


@dataclass
class Call:
    """One call of a method: parameters as they came, in JSON or as texts of a form."""

    world: World
    bot: Bot
    method: str
    params: Json
    files: dict[str, Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        return self.params.get(name) not in (None, "")

    def text(self, name: str) -> str:
        value = self.params.get(name)
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        if isinstance(value, bool | int | float):
            return str(value)
        raise bad_request(f"can't parse {name}: a text is expected")

    def integer(self, name: str, default: int | None = None) -> int | None:
        value = self.params.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)
        except (TypeError, ValueError):
            return default if default is not None else 0

    def flag(self, name: str) -> bool:
        """As the Bot API reads booleans in forms: true, yes and 1."""
        value = self.params.get(name)
        return value is True or str(value).lower() in {"true", "yes", "1"}

    def json(self, name: str) -> Any:
        """An object or a list: as it is, or written out in JSON inside a form field."""
        value = self.params.get(name)
        if not isinstance(value, str) or not value:
            return value or None
        try:
            return json.loads(value)
        except ValueError as error:
            raise bad_request(f"can't parse {name} JSON object") from error

    def object(self, name: str) -> Json | None:
        value = self.json(name)
        if value is None or isinstance(value, dict):
            return value
        raise bad_request(f"can't parse {name}: an object is expected")

    def list(self, name: str) -> list[Any] | None:
        value = self.json(name)
        if value is None or isinstance(value, list):
            return value
        raise bad_request(f"can't parse {name}: an array is expected")


Handler = Callable[[Call], Any]


class Spec(NamedTuple):
    """`required` and `optional` together are the parameters that the stand-in knows; any other one is an oddity."""

    name: str
    handler: Handler
    required: frozenset[str]
    optional: frozenset[str]


METHODS: dict[str, Spec] = {}


def method(name: str, required: str = "", optional: str = "") -> Callable[[Handler], Handler]:
    """Register a handler under the Bot API's name; its result is what stands in "result"."""

    def register(handler: Handler) -> Handler:
        METHODS[name.lower()] = Spec(name, handler, frozenset(required.split()), frozenset(optional.split()))
        return handler

    return register


_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
    "user_id": "invalid user_id specified",
}


#: Ignoring one of these would show a message to people who were not meant to see it.
_CHANGES_THE_AUDIENCE = frozenset({"receiver_user_id", "business_connection_id"})
EPHEMERAL = "ephemeral_message_parameters"


def check_parameters(spec: Spec, call: Call) -> None:
    """Telegram ignores what it does not know; the stand-in does too, and notes it as an oddity."""
    for name in call.params:
        if name not in spec.required and name not in spec.optional:
            call.world.odd(f"{spec.name}: parameter {name!r} is unknown or not simulated")
    if hidden := _changes_the_audience(spec, call):
        call.world.unsimulated[f"{spec.name} with {min(hidden)}"] += 1
        raise not_simulated(f"{spec.name} with {min(hidden)}")
    for name in spec.required:
        if not call.has(name) and name not in call.files:
            raise bad_request(_MISSING.get(name, f'parameter "{name}" is required'))


def _changes_the_audience(spec: Spec, call: Call) -> frozenset[str]:
    """What this method, or the server as it is set up, would pass over."""
    known = spec.required | spec.optional if call.world.settings.ephemeral else spec.required
    return ((_CHANGES_THE_AUDIENCE | {EPHEMERAL}) - known) & frozenset(call.params)


def not_simulated(name: str) -> ApiError:
    return bad_request(f"method {name} is not simulated by this stand-in")
