"""The weekly digest: when somebody who wants it gets it."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.ground.calendar import is_night, next_morning

HOUR = time(9)
"""On a Monday. Our judgement: the week lies ahead, and nobody sleeps."""

REPORTS_WITHIN = timedelta(days=7)
"""Report-backs that are due until the next digest are in it, and what is overdue."""


def next_digest_at(now: datetime, zone: str) -> datetime:
    """The first Monday, 9:00 there, after now."""
    local = now.astimezone(ZoneInfo(zone))
    day = local.date() - timedelta(days=local.weekday())
    this_week = datetime.combine(day, HOUR, ZoneInfo(zone))
    return this_week if this_week > now else datetime.combine(day + timedelta(days=7), HOUR, ZoneInfo(zone))


def waits_until(now: datetime, zones: Sequence[str]) -> datetime | None:
    """Where it is night in one of these zones, the next moment by day in all; None if there is none within a day."""
    at = now
    while asleep := [zone for zone in zones if is_night(at, zone)]:
        at = max(next_morning(at, zone) for zone in asleep)
        if at - now > timedelta(days=1):
            return None
    return at if at > now else None
