"""getMe, getUpdates, webhooks and answers to pressed buttons."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from deploy.playground.errors import ApiError, Json, bad_request, conflict
from deploy.playground.registry import Call, method
from deploy.playground.text import units

_ANSWER_MAX = 200
_UPDATES_MAX = 100


class Raw(NamedTuple):
    """A result that is already written out in JSON."""

    json: str


@method("getMe")
def get_me(call: Call) -> Any:
    return {
        **call.bot.user.wire(),
        "can_join_groups": True,
        "can_read_all_group_messages": not call.bot.privacy,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


@method("getUpdates", "", "offset limit timeout allowed_updates")
async def get_updates(call: Call) -> Any:
    """Updates below a positive offset are confirmed; all others are delivered, again if they were before."""
    if call.bot.webhook.get("url"):
        raise conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
    mailbox, world = call.bot.mailbox, call.world
    kinds = call.list("allowed_updates") if "allowed_updates" in call.params else None
    if kinds is not None or call.params.get("allowed_updates") == []:
        mailbox.allow(kinds or [])
    mailbox.confirm(call.integer("offset") or 0)
    limit = min(max(call.integer("limit", _UPDATES_MAX) or _UPDATES_MAX, 1), _UPDATES_MAX)
    seconds = min(float(call.integer("timeout") or 0), 50.0)
    await mailbox.wait(0 if world.faults.has_echoes() else seconds)
    batch = world.faults.batch(call.bot.token, mailbox, limit)
    mailbox.delivered += len(batch)
    return Raw(f"[{','.join(update.json for update in batch)}]")


@method("setWebhook", "url", "certificate ip_address max_connections allowed_updates drop_pending_updates secret_token")
def set_webhook(call: Call) -> Any:
    """Only remembered: the stand-in does not call out, so that it stays on its own machine."""
    url = call.text("url")
    if not re.match(r"https://", url):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    call.bot.webhook = {"url": url, "max_connections": call.integer("max_connections", 40)}
    if kinds := call.list("allowed_updates"):
        call.bot.mailbox.allow(kinds)
    call.bot.mailbox.end_poll()
    _drop_pending(call)
    return True


@method("deleteWebhook", "", "drop_pending_updates")
def delete_webhook(call: Call) -> Any:
    call.bot.webhook = {}
    _drop_pending(call)
    return True


def _drop_pending(call: Call) -> None:
    if call.flag("drop_pending_updates"):
        call.bot.mailbox.pending.clear()


@method("getWebhookInfo")
def get_webhook_info(call: Call) -> Any:
    return {
        "url": "",
        **call.bot.webhook,
        "has_custom_certificate": False,
        "pending_update_count": len(call.bot.mailbox.pending),
        "allowed_updates": sorted(call.bot.mailbox.allowed),
    }


@method("close")
def close(call: Call) -> Any:
    call.bot.mailbox.end_poll()
    return True


@method("logOut")
def log_out(call: Call) -> Any:
    return close(call)


@method("answerCallbackQuery", "callback_query_id", "text show_alert url cache_time")
def answer_callback_query(call: Call) -> Any:
    """https://core.telegram.org/bots/api#answercallbackquery: up to 200 units, and only while the query is young."""
    world = call.world
    query = world.queries.get(call.text("callback_query_id"))
    if query is None or query.bot_id != call.bot.id or _expired(call, query.mono):
        raise _too_old()
    if units(call.text("text")) > _ANSWER_MAX:
        raise bad_request("MESSAGE_TOO_LONG")
    _check_url(call)
    answer: Json = {
        "text": call.text("text"),
        "show_alert": call.flag("show_alert"),
        "url": call.text("url"),
        "cache_time": call.integer("cache_time", 0),
        "at": world.clock.epoch(),
        "mono": world.clock.monotonic(),
    }
    query.settle(answer)
    world.emit(
        "answer",
        query.chat,
        query_id=query.id,
        user=query.user_id,
        message_id=query.message_id,
        **{name: answer[name] for name in ("text", "show_alert", "url")},
        seen=query.answers == 1,
    )
    return True


def _expired(call: Call, pressed: float) -> bool:
    return call.world.clock.monotonic() - pressed > call.world.settings.query_max_age


def _too_old() -> ApiError:
    return bad_request("query is too old and response timeout expired or query ID is invalid")


def _check_url(call: Call) -> None:
    """An answer may open a game or a link of this same bot, t.me/its_name?start=..., and nothing else."""
    url = call.text("url")
    name = re.escape(call.bot.user.username or "")
    if url and not re.fullmatch(rf"(?:https?://)?t\.me/{name}\?start=[A-Za-z0-9_-]{{0,64}}", url, re.IGNORECASE):
        raise bad_request("URL_INVALID")
