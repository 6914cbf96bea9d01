"""Tokens: what the buttons of secret choices carry. What one means only the key tells, and the card that shows it."""

import base64
from collections.abc import Iterable

from bot.services.ground.ports import Reads

TOKEN_BYTES = 8
"""Eleven characters: short enough for callback data, and too long to be guessed."""


def tokens_for(reads: Reads, key_id: str, meanings: Iterable[str], edition: int = 0) -> dict[str, str]:
    """The token of each; an empty one, which means nothing, where the key is not there."""
    if not reads.sealing.has_key(key_id):
        return dict.fromkeys(meanings, "")
    return {meaning: _token(reads, key_id, edition, meaning) for meaning in meanings}


def meaning_of(reads: Reads, key_id: str, meanings: Iterable[str], token: str, edition: int = 0) -> str | None:
    """What it stands for among these; None for one that is forged, of something else, or out of date.

    Every vote asks, so no more are made than it takes to find it.
    """
    if not reads.sealing.has_key(key_id):
        return None
    return next((meaning for meaning in meanings if _token(reads, key_id, edition, meaning) == token), None)


def _token(reads: Reads, key_id: str, edition: int, meaning: str) -> str:
    hashed = bytes.fromhex(reads.sealing.slot(key_id, "token", str(edition), meaning))
    return base64.urlsafe_b64encode(hashed[:TOKEN_BYTES]).decode().rstrip("=")
