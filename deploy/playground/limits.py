"""Telegram's sending limits, off by default: https://core.telegram.org/bots/faq#broadcasting-to-users."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field

from deploy.playground.errors import too_many_requests

_MINUTE = 60.0


@dataclass
class Limits:
    """20 sends and edits a minute in one group, 1 a second in a private chat with short bursts, 30 a second in all."""

    enabled: bool = False
    group_per_minute: int = 20
    private_burst: int = 3
    all_per_second: int = 30
    refused: int = 0
    groups: dict[tuple[int, int], deque[float]] = field(default_factory=lambda: defaultdict(deque))
    privates: dict[tuple[int, int], deque[float]] = field(default_factory=lambda: defaultdict(deque))
    totals: dict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def check(self, bot_id: int, chat_id: int, now: float, messages: int = 1) -> None:
        """Count sends or edits, or refuse them with 429; what is refused is not counted."""
        if not self.enabled:
            return
        if chat_id < 0:
            windows = [(self.groups[bot_id, chat_id], self.group_per_minute, _MINUTE)]
        else:
            windows = [(self.privates[bot_id, chat_id], self.private_burst, float(self.private_burst))]
        windows.append((self.totals[bot_id], self.all_per_second, 1.0))
        wait = max(_wait(times, most, span, now) for times, most, span in windows)
        if wait > 0:
            self.refused += 1
            raise too_many_requests(math.ceil(wait))
        for times, _most, _span in windows:
            times.extend([now] * messages)


def _wait(times: deque[float], most: int, span: float, now: float) -> float:
    """Seconds until one more fits into `most` per `span`."""
    while times and times[0] <= now - span:
        times.popleft()
    return times[0] + span - now if len(times) >= most else 0.0
