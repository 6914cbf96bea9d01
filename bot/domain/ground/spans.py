"""Spans of time as people write them ("30m", "12h", "3d", "1w") and as they are told ("2 d 4 h")."""

import re
import unicodedata
from datetime import timedelta
from enum import StrEnum

from bot.domain.ground.errors import DomainError

EXAMPLE = "3d"

SHORTEST = timedelta(minutes=1)
LONGEST = timedelta(days=366)
"""What any span in a command may be; the charter's ranges are narrower. Our judgement."""

ANY = (timedelta(0), timedelta(minutes=10**9))
"""Bounds for what is held against a range of the charter afterwards, so that a refusal names that range."""


class SpanUnit(StrEnum):
    """The units spans are told in; the edge translates them."""

    DAY = "d"
    HOUR = "h"
    MINUTE = "m"


class DurationUnreadableError(DomainError):
    """The text is no span; fields `got`, `example`."""

    code = "duration_unreadable"


class DurationOutOfRangeError(DomainError):
    """The span is readable, but too short or too long; fields `got`, `lowest`, `highest`, `example`, spans as text."""

    code = "duration_out_of_range"


_WEEK, _DAY, _HOUR, _MINUTE = 7 * 24 * 60, 24 * 60, 60, 1
_LADDER = ((SpanUnit.DAY, _DAY, 10**15), (SpanUnit.HOUR, _HOUR, _DAY), (SpanUnit.MINUTE, _MINUTE, _HOUR))
"""Each unit, its minutes, and the minutes of the next larger one."""
_WORDS = {
    _WEEK: "w wk wks week weeks н нед неделя недели недель",
    _DAY: "d day days д дн день дня дней",
    _HOUR: "h hr hrs hour hours ч час часа часов",
    _MINUTE: "m min mins minute minutes м мин минута минуты минут",
}
_MINUTES = {word: minutes for minutes, words in _WORDS.items() for word in words.split()}
_PART = re.compile(r"(\d{1,9})\s*([^\W\d_]{1,8})\.?")
_WHOLE = re.compile(rf"\s*(?:{_PART.pattern}[\s,]*)+")
_MOST = 2
_COUNTED = re.compile(r"\d+(?:\s*[.,/⁄–—−-]\s*\d+)*\s*([^\W\d_]+)\.?")  # noqa: RUF001
_LIKE = re.compile(rf"[-+−–—~]?\s*(?:{_COUNTED.pattern}[\s,–—−-]*)+")  # noqa: RUF001


def parse_span(text: str, lowest: timedelta = SHORTEST, highest: timedelta = LONGEST) -> timedelta:
    """Read "30m", "12h", "3d", "1w"; also "2 D", "3 days", "1d 12h", "3 дня", digits of any script.

    Raise DurationUnreadableError for anything else, a bare number included, and DurationOutOfRangeError outside of
    `lowest` to `highest`, both inclusive.
    """
    minutes = _minutes(text)
    if minutes is None:
        raise DurationUnreadableError(got=text, example=EXAMPLE)
    # Compared in minutes: there may be more of them than a timedelta holds.
    if not -(-lowest // SHORTEST) <= minutes <= highest // SHORTEST:
        raise _out_of_range(text, lowest, highest)
    return timedelta(minutes=minutes)


def ensure_span(span: timedelta, lowest: timedelta, highest: timedelta) -> timedelta:
    """Return the span; raise DurationOutOfRangeError outside of `lowest` to `highest`, both inclusive."""
    if not lowest <= span <= highest:
        raise _out_of_range(span_text(span), lowest, highest)
    return span


def is_span(text: str) -> bool:
    """Whether the text reads as a span, in or out of range."""
    return _minutes(text) is not None


def is_like_span(text: str) -> bool:
    """Whether the text is meant as a span, though it may not read as one: "-3d", "1.5h", "1/2 week", "~2 days"."""
    folded = unicodedata.normalize("NFKC", text).casefold().strip()
    return bool(_LIKE.fullmatch(folded)) and all(found[1] in _MINUTES for found in _COUNTED.finditer(folded))


def format_parts(span: timedelta) -> tuple[tuple[int, SpanUnit], ...]:
    """Split a span into its largest unit and the next smaller one: 2 days 4 h 59 m are ((2, "d"), (4, "h")).

    What is left over is dropped, never rounded up: "for 2 d 4 h more" must not promise more than there is. A zero
    second part is left out; less than a minute, or a time that is past, is ((0, "m"),).
    """
    parts = _counts(span)
    first = next((index for index, (count, _) in enumerate(parts) if count), len(parts) - 1)
    largest, *rest = parts[first : first + _MOST]
    return (largest, *((count, unit) for count, unit in rest if count))


def span_text(span: timedelta) -> str:
    """Write a span as parse_span reads it, exact to the minute: "3d", "1d 12h", "90m" as "1h 30m", zero as "0m"."""
    return " ".join(f"{count}{unit}" for count, unit in _counts(span) if count) or "0m"


def _counts(span: timedelta) -> list[tuple[int, SpanUnit]]:
    left = max(0, span // timedelta(minutes=1))
    return [(left % above // minutes, unit) for unit, minutes, above in _LADDER]


def _minutes(text: str) -> int | None:
    folded = unicodedata.normalize("NFKC", text).casefold()
    if not _WHOLE.fullmatch(folded):
        return None
    parts = _PART.findall(folded)
    if any(word not in _MINUTES for _, word in parts):
        return None
    return sum(int(count) * _MINUTES[word] for count, word in parts)


def _out_of_range(got: str, lowest: timedelta, highest: timedelta) -> DurationOutOfRangeError:
    example = max(lowest, min(highest, timedelta(days=3)))
    return DurationOutOfRangeError(
        got=got, lowest=span_text(lowest), highest=span_text(highest), example=span_text(example)
    )
