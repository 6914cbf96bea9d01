"""The limiter: how often a chat may be written to. It throttles sends and edits; an answer to a press never waits."""

from collections import deque
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Telegram's figures, approximate by its own word, and how we share them out (SPEC section 13).

    A group takes 20 messages a minute, of which edits of cards may use 12, the rest kept for sends; a private chat
    about one a second; all together 30 a second.
    """

    group_per_minute: int = 20
    group_edits_per_minute: int = 12
    private_per_minute: int = 60
    overall_per_second: int = 30
    edit_spacing_s: float = 5.0


MINUTE = 60.0


class ChatBudget:
    """What one chat has used in the last minute, and until when Telegram told us to leave it alone."""

    def __init__(self) -> None:
        """Nothing used yet."""
        self.sends: deque[float] = deque()
        self.edits: deque[float] = deque()
        self.blocked_until = 0.0

    def forget(self, now: float) -> None:
        """Drop what is older than a minute."""
        for used in (self.sends, self.edits):
            while used and used[0] <= now - MINUTE:
                used.popleft()


class Limiter:
    """Says from when the next send or refresh may go to a chat. Times are the loop's, in seconds."""

    def __init__(self, limits: Limits) -> None:
        """Start with empty budgets."""
        self._limits = limits
        self._chats: dict[object, ChatBudget] = {}
        self._overall: deque[float] = deque()

    def ready_at(self, chat: object, now: float, *, is_group: bool, is_refresh: bool) -> float:
        """When the next message may go; `is_refresh`: a tally refresh of a card, which leaves room for the rest."""
        budget = self._budget(chat, now)
        limits = self._limits
        total = limits.group_per_minute if is_group else limits.private_per_minute
        moments = [now, budget.blocked_until, self.free_at(now)]
        moments.append(_free(sorted([*budget.sends, *budget.edits]), total))
        if is_refresh:
            moments.append(_free(budget.edits, limits.group_edits_per_minute))
            moments.append(budget.edits[-1] + limits.edit_spacing_s if budget.edits else 0.0)
        return max(moments)

    def free_at(self, now: float) -> float:
        """When something may go to any chat at all."""
        while self._overall and self._overall[0] <= now - 1.0:
            self._overall.popleft()
        return self._overall[0] + 1.0 if len(self._overall) >= self._limits.overall_per_second else 0.0

    def use(self, chat: object, now: float, *, is_edit: bool) -> None:
        """A message goes to this chat now."""
        budget = self._budget(chat, now)
        (budget.edits if is_edit else budget.sends).append(now)
        self._overall.append(now)

    def block(self, chat: object, until: float) -> None:
        """Telegram said "retry after": only this chat waits."""
        budget = self._chats.setdefault(chat, ChatBudget())
        budget.blocked_until = max(budget.blocked_until, until)

    def _budget(self, chat: object, now: float) -> ChatBudget:
        budget = self._chats.setdefault(chat, ChatBudget())
        budget.forget(now)
        return budget


def _free(used: "deque[float] | list[float]", limit: int) -> float:
    """When a window of one minute has room again."""
    return used[len(used) - limit] + MINUTE if len(used) >= limit else 0.0
