"""Planned faults: what the network and Telegram do on bad days, in a known order."""

from __future__ import annotations

import random
import re
from collections import deque
from dataclasses import dataclass, field
from itertools import count

from deploy.playground.errors import Json, PeopleError
from deploy.playground.mailbox import Mailbox, Pending

CALL_KINDS = frozenset({"429", "500", "502", "drop_before", "drop_after", "hang", "hang_after", "delay"})
UPDATE_KINDS = frozenset({"duplicate_updates", "reorder_updates"})
MOST_COPIES = 5


@dataclass
class Fault:
    """One rule. `times` None lasts until it is cleared; `probability` is drawn from the rule's own seeded chance."""

    id: int
    kind: str
    method: re.Pattern[str] | None = None
    chat_id: int | None = None
    token: str | None = None
    times: int | None = 1
    retry_after: int = 1
    seconds: float = 60.0
    probability: float = 1.0
    window: int = 64
    seed: int = 0
    fired: int = 0
    chance: random.Random = field(default_factory=random.Random)
    echoes: deque[Pending] = field(default_factory=deque)

    def view(self) -> Json:
        names = ("id", "kind", "chat_id", "token", "times", "retry_after", "seconds", "probability", "window", "seed")
        return {name: getattr(self, name) for name in names} | {
            "method": self.method.pattern if self.method else None,
            "fired": self.fired,
        }

    def fits(self, token: str, method: str, chat_id: int | None) -> bool:
        return (
            (self.times is None or self.fired < self.times)
            and (self.token is None or self.token == token)
            and (self.chat_id is None or self.chat_id == chat_id)
            and (self.method is None or self.method.fullmatch(method) is not None)
            and (self.probability >= 1 or self.chance.random() < self.probability)
        )


class Faults:
    """Rules are asked in the order in which they were added; the first that fits fires."""

    def __init__(self) -> None:
        self.rules: list[Fault] = []
        self._ids = count(1)

    def add(self, body: Json) -> Fault:
        """From {match: {method?, chat_id?, token?}, kind, times?, ...}; `times` is endless for updates."""
        kind = str(body.get("kind", ""))
        if kind not in CALL_KINDS | UPDATE_KINDS:
            raise PeopleError(f"unknown kind of fault: {kind!r}")
        match = body.get("match") or {}
        seed = int(body.get("seed", 0))
        rule = Fault(
            next(self._ids),
            kind,
            re.compile(match["method"], re.IGNORECASE) if match.get("method") else None,
            match.get("chat_id"),
            match.get("token"),
            body.get("times", 1 if kind in CALL_KINDS else None),
            int(body.get("retry_after", 1)),
            float(body.get("seconds", 60)),
            float(body.get("probability", 1)),
            int(body.get("window", 64)),
            seed,
            chance=random.Random(seed),  # noqa: S311 - a repeatable plan, not a secret
        )
        self.rules.append(rule)
        return rule

    def clear(self) -> None:
        self.rules.clear()

    def remove(self, number: int) -> None:
        self.rules = [rule for rule in self.rules if rule.id != number]

    def for_call(self, token: str, method: str, chat_id: int | None) -> Fault | None:
        for rule in self.rules:
            if rule.kind in CALL_KINDS and rule.fits(token, method, chat_id):
                rule.fired += 1
                return rule
        return None

    def batch(self, token: str, mailbox: Mailbox, limit: int) -> list[Pending]:
        """The updates of one answer: in order, unless rules repeat them 1 to 5 times or shuffle within a window.

        A shuffled answer holds the first `window` pending updates whole, so that confirming its highest id never
        confirms one that was not delivered. Copies come in the same answer or in later ones.
        """
        rules = [r for r in self.rules if r.kind in UPDATE_KINDS and r.fits(token, "getUpdates", None)]
        size = min([limit, *(rule.window for rule in rules)])
        fresh = [mailbox.pending[i] for i in range(min(size, len(mailbox.pending)))]
        for rule in rules:
            rule.fired += 1
            if rule.kind == "duplicate_updates":
                fresh = _with_echoes(rule, fresh, limit)
            else:
                rule.chance.shuffle(fresh)
        return fresh

    def has_echoes(self) -> bool:
        return any(rule.echoes for rule in self.rules)


def _with_echoes(rule: Fault, fresh: list[Pending], limit: int) -> list[Pending]:
    """Each update 1 to 5 times in all; copies that do not fit wait for a later answer."""
    for update in fresh:
        rule.echoes.extend([update] * rule.chance.randint(0, MOST_COPIES - 1))
    room = min(len(rule.echoes), limit - len(fresh))
    echoes = [rule.echoes.popleft() for _ in range(room)]
    mixed = fresh + echoes
    rule.chance.shuffle(mixed)
    return mixed
