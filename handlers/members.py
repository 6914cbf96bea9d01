"""What Telegram said of who is in which chat, for a minute at most."""

import asyncio

from bot.domain.roll.seen import InChat

KEPT_FOR_S = 60.0


class Members:
    """By chat and account; what is older than a minute goes with the next answer."""

    def __init__(self) -> None:
        """Nobody was asked about yet."""
        self._said: dict[tuple[int, int], tuple[float, InChat]] = {}

    def recall(self, chat_id: int, user_id: int) -> InChat | None:
        """What was said within the last minute, if anything was."""
        at, said = self._said.get((chat_id, user_id), (0.0, None))
        return said if said is not None and _now() - at < KEPT_FOR_S else None

    def keep(self, chat_id: int, user_id: int, said: InChat) -> None:
        """It was said now."""
        oldest = _now() - KEPT_FOR_S
        self._said = {key: (at, known) for key, (at, known) in self._said.items() if at > oldest}
        self._said[chat_id, user_id] = (_now(), said)

    def forget(self, chat_id: int, user_id: int) -> None:
        """They came or went: what was said before is not true any more."""
        self._said.pop((chat_id, user_id), None)


def _now() -> float:
    return asyncio.get_running_loop().time()
