"""The kinds of values a rule of the charter can have, and how they are read, written and compared."""

import re
import unicodedata
from datetime import timedelta
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from bot.domain.ground.calendar import ensure_zone
from bot.domain.ground.counting import Threshold
from bot.domain.ground.errors import DomainError
from bot.domain.ground.spans import parse_span, span_text

Value = timedelta | Threshold | int | str
"""A flag is a bool, which is an int."""


class RuleKind(StrEnum):
    """SPAN: timedelta. FRACTION: Threshold. COUNT: int. FLAG: bool. CHOICE, LANGUAGE and ZONE: str."""

    SPAN = "span"
    FRACTION = "fraction"
    COUNT = "count"
    FLAG = "flag"
    CHOICE = "choice"
    LANGUAGE = "language"
    ZONE = "zone"


class Unit(StrEnum):
    """What a count counts."""

    PERSONS = "persons"
    MONTHS = "months"
    DAYS = "days"
    TIMES = "times"
    CARDS = "cards"
    OFFICES = "offices"
    NUMBER = "number"


_COUNTED = {
    Unit.PERSONS: "person persons people member members человек человека людей участник участника участников",
    Unit.MONTHS: "month months мес месяц месяца месяцев",
    Unit.DAYS: "d day days д дн день дня дней",
    Unit.TIMES: "x time times раз раза",
    Unit.CARDS: "card cards карточка карточки карточек",
    Unit.OFFICES: "office offices должность должности должностей",
}
_WORDS_OF = {unit: frozenset(words.split()) for unit, words in _COUNTED.items()}
"""How people write what is counted; a test holds that what /charter shows is read."""

_PERCENT = re.compile(r"(>=?|≥)?\s*(\d{1,3})(?:[.,](\d{1,4}))?\s*%")
_FRACTION = re.compile(r"(>=?|≥)?\s*(\d{1,6})(?:\s*[/\u2044]\s*(\d{1,6}))?")
_COUNT = re.compile(r"(\d{1,12})\s*([^\W\d_]*)")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_]([a-z]{2,8}))?")
_REGION_LENGTH = 2
_FLAGS = {"on": True, "yes": True, "true": True, "1": True, "off": False, "no": False, "false": False, "0": False}


@lru_cache(maxsize=1024)
def read_value(kind: RuleKind, text: str, unit: Unit | None = None) -> Value | None:
    """Return the value that a text spells, or None if it spells none of this kind; ranges are not looked at.

    Fractions: "2/3", "½", "0", "1"; "66%" and "12.5 %" exactly as 33/50 and 1/8; ">1/2" is more than half, ">=1/2"
    the same as "1/2". Counts: "6", or "6 months" where months are counted. Flags: on or off. Languages: "pt", "pt_BR".
    Raise ZoneUnknownError, with the nearest names, for a zone. Remembered, as every press reads its ballot's rules.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    if kind is RuleKind.SPAN:
        return _read_span(plain)
    if kind is RuleKind.FRACTION:
        return _read_fraction(plain)
    if kind is RuleKind.COUNT:
        return _read_count(plain, unit)
    return _read_word(kind, plain)


def write_value(value: Value) -> str:
    """Return the text that read_value reads as this very value: "3d", "2/3", ">1/2", "6", "on", "live"."""
    if isinstance(value, timedelta):
        return span_text(value)
    if isinstance(value, Threshold):
        return f"{'>' if value.strict else ''}{value.numerator}/{value.denominator}"
    if isinstance(value, bool):
        return "on" if value else "off"
    return str(value)


def rank(value: Value) -> tuple[Fraction, bool]:
    """Return what values of one kind are ordered by; "more than 1/2" comes right after "at least 1/2"."""
    if isinstance(value, timedelta):
        return Fraction(value // timedelta(minutes=1)), False
    if isinstance(value, Threshold):
        return Fraction(value.numerator, value.denominator), value.strict
    return Fraction(value if isinstance(value, int) else 0), False


def _read_span(plain: str) -> timedelta | None:
    try:
        return parse_span(plain, lowest=timedelta(0), highest=timedelta(days=10_000))
    except DomainError:
        return None


def _read_fraction(plain: str) -> Threshold | None:
    if found := _PERCENT.fullmatch(plain):
        decimals = found[3] or ""
        part, whole = int(found[2] + decimals), 100 * 10 ** len(decimals)
    elif found := _FRACTION.fullmatch(plain):
        part, whole = int(found[2]), int(found[3] or 1)
    else:
        return None
    if not 0 <= part <= whole or not whole:
        return None
    exact = Fraction(part, whole)
    return Threshold(exact.numerator, exact.denominator, strict=found[1] == ">")


def _read_count(plain: str, unit: Unit | None) -> int | None:
    found = _COUNT.fullmatch(plain)
    if not found or (found[2] and (unit is None or found[2] not in _WORDS_OF.get(unit, ()))):
        return None
    return int(found[1])


def _read_word(kind: RuleKind, plain: str) -> Value | None:
    if kind is RuleKind.FLAG:
        return _FLAGS.get(plain)
    if kind is RuleKind.ZONE:
        return ensure_zone(plain)
    if kind is RuleKind.LANGUAGE:
        return _read_language(plain)
    return plain.replace(" ", "_")


def _read_language(plain: str) -> str | None:
    found = _LANGUAGE.fullmatch(plain)
    if not found or not found[2]:
        return found and found[1]
    region = found[2].upper() if len(found[2]) == _REGION_LENGTH else found[2].title()
    return f"{found[1]}_{region}"
