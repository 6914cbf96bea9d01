"""Dates by which something is owed, counted in the council's own zone and kept as UTC.

Dates (`*_on`) are local; moments (`*_at`) are aware UTC. Daylight saving never moves a date (SPEC section 3).
"""

from calendar import monthrange
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from difflib import get_close_matches
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from bot.domain.ground.errors import DomainError

MEETS_WITHIN = timedelta(days=7)
"""One report meets all dates due in the next 7 days (SPEC section 3)."""

MISSED_AFTER = timedelta(days=3)
"""An overdue report-back is missed after 3 more days (SPEC section 3)."""

REMINDERS_ON = (-3, -1, 0, 1, 3)
"""Days before and after the date on which its holder is reminded (SPEC section 3)."""

OUTAGE_IGNORED_FOR = timedelta(hours=1)
"""A shorter outage leaves the day long enough to report. Our judgement."""

EVENING, MORNING = 22, 7
"""Between these hours of the local day nothing makes a sound (SPEC section 13, "quiet")."""

_DAY = timedelta(days=1)
_MONTHS = 12
_NEAREST = 5
_ZONE_LIMIT = 64
_CONTINENTS = frozenset(
    {"Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
)
_NO_CITIES = frozenset({"north", "south", "west"})
_NO_ZONES = frozenset({"Factory", "localtime"})


class ZoneUnknownError(DomainError):
    """No such time zone; fields `got` and `nearest`, up to five names that exist."""

    code = "zone_unknown"


def day_of(moment: datetime) -> datetime:
    """The moment's day in UTC and nothing finer: what a vote may write down (SPEC-RECORD section 1)."""
    return moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def local_date(moment: datetime, zone: str) -> date:
    """Return the date on the calendar of that zone."""
    return moment.astimezone(ZoneInfo(zone)).date()


def end_of_local_day(day: date, zone: str) -> datetime:
    """Return the moment at which the day is over in that zone: the first of the next day, which itself is too late."""
    return at_local_hour(day + _DAY, 0, zone)


def at_local_hour(day: date, hour: int, zone: str) -> datetime:
    """Return that full hour of the local day; if clocks skip it, as long after the skip as it would have been."""
    return datetime.combine(day, time(hour), ZoneInfo(zone)).astimezone(UTC)


def is_night(moment: datetime, zone: str) -> bool:
    """Whether people sleep there: from 22:00 to 7:00."""
    return not MORNING <= moment.astimezone(ZoneInfo(zone)).hour < EVENING


def next_morning(moment: datetime, zone: str) -> datetime:
    """Return when the night in which this moment lies is over."""
    local = moment.astimezone(ZoneInfo(zone))
    return at_local_hour(local.date() + (_DAY if local.hour >= EVENING else timedelta(0)), MORNING, zone)


def add_months(moment: datetime, months: int, zone: str) -> datetime:
    """Return the same local time so many calendar months on, on the last day of the month if it has no such day."""
    local = moment.astimezone(ZoneInfo(zone))
    years, month = divmod(local.year * _MONTHS + local.month - 1 + months, _MONTHS)
    day = min(local.day, monthrange(years, month + 1)[1])
    return local.replace(year=years, month=month + 1, day=day, fold=0).astimezone(UTC)


def next_full_hour(now: datetime) -> datetime:
    """Return the first full hour of UTC after now, never now itself: when a threshold is acted on (SPEC section 6)."""
    return now.astimezone(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def next_local_date(anchor: date, every: timedelta) -> date:
    """Return the next date of the series: it counts from the old date, not from the day of the report."""
    return anchor + timedelta(days=every.days)


def met_until(posted_on: date, every: timedelta, within: timedelta = MEETS_WITHIN) -> date:
    """Return the last date that a report posted on this day meets.

    7 days on (SPEC section 3), but no more than half of the interval: else weekly reports would be fortnightly.
    """
    return posted_on + timedelta(days=min(within.days, every.days // 2))


def dates_met(
    due_dates: Iterable[date], posted_on: date, every: timedelta, within: timedelta = MEETS_WITHIN
) -> tuple[date, ...]:
    """Return which of the open dates the report meets, oldest first: the overdue ones and those due soon."""
    last = met_until(posted_on, every, within)
    return tuple(sorted(day for day in due_dates if day <= last))


def next_report_on(due_on: date, every: timedelta, posted_on: date, within: timedelta = MEETS_WITHIN) -> date:
    """Return the date of the series that a report posted on this day leaves open; `due_on` itself if it came too early.

    `every` is at least a day, as the charter's range guarantees.
    """
    last = met_until(posted_on, every, within)
    steps = max(0, (last - due_on).days // every.days + 1)
    return due_on + steps * timedelta(days=every.days)


def missed_at(due_on: date, zone: str, missed_after: timedelta = MISSED_AFTER) -> datetime:
    """Return when the report-back is missed: the end of the last of its days of grace."""
    return end_of_local_day(due_on + timedelta(days=missed_after.days), zone)


def reminder_dates(due_on: date, offsets: Iterable[int] = REMINDERS_ON) -> tuple[date, ...]:
    """Return the days on which the holder is reminded, offsets in days before (-) and after (+) the date."""
    return tuple(due_on + timedelta(days=offset) for offset in sorted(offsets))


def moved_by_outage(due_on: date, down_from: datetime, down_until: datetime, zone: str) -> date:
    """Return the date moved by the outage, in whole days rounded up, if the bot was down on that day; else the date.

    An outage of less than OUTAGE_IGNORED_FOR moves nothing.
    """
    outage = down_until - down_from
    begins, ends = end_of_local_day(due_on - _DAY, zone), end_of_local_day(due_on, zone)
    if outage < OUTAGE_IGNORED_FOR or not (down_from < ends and down_until > begins):
        return due_on
    return due_on - (-outage // _DAY) * _DAY


def ensure_zone(name: str) -> str:
    """Return the IANA name of a zone: "Europe/Berlin" for "europe/berlin", "berlin" and "Berlin ".

    Offsets ("UTC+3") are refused, because they would ignore daylight saving. Raise ZoneUnknownError.
    """
    wanted = "_".join(name[:_ZONE_LIMIT].casefold().replace(".", "").split())
    found = _zones().get(wanted) or _cities().get(wanted)
    if not found:
        raise ZoneUnknownError(got=name, nearest=_nearest(wanted))
    return found


def _nearest(wanted: str) -> tuple[str, ...]:
    named = _cities() | _zones()
    holding = [folded for folded in named if wanted and wanted in folded]
    alike = get_close_matches(wanted, named, n=_NEAREST)
    return tuple(dict.fromkeys(named[folded] for folded in (*alike, *holding)))[:_NEAREST]


@cache
def _zones() -> dict[str, str]:
    return {name.casefold(): name for name in sorted(available_timezones() - _NO_ZONES)}


@cache
def _cities() -> dict[str, str]:
    """Map what follows the last slash to the zone; of two names for one zone the shorter one."""
    names = sorted(_zones().values(), key=lambda name: (-len(name), name))
    parts = ((name.partition("/")[0], name.rpartition("/")[2].casefold(), name) for name in names)
    return {city: name for continent, city, name in parts if continent in _CONTINENTS and city not in _NO_CITIES}
