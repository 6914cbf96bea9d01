"""Lost time: what outages, absences and suspensions take from a deadline is given back, each moment of it once.

Stretches of time are pairs of microseconds since 1970, disjoint and in order.
"""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)

Stretches = tuple[tuple[int, int], ...]


def lost_time(since_at: datetime, stopped: Stretches, lost_from: datetime, lost_until: datetime) -> timedelta:
    """How much of the silence fell after `since_at`, when the time began to run, and was not given back yet."""
    return taken(with_lost(since_at, stopped, lost_from, lost_until)) - taken(stopped)


def with_lost(since_at: datetime, stopped: Stretches, lost_from: datetime, lost_until: datetime) -> Stretches:
    """The stretches together with this silence: what they share counts once."""
    begin, end = _micros(max(lost_from, since_at)), _micros(lost_until)
    if begin >= end:
        return stopped
    merged: list[tuple[int, int]] = []
    for first, last in sorted((*stopped, (begin, end))):
        if merged and first <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return tuple(merged)


def taken(stopped: Stretches, since_at: datetime = EPOCH) -> timedelta:
    """How long the stretches are together, from `since_at` on."""
    since = _micros(since_at)
    return sum((end - max(begin, since) for begin, end in stopped if end > since), 0) * MICROSECOND


def only_since(stopped: Stretches, since_at: datetime) -> Stretches:
    """What of them ended after that."""
    since = _micros(since_at)
    return tuple((begin, end) for begin, end in stopped if end > since)


def _micros(at: datetime) -> int:
    return (at - EPOCH) // MICROSECOND
