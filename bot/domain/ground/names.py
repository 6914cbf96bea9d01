"""Names of offices and persons: what may be shown, and which of them look alike."""

import unicodedata
from functools import cache, lru_cache

from bot.domain.ground.text import (
    OFFICE_LIMIT,
    OfficeEmptyError,
    OfficeTooLongError,
    clean_line,
    cut,
    ensure_length,
    folded,
    shapes,
)

PERSON_GRAPHEMES = 32
"""Graphemes of a person's name on a card. Our judgement: half of what Telegram allows, so that a line holds it."""

USERNAME_SHOWN = 16
"""Characters of a username that tells two of one name apart: beside a longer one the name itself would not be read."""

_MARKS_AROUND = " \t\n.,:;!?…·•*_~\"'`«»“”„\u2018\u2019\u2039\u203a-\u2013\u2014"
_MARKS_AT_THE_END = " .,:;!?…·。"
_MARKS_OF_DIRECTION = "\u200e\u200f"
_ROUNDS = 4


def ensure_office(name: str) -> str:
    """Return the name of an office as it is shown: on one line, at most 60 UTF-16 units (SPEC section 14).

    Raise OfficeEmptyError if nothing of it shows, OfficeTooLongError with `got` and `limit`.
    """
    shown = trimmed(clean_line(name))
    if not shown:
        raise OfficeEmptyError
    return ensure_length(shown, OFFICE_LIMIT, OfficeTooLongError)


def trimmed(name: str) -> str:
    """Return a name without the marks around it: "Treasurer." is no office beside "Treasurer"."""
    return name.strip(_MARKS_AROUND)


def person_name(name: str, graphemes: int = PERSON_GRAPHEMES) -> str:
    """Return a person's name as it is shown: cleaned, on one line, cut. Empty if nothing of it shows."""
    return cut(clean_line(name), graphemes)


def told_apart(name: str, username: str | None, number: int | None) -> str:
    """Return the name of one of several who bear it: with their username, if it is short, else with their number."""
    if number is None:
        return name
    mark = f"(@{username})" if username and len(username) <= USERNAME_SHOWN else f"({number})"
    return f"{cut(name, PERSON_GRAPHEMES - len(mark) - 1)} {mark}"


def office_key(name: str) -> str:
    """Return what two names of offices share if they look alike (SPEC section 3, "offices").

    NFKC, casefolded, spaces collapsed, without what has no shape, then the skeleton of UTS 39: "treasurer" with a
    Cyrillic e has the key of "treasurer". Letters of which only the capital looks Latin (the Cyrillic te) count as that
    Latin letter, since case is not seen. Not for display, and stable only for one version of the Unicode data.
    """
    return "".join(map(_skeleton, unicodedata.normalize("NFD", shapes(folded(name)))))


def look_of(name: str) -> str:
    """Return what two names of people, or two options, share if they look alike: as names of offices do.

    Marks at the end count where there is nothing else: "Buy." looks like "Buy", and "?" is not "!".
    """
    key = office_key(name)
    return key.rstrip(_MARKS_AT_THE_END) or key


_ACCENTS = frozenset({1, *range(202, 241)})
"""Combining classes of what goes through a letter, or stands above or below it and is no vowel by itself."""


def plain_look(name: str) -> str:
    """Return the look of a name without accents and strokes: "Jose" finds "José", "Lukasz" "Łukasz".

    For finding alone: who bears the one name is not who bears the other. Signs that are vowels stay.
    """
    return "".join(char for char in look_of(name) if unicodedata.combining(char) not in _ACCENTS)


RESERVED = (
    "Abstain", "Abstention", "None of these", "None", "Reopen nominations", "Clear my ballot",
    "Submit", "Undo last", "Clear", "More", "Add an option", "Vote here", "Join the roll", "Whole text",
    "Photos and files", "How it is counted", "Remind me", "Vote on the whole text", "Stop repeating",
    "Put stopping to the vote", "Amend", "Withdraw", "About the candidates",
    "Воздержаться", "Ни один из этих", "Открыть выдвижение заново", "Очистить бюллетень",
    "Отправить", "Отменить последнее", "Очистить", "Ещё", "Добавить вариант", "Голосовать здесь", "Вступить в список",
    "Полный текст", "Фото и файлы", "Как считают", "Напомнить мне", "Голосовать целиком", "Больше не повторять",
    "Повтор — на голосование", "Изменить", "Снять", "О кандидатах",  # noqa: RUF001
)  # fmt: skip
"""What the bot itself puts on papers, and beside choices on cards, in the languages that it speaks.

A test holds them against the catalogs.
"""


RESERVED_WHERE_RANKED = ("Vote", "Back", "Голосовать", "Назад", "Дальше")
"""What stands beside them only where a paper is filled in: [Vote] opens it, [« Back] turns it."""


@cache
def _letters_of_all(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(_letters_of, names))


def is_reserved(name: str, *, is_ranked: bool = True) -> bool:
    """Whether an option or a name looks like what the bot itself puts there, whatever marks stand around it."""
    own = (*RESERVED, *RESERVED_WHERE_RANKED) if is_ranked else RESERVED
    return _letters_of(name) in _letters_of_all(own)


def _letters_of(name: str) -> str:
    return "".join(char for char in look_of(name) if char.isalnum())


def same_office(one: str, other: str) -> bool:
    """Whether two names name the same office."""
    return office_key(one) == office_key(other)


@lru_cache(maxsize=4096)
def _skeleton(char: str) -> str:
    seen = char
    for _ in range(_ROUNDS):
        seen = unicodedata.normalize("NFD", "".join(map(_looks_like, seen)).casefold())
    return seen


def _looks_like(char: str) -> str:
    """Return the prototype of the letter, or of its capital where only that one looks Latin."""
    lower, upper = (_prototypes().get(shape, shape) for shape in (char, char.upper()))
    return upper if not lower.isascii() and upper.isascii() and upper.isalpha() else lower


@cache
def _prototypes() -> dict[str, str]:
    """Return what UTS 39 maps each confusable character to.

    The library's data is symmetric: every line of confusables.txt, source to prototype, stands in it both ways, the
    source first. So a prototype is what has several partners, or came second. Characters written from right to left
    carry marks of direction there. Loaded at the first use (80 ms), as many programs never compare an office.
    """
    from confusable_homoglyphs.confusables import confusables_data  # noqa: PLC0415

    found: dict[str, str] = {}
    for char, partners in confusables_data.items():
        source, target = (text.strip(_MARKS_OF_DIRECTION) for text in (char, partners[0]["c"]))
        if len(partners) == 1 and target not in found:
            found[source] = target
    return found
