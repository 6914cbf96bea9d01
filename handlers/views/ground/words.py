"""Words: the one way from code to text that people read.

`t("... {name} ...", name=value)` looks the sentence up in the reader's catalog and escapes every value for HTML, unless
it is Markup made here; names and texts from people are cleaned of direction overrides on the way. `t.n` picks the
plural. `t.plain` makes text without HTML, for alerts and buttons. The English sentence is the key in the catalog.
"""

import gettext
import html
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_datetime

from bot.domain.ground.spans import format_parts
from bot.domain.ground.text import clean
from handlers.views.ground.menu import Listed

LOCALES = Path(__file__).parents[2] / "locales"
Day = date
"""Words.date has the name inside the class."""

SOURCE = "en"
PSEUDO = "qps"
"""The pseudo-locale: every sentence in brackets and accents, so that a string outside the catalogs is seen at once."""


TAG = re.compile(r"</?[a-z][^<>]*>")


class Markup(str):
    """HTML that was made here and is not escaped again."""

    __slots__ = ()


Fields = Mapping[str, Any]
SayRefusal = Callable[[Fields, "Words"], str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is worded by one room and said in many; handlers/registers names it all."""

    refusals: Mapping[str, SayRefusal]
    """The words for each code of a domain error, from its fields."""
    commands: Mapping[str, Listed]
    """What menus and help say of each command, in their order."""


class Words:
    """The sentences of one language, times in one zone."""

    def __init__(self, language: str, zone: str, lexicon: Lexicon) -> None:
        """An unknown language falls back to English, part by part (pt-br, pt, en)."""
        self.language = closest(language)
        self.zone = zone
        self.lexicon = lexicon
        self._catalog = catalog(self.language)

    def __call__(self, sentence: str, /, **values: object) -> Markup:
        """The sentence as HTML."""
        return fill(self._catalog.gettext(sentence), values)

    def n(self, one: str, many: str, count: int, /, **values: object) -> Markup:
        """The sentence for `count`, which is also filled in as {n}."""
        return fill(self._catalog.ngettext(one, many, count), {"n": count, **values})

    def plain(self, sentence: str, /, **values: object) -> str:
        """The sentence without HTML: for alerts and labels."""
        return html.unescape(fill(self._catalog.gettext(sentence), values))

    def about(self, context: str, sentence: str, /) -> str:
        """A label without HTML whose words depend on the context: the Yes of a vote and of "are you sure"."""
        return self._catalog.pgettext(context, sentence)

    def time(self, at: datetime) -> Markup:
        """A moment, shown in each reader's own zone where the client can; with a fallback in this zone."""
        local = at.astimezone(ZoneInfo(self.zone))
        spoken = format_datetime(local, "d MMM y, HH:mm", locale=self._locale)
        return Markup(
            f'<tg-time unix="{int(at.timestamp())}" format="Dt">{html.escape(spoken)} {local.tzname()}</tg-time>'
        )

    def until(self, at: datetime) -> Markup:
        """The same for a deadline on a card, as short as can be read: "Wed 13 Jan, 11:00"."""
        return self._short(at, "EEE d MMM, HH:mm", "wdt")

    def soon(self, at: datetime) -> Markup:
        """The same for one within the next days: "Sat 01:00"."""
        return self._short(at, "EEE HH:mm", "wt")

    def _short(self, at: datetime, pattern: str, form: str) -> Markup:
        local = at.astimezone(ZoneInfo(self.zone))
        spoken = f"{format_datetime(local, pattern, locale=self._locale)} {local.tzname()}"
        return Markup(f'<tg-time unix="{int(at.timestamp())}" format="{form}">{html.escape(spoken)}</tg-time>')

    def local(self, at: datetime) -> str:
        """A moment by the clock that it carries, for labels: "Sat 5 Dec, 18:00"."""
        return format_datetime(at, "EEE d MMM, HH:mm", tzinfo=at.tzinfo, locale=self._locale)

    def moment(self, at: datetime) -> str:
        """A moment in this zone without HTML, for alerts: "3 Mar 2026, 10:00 UTC"."""
        local = at.astimezone(ZoneInfo(self.zone))
        return f"{format_datetime(local, 'd MMM y, HH:mm', locale=self._locale)} {local.tzname()}"

    def date(self, at: datetime) -> str:
        """The day of a moment in this zone: "3 Mar 2026"."""
        return format_date(at.astimezone(ZoneInfo(self.zone)).date(), "d MMM y", locale=self._locale)

    def day(self, on: Day) -> str:
        """A date of the council's calendar, whatever the reader's zone: "3 Mar 2026"."""
        return format_date(on, "d MMM y", locale=self._locale)

    def short_day(self, on: Day) -> str:
        """The same where the year is plain: "28 Dec"."""
        return format_date(on, "d MMM", locale=self._locale)

    def span(self, span: timedelta) -> str:
        """A span in its two largest units: "2 d 4 h"."""
        units = {"w": self.plain("w"), "d": self.plain("d"), "h": self.plain("h"), "m": self.plain("min")}
        parts = [f"{n} {units.get(unit, unit)}" for n, unit in format_parts(span)]
        return " ".join(parts) or self.plain("less than a minute")

    @property
    def _locale(self) -> str:
        return SOURCE if self.language == PSEUDO else self.language


def fill(sentence: str, values: dict[str, object]) -> Markup:
    """Put the values into the sentence, each escaped unless it is Markup."""
    return Markup(sentence.format_map({name: _safe(value) for name, value in values.items()}))


def join(*parts: str, by: str = "\n") -> Markup:
    """Lines (or other parts) put together; empty ones are left out, plain ones escaped."""
    return Markup(by.join(_safe(part) for part in parts if part))


def mention(name: str, telegram_id: int) -> Markup:
    """A person's name that leads to them."""
    return Markup(f'<a href="tg://user?id={telegram_id}">{_safe(name)}</a>')


def bare(markup: str) -> str:
    """What a reader sees of it: without tags, characters as themselves. Telegram's limits count this."""
    return html.unescape(TAG.sub("", markup))


def _safe(value: object) -> str:
    return value if isinstance(value, Markup) else html.escape(clean(str(value)), quote=False)


@lru_cache
def languages() -> tuple[str, ...]:
    """The languages there are catalogs for, English first."""
    return (SOURCE, *sorted(path.parent.parent.name for path in LOCALES.glob("*/LC_MESSAGES/mandate.po")))


def language_name(code: str) -> str:
    """A language in its own words, for people who read no other: "Русский"."""
    if code == PSEUDO:
        return "Pseudo"
    try:
        return (Locale.parse(code).get_display_name() or code).capitalize()
    except (ValueError, UnknownLocaleError):
        return code


def closest(wanted: str) -> str:
    """The nearest language there is a catalog for."""
    if wanted == PSEUDO:
        return PSEUDO
    found = wanted.replace("_", "-").casefold().split("-")[0]
    return found if found in languages() else SOURCE


@lru_cache
def catalog(language: str) -> gettext.NullTranslations:
    """The catalog of one language, read from its .po once; English needs none."""
    if language == PSEUDO:
        return PseudoTranslations()
    if language == SOURCE:
        return gettext.NullTranslations()
    # Imported here: who reads English alone, or nothing yet at a start, need not wait for it.
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415
    from babel.support import Translations  # noqa: PLC0415

    with (LOCALES / language / "LC_MESSAGES" / "mandate.po").open("rb") as source:
        messages = read_po(source, locale=language)
    compiled = io.BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return Translations(compiled)


class PseudoTranslations(gettext.NullTranslations):
    """English in brackets with accents; what is filled in stays as it is."""

    ACCENTS = str.maketrans("aeiouyAEIOUY", "àéîöûýÀÉÎÖÛÝ")

    def gettext(self, message: str) -> str:
        """One sentence."""
        parts = []
        for literal, field, _, _ in Formatter().parse(message):
            parts.append(self._accent(literal).replace("{", "{{").replace("}", "}}"))
            parts.append(f"{{{field}}}" if field is not None else "")
        return f"⟦{''.join(parts)}⟧"

    def pgettext(self, context: str, message: str) -> str:  # noqa: ARG002 (the same in every context)
        """One label in a context."""
        return self.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """One sentence for a number."""
        return self.gettext(msgid1 if n == 1 else msgid2)

    def _accent(self, literal: str) -> str:
        """Accents on everything but HTML tags."""
        tagged = literal.split("<")
        rest = [part.partition(">") for part in tagged[1:]]
        return tagged[0].translate(self.ACCENTS) + "".join(
            f"<{tag}{end}{text.translate(self.ACCENTS)}" for tag, end, text in rest
        )
