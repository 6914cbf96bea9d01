"""reply_markup, checked as Telegram checks it: https://core.telegram.org/bots/api#inlinekeyboardmarkup."""

from __future__ import annotations

import re
from typing import Any

from deploy.playground.errors import Json, bad_request
from deploy.playground.model import Chat

MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
MOST_DATA_BYTES = 64
_ACTIONS = (
    "callback_data",
    "url",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
STYLES = ("danger", "success", "primary")
_URL = re.compile(r"(?:https?://|tg://|ton://|tonsite://)\S+|[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?", re.IGNORECASE)


def checked_markup(markup: Json | None, chat: Chat, *, has_styles: bool = True) -> Json | None:
    """The markup as the message will keep it; an empty inline keyboard is none.

    `has_styles`: this server knows colours of buttons (Bot API 9.4).
    """
    if markup is None:
        return None
    if "inline_keyboard" in markup:
        rows = _rows(markup["inline_keyboard"])
        _check_size(rows)
        kept = [[_button(button, chat, has_styles=has_styles) for button in row] for row in rows if row]
        return {"inline_keyboard": kept} if kept else None
    if "keyboard" in markup:
        _rows(markup["keyboard"])
        return markup
    if markup.get("force_reply") is True or markup.get("remove_keyboard") is True:
        return markup
    raise bad_request("object expected as reply markup")


def _rows(value: Any) -> list[list[Any]]:
    if not isinstance(value, list) or not all(isinstance(row, list) for row in value):
        raise bad_request("can't parse reply keyboard markup JSON object")
    return value


def _check_size(rows: list[list[Any]]) -> None:
    """FACTS: at most 100 buttons and 8 in a row; Telegram answers REPLY_MARKUP_TOO_LONG or cuts, we always refuse."""
    if sum(map(len, rows)) > MOST_BUTTONS or any(len(row) > MOST_IN_A_ROW for row in rows):
        raise bad_request("REPLY_MARKUP_TOO_LONG")


def _button(button: Any, chat: Chat, *, has_styles: bool) -> Json:
    if not isinstance(button, dict) or not isinstance(button.get("text"), str) or not button["text"].strip():
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be of type String')
    used = [name for name in _ACTIONS if button.get(name) is not None]
    if len(used) != 1:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if used == ["callback_data"]:
        _check_data(button["callback_data"])
    if used == ["url"]:
        _check_url(button["url"])
    if used == ["web_app"] and chat.type != "private":
        raise bad_request("BUTTON_TYPE_INVALID")
    _check_style(button, has_styles=has_styles)
    return dict(button)


def _check_style(button: Json, *, has_styles: bool) -> None:
    if "style" in button and not (has_styles and button["style"] in STYLES):
        raise bad_request("can't parse inline keyboard button: BUTTON_STYLE_INVALID")


def _check_data(data: Any) -> None:
    if not isinstance(data, str) or not 1 <= len(data.encode("utf-8", "surrogatepass")) <= MOST_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")


def _check_url(url: Any) -> None:
    if not isinstance(url, str) or not _URL.fullmatch(url):
        reason = "Unsupported URL protocol" if isinstance(url, str) and "://" in url else "Wrong HTTP URL"
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {reason}")


def buttons(markup: Json | None) -> list[Json]:
    """All buttons of an inline keyboard, in reading order."""
    return [button for row in (markup or {}).get("inline_keyboard", []) for button in row]
