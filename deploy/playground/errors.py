"""Errors in Telegram's words: https://core.telegram.org/bots/api#making-requests and tdlib/telegram-bot-api."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


class ApiError(Exception):
    """What the Bot API answers with ok=false: a code, a description, and parameters where there are any."""

    def __init__(self, code: int, description: str, parameters: Json | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def body(self) -> Json:
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


class PeopleError(Exception):
    """A person asked for what Telegram's applications would not let them do."""


def bad_request(text: str, **parameters: Any) -> ApiError:
    return ApiError(400, f"Bad Request: {text}", parameters or None)


def forbidden(text: str) -> ApiError:
    return ApiError(403, f"Forbidden: {text}")


def conflict(text: str) -> ApiError:
    return ApiError(409, f"Conflict: {text}")


def too_many_requests(seconds: int) -> ApiError:
    """429 with retry_after in whole seconds, in the description and in the parameters, as Telegram sends it."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})
