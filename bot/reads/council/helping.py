"""Whoever asks for help, and what they have set for themselves."""

from typing import Any

from bot.domain.ground.person import Person
from bot.reads.ground.audience import Audience
from bot.services.ground.ports import Reads


def load_help(_: Reads, audience: Audience, params: dict[str, Any]) -> tuple[dict[str, Any], Audience]:
    """Nothing but where it is shown."""
    return params, audience


Self = tuple[dict[str, Any], Person | None, str]


def load_self(reads: Reads, audience: Audience, params: dict[str, Any]) -> Self:
    """The person asked about their own settings, and the bot's name."""
    return params, reads.get(Person, params["asked_id"]), audience.bot_name
