"""A day and hour in front of a proposal without "on": when its vote opens, or what it is about.

"5 Dec 18:00: party", "tomorrow at 6pm: pizza", "every month 5 Dec 18:00: ...", also in Russian, with a line or a dash
in place of the colon. Whoever writes so is asked: a vote that should have waited is over before anybody sees it. So is
whoever leaves out "times": "every month 3: bins".
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta

from bot.domain.ballots.planned import (
    AT_ONCE,
    AT_WORD,
    DAY,
    EVERY,
    EVERY_WORD,
    On,
    Plan,
    WhenUnreadableError,
    month_and_day,
    take_plan,
)
from bot.domain.ground.spans import is_span
from bot.domain.ground.text import clean

_NEAR = {
    "today": 0, "tomorrow": 1, "the day after tomorrow": 2, "day after tomorrow": 2,
    "сегодня": 0, "завтра": 1, "послезавтра": 2,
}  # fmt: skip
_STEMS = "mon пон пн, tue вто вт, wed сре ср, thu чет чт, fri пят пт, sat суб сб, sun вос вс"  # noqa: RUF001
_WEEKDAYS = {stem: day for day, stems in enumerate(_STEMS.split(", ")) for stem in stems.split()}
_WEEKDAY = (
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|понедельник|вторник|сред[ау]|четверг|пятниц[ау]|суббот[ау]|воскресенье|пн|вт|ср|чт|пт|сб|вс"  # noqa: RUF001
)
_WEEK = 7
_NOON = 12
_FRONT = r"(?:(?:on|at|на|в|во)\s+)?"
_WHEN = rf"(?:(?P<near>{'|'.join(sorted(_NEAR, key=len, reverse=True))})|(?P<weekday>{_WEEKDAY})\.?|{DAY})"
_CLOCK = (
    r"(?:at\s+|в\s+)?(?P<hour>\d{1,2})"
    r"(?:[:.](?P<minute>\d{2})(?:\s*(?P<half>[ap])\.?m\.?)?"
    r"|\s*(?P<alone>[ap])\.?m\.?|\s*ч(?:ас[^\W\d_]{0,2})?\.?)"  # noqa: RUF001
)
_END = r"\s*(?:[:\uff1a]|\n|[-–—](?=\s+\D))"  # noqa: RUF001
_SPAN = r"(?P<span>\d[^:\n]{0,20}):\s*"
_BEFORE = rf"\s*(?:{_SPAN})?(?:{EVERY}[\s,]+)?{_FRONT}"
_DOUBTFUL = tuple(
    re.compile(rf"{_BEFORE}{when}(?<!\s){_END}", re.IGNORECASE)
    for when in (rf"{_WHEN}[\s,]+{_CLOCK}", rf"{_CLOCK}[\s,]+{_FRONT}{_WHEN}")
)

_TIMELESS = re.compile(
    rf"[^\n]{{0,40}}?\b{EVERY_WORD}\s+(?:\d{{1,3}}\s+)?[^\W\d_]{{3,9}}[\s,]+\d{{1,2}}"
    rf"(?=\s*[:\uff1a]|[\s,]+{AT_WORD}\b)",
    re.IGNORECASE,
)
"""A number after how often, without "times"; what stands before it may be a day."""


def doubt_in(text: str, now: datetime) -> str | None:
    """The text with "on" in front, or with "times" in it, if it leaves open when its vote opens or how often.

    `now`: in the group's zone, for "tomorrow" and "Friday".
    """
    written = clean(text)
    if (repeated := _repeated(written)) is not None:
        return repeated
    plan, rest = _plan_in(written)
    if plan.on is not None:
        return None
    head = written.removesuffix(rest).rstrip(": \n\uff1a")
    for front in _fronts(rest):
        with suppress(ValueError):
            return _planned(head, front, rest[front.end() :].strip(), now)
    return None


def _repeated(written: str) -> str | None:
    """With "times" where it was left out, if it says how often then."""
    number = _TIMELESS.match(written)
    if number is None:
        return None
    repeated = f"{number[0]} times{written[number.end() :]}"
    return repeated if _plan_in(repeated)[0].every is not None else None


def _plan_in(text: str) -> tuple[Plan, str]:
    """What is plainly said about it: "on tomorrow 18:00" is not."""
    try:
        return take_plan(text)
    except WhenUnreadableError:
        return AT_ONCE, text


def _fronts(rest: str) -> Iterator[re.Match[str]]:
    found = (form.match(rest) for form in _DOUBTFUL)
    return (front for front in found if front is not None and (front["span"] is None or is_span(front["span"])))


def _planned(head: str, front: re.Match[str], said: str, now: datetime) -> str:
    """As it would be planned. Raise ValueError where no calendar has such a day, or no clock such an hour."""
    span = f"{front['span']}: " if front["span"] else ""
    every = head or front["every"] or ""
    return f"{every} on {_on(front, now)}: {span}{said}".strip()


def _on(front: re.Match[str], now: datetime) -> On:
    at = _at(front)
    if front["near"] or front["weekday"]:
        day = _near(front, at, now)
        return On(day.day, day.month, day.year, at)
    day_of_month, month, year = month_and_day(front)
    date(year or 2024, month, day_of_month)
    return On(day_of_month, month, year, at)


def _at(front: re.Match[str]) -> time:
    hour, half = int(front["hour"]), (front["half"] or front["alone"] or "").casefold()
    if half and not 1 <= hour <= _NOON:
        raise ValueError(hour)
    if half:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    return time(hour, int(front["minute"] or 0))


def _near(front: re.Match[str], at: time, now: datetime) -> date:
    """The day that is so near; a weekday is the next one on which that hour is still to come."""
    today = now.date()
    if front["near"]:
        return today + timedelta(days=_NEAR[front["near"].casefold()])
    said = front["weekday"].casefold()
    weekday = next(day for stem, day in _WEEKDAYS.items() if said.startswith(stem))
    ahead = (weekday - today.weekday()) % _WEEK
    return today + timedelta(days=ahead or (0 if at > now.time() else _WEEK))
