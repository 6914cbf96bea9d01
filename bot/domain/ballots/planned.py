"""Ballots that open at a time, and ballots that repeat: what is written in front of a proposal, and the dates it means.

"on 5 Dec 18:00: ...", "every month: ...", "every 2 weeks 6 times on 5 Dec 18:00: ...", also in Russian. Dates are of
the group's calendar; a series is reckoned from its first date, so that the 31st is the 31st again after February.
"""

import re
import unicodedata
from calendar import isleap, monthrange
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.ground.errors import DomainError
from bot.domain.ground.ids import BallotId

LONGEST_AHEAD = timedelta(days=366)
"""So far ahead a ballot is planned at most. Our judgement."""

TIMES, MOST_TIMES = 12, 60
"""How often it repeats where nothing is said, and at most: nothing goes on for ever by itself. Our judgement."""

MOST_UNITS = 12
_MONTHS_OF_A_YEAR = 12
_HOUR = time(9)
"""When a day is named and no hour."""

_LEAP_DAY = (29, 2)
_YEARS_TO_A_LEAP_DAY = 8
"""At most: a century has none at its end."""

EXAMPLE_ON, EXAMPLE_EVERY = "on 5 Dec 18:00:", "every 2 weeks:"


class WhenUnreadableError(DomainError):
    """Meant as a time, or as a repetition, and not readable as one; fields `got`, `example`."""

    code = "when_unreadable"


class WhenPastError(DomainError):
    """That time is over; field `got`, the time in the group's zone."""

    code = "when_past"


class WhenTooFarError(DomainError):
    """Further ahead than a ballot is planned; fields `got`, `days`."""

    code = "when_too_far"


class RepeatsTooOftenError(DomainError):
    """The next would open before this one closes; field `days`, so many are between them at least."""

    code = "repeats_too_often"


class SeriesOverError(DomainError):
    """Nothing of this series is to come."""

    code = "series_over"
    IS_OVER = True


class SeriesContestedError(DomainError):
    """A ballot on ending it runs already."""

    code = "series_contested"


class PlanFixedError(DomainError):
    """A new text for a proposal says when it opens: that stays as it was."""

    code = "plan_fixed"


class Unit(StrEnum):
    """What is between two ballots of a series."""

    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class On:
    """A day and hour as they are written; no year: the next such day."""

    day: int
    month: int
    year: int | None = None
    at: time = _HOUR

    def __str__(self) -> str:
        """As it is repeated in a refusal."""
        year = "" if self.year is None else f".{self.year}"
        return f"{self.day:02}.{self.month:02}{year} {self.at:%H:%M}"


@dataclass(frozen=True, slots=True)
class Every:
    """How often, and how many times in all."""

    number: int
    unit: Unit
    times: int = TIMES


@dataclass(frozen=True, slots=True)
class Plan:
    """When a ballot opens; both None: at once, and once."""

    on: On | None = None
    every: Every | None = None


AT_ONCE = Plan()


@dataclass(frozen=True, slots=True)
class Series:
    """One ballot of a series. `series_id`: of its first ballot. `first_at`: the local time from which dates count.

    `left`: how many follow this one.
    """

    series_id: BallotId
    number: int
    unit: Unit
    left: int
    first_at: str

    def next(self) -> "Series":
        """As the next ballot carries it."""
        return replace(self, left=self.left - 1)

    def opens_after(self, now: datetime, zone: str) -> datetime:
        """The first of its dates after now; those that were missed are left out."""
        first = datetime.fromisoformat(self.first_at)
        return next_date(first, self.number, self.unit, now, zone)


_MONTHS = {
    stem: month
    for month, stems in enumerate(
        ("jan янв", "feb фев", "mar мар", "apr апр", "may мая май", "jun июн", "jul июл", "aug авг", "sep сен",
         "oct окт", "nov ноя", "dec дек"), 1,
    )
    for stem in stems.split()
}  # fmt: skip
_UNITS = {
    "week": Unit.WEEK, "нед": Unit.WEEK, "month": Unit.MONTH, "мес": Unit.MONTH,
    "year": Unit.YEAR, "год": Unit.YEAR, "лет": Unit.YEAR,
}  # fmt: skip

_CLOCK = r"(?:[\s,]*(?:at\s+|в\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2}))?"
_WORD = r"[^\W\d_]{3,9}"
_YEAR = r"(?:,?\s+(?P<{name}>\d{{4}})(?:\s*г(?:ода|\.)?)?)?"  # noqa: RUF001
DAY = (
    r"(?:(?P<iso>\d{4}-\d{1,2}-\d{1,2})"
    r"|(?P<dots>\d{1,2}\.\d{1,2}(?:\.(?:\d{4})?)?)"
    rf"|(?P<first>\d{{1,2}})(?:st|nd|rd|th|-?го)?\s+(?P<word>{_WORD})\.?{_YEAR.format(name='year')}"  # noqa: RUF001
    rf"|(?P<month>{_WORD})\.?\s+(?P<second>\d{{1,2}})(?:st|nd|rd|th)?{_YEAR.format(name='after')})"
)
AT_WORD = "(?:on|на)"
EVERY_WORD = r"(?:every|each|кажд[^\W\d_]{2})"
_ON = rf"(?P<on>{AT_WORD}\s+{DAY}{_CLOCK})"
EVERY = (
    rf"(?P<every>{EVERY_WORD}\s+(?:(?P<number>\d{{1,3}})\s+)?(?P<unit>{_WORD})"
    r"(?:[\s,]+(?P<times>\d{1,4})\s*(?:times|раз[а]?|x|×))?)"  # noqa: RUF001
)
_COLON = "[:\uff1a]"
_FRONT = re.compile(
    rf"\s*(?:{_ON}|{EVERY})(?:[\s,]+(?={AT_WORD}\b|{EVERY_WORD}\b)|\s*(?P<end>{_COLON}))", re.IGNORECASE
)
_MEANT = re.compile(
    rf"\s*({AT_WORD}\s+(?:[\d.,/\-\s]|\b(?:at|в)\b|{_WORD}(?=\s+\d)|(?<=\d\s){_WORD})*\d(?:[:.]\d{{2}})?"
    rf"|{EVERY_WORD}\s+(?:-?\d+(?:[.,]\d+)?\s+)?(?:days?|hours?|minutes?|день|дн[яей]+|час(?:ов|а)?)"  # noqa: RUF001
    rf"|{EVERY_WORD}\s+-?[\d.,]+\s+{_WORD})\s*{_COLON}",
    re.IGNORECASE,
)
"""What can only be meant so, and is no time: it is refused with the form instead of becoming part of the text."""


def take_plan(text: str) -> tuple[Plan, str]:
    """Take away what stands in front of a text about when it opens. Raise WhenUnreadableError."""
    plan, rest = AT_ONCE, unicodedata.normalize("NFC", text)
    while front := _FRONT.match(rest):
        if not _is_known(front):
            break
        plan = replace(plan, on=_on(front)) if front["on"] else replace(plan, every=_every(front))
        rest = rest[front.end() :]
        if front["end"]:
            return plan, rest
    if plan != AT_ONCE:
        raise WhenUnreadableError(got=text.partition("\n")[0].strip()[:60], example=EXAMPLE_ON)
    if meant := _MEANT.match(text):
        example = EXAMPLE_ON if meant[1].casefold().startswith(("on", "на")) else EXAMPLE_EVERY
        raise WhenUnreadableError(got=meant[1].strip(), example=example)
    return plan, text


def _is_known(front: re.Match[str]) -> bool:
    """Whether its words are a month or a unit: "on 5 loaves: ..." is a text."""
    word = front["word"] or front["month"]
    if front["on"]:
        return word is None or _stem(word, _MONTHS) is not None
    return _stem(front["unit"], _UNITS) is not None


def _stem(word: str, known: dict[str, int] | dict[str, Unit]) -> int | Unit | None:
    folded = word.casefold()
    return next((value for stem, value in known.items() if folded.startswith(stem)), None)


def _on(front: re.Match[str]) -> On:
    got = front["on"].strip()
    try:
        day, month, year = month_and_day(front)
        at = time(int(front["hour"]), int(front["minute"])) if front["hour"] else _HOUR
        # Of a leap year, as the 29th of February is a day of some.
        date(year or 2024, month, day)
    except ValueError:
        raise WhenUnreadableError(got=got, example=EXAMPLE_ON) from None
    return On(day, month, year, at)


def month_and_day(front: re.Match[str]) -> tuple[int, int, int | None]:
    """Day, month and year as DAY found them; month 0 where the word names none."""
    if front["iso"]:
        year, month, day = map(int, front["iso"].split("-"))
        return day, month, year
    if front["dots"]:
        day, month, *more = (int(part) for part in front["dots"].split(".") if part)
        return day, month, more[0] if more else None
    written = front["word"] or front["month"]
    year_written = front["year"] or front["after"]
    return (
        int(front["first"] or front["second"]),
        int(_stem(written, _MONTHS) or 0),
        int(year_written) if year_written else None,
    )


def _every(front: re.Match[str]) -> Every:
    number, times = int(front["number"] or 1), int(front["times"] or TIMES)
    unit = _stem(front["unit"], _UNITS)
    if not isinstance(unit, Unit) or not (1 <= number <= MOST_UNITS and 1 < times <= MOST_TIMES):
        raise WhenUnreadableError(got=front["every"].strip(), example=EXAMPLE_EVERY)
    return Every(number, unit, times)


def opens_at(on: On, now: datetime, zone: str) -> datetime:
    """The moment that is meant, in the group's zone.

    Without a year it is the next such day. An hour that clocks skip is as long after the skip. Raise WhenPastError,
    WhenTooFarError, WhenUnreadableError (29 Feb).
    """
    local = now.astimezone(ZoneInfo(zone))
    at = _moment(on, on.year, zone) if on.year is not None else _next(on, local.year, now, zone)
    if at <= now:
        raise WhenPastError(got=str(on))
    if at - now > LONGEST_AHEAD:
        raise WhenTooFarError(got=str(on), days=LONGEST_AHEAD.days)
    return at


def _next(on: On, year: int, now: datetime, zone: str) -> datetime:
    """The first such day that is still to come; the 29th of February may be years ahead."""
    is_leap_day = (on.day, on.month) == _LEAP_DAY
    years = range(year, year + _YEARS_TO_A_LEAP_DAY + 1)
    moments = (_moment(on, each, zone) for each in years if isleap(each) or not is_leap_day)
    return next(at for at in moments if at > now)


def _moment(on: On, year: int, zone: str) -> datetime:
    try:
        return datetime.combine(date(year, on.month, on.day), on.at, ZoneInfo(zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise WhenUnreadableError(got=f"{on}", example=EXAMPLE_ON) from None


def next_date(first: datetime, number: int, unit: Unit, now: datetime, zone: str) -> datetime:
    """The first date after now of the series that begins at this local time."""
    step = 0
    while (at := _nth(first, number * step, unit, zone)) <= now:
        step += max(1, int((now - at) / (_LONGEST[unit] * number)))
    return at


_LONGEST = {Unit.WEEK: timedelta(days=8), Unit.MONTH: timedelta(days=32), Unit.YEAR: timedelta(days=367)}
"""No step is longer, so that steps taken together never pass the date that is looked for."""


def _nth(first: datetime, units: int, unit: Unit, zone: str) -> datetime:
    """The same local time so many units on; on the last day of the month if it has no such day."""
    if unit is Unit.WEEK:
        local = first + timedelta(weeks=units)
    else:
        months = units * (_MONTHS_OF_A_YEAR if unit is Unit.YEAR else 1)
        years, month = divmod(first.year * _MONTHS_OF_A_YEAR + first.month - 1 + months, _MONTHS_OF_A_YEAR)
        local = first.replace(year=years, month=month + 1, day=min(first.day, monthrange(years, month + 1)[1]))
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def begin_series(every: Every, series_id: BallotId, first_at: datetime, zone: str, on: On | None = None) -> Series:
    """The first ballot of it. `on`, as it was written: an hour that clocks skip on that day they have on the others."""
    local = first_at.astimezone(ZoneInfo(zone)).replace(second=0, microsecond=0, tzinfo=None)
    if on is not None:
        local = datetime.combine(local, on.at)
    return Series(series_id, every.number, every.unit, every.times - 1, local.isoformat())


def in_zone(at: datetime, old: str, new: str, series: Series | None = None) -> datetime:
    """The same day and hour of another zone; of a series the hour of its first date, which clocks skip on some days."""
    local = at.astimezone(ZoneInfo(old)).replace(tzinfo=None)
    if series is not None:
        local = datetime.combine(local, datetime.fromisoformat(series.first_at).time())
    return local.replace(tzinfo=ZoneInfo(new)).astimezone(UTC)


def shortest_between(number: int, unit: Unit) -> timedelta:
    """So long at least is between two ballots of a series."""
    days = {Unit.WEEK: 7, Unit.MONTH: monthrange(2023, 2)[1], Unit.YEAR: 365}[unit]
    return timedelta(days=days * number)


def ensure_apart(every: Every | Series, duration: timedelta) -> None:
    """Raise RepeatsTooOftenError where a ballot would not be over before the next one."""
    between = shortest_between(every.number, every.unit)
    if duration >= between:
        raise RepeatsTooOftenError(days=between.days)
