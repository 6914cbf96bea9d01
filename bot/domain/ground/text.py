"""Texts from people are data: cleaned of what could break a card, measured as Telegram does, cut by grapheme.

Lengths are UTF-16 units, because Telegram's own limits are: 3,000 of them leave room in a message of 4,096 for the rest
of the card, whatever they spell.
"""

import unicodedata
from functools import cache
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING

from bot.domain.ground.errors import DomainError

if TYPE_CHECKING:
    from regex import Pattern

TEXT_LIMIT = 3000
OPTION_LIMIT = 100
OPTIONS_LIMIT = 20
OFFICE_LIMIT = 60
"""SPEC section 14, in UTF-16 units; OPTIONS_LIMIT counts options."""

MARKS_LIMIT = 4
"""Combining marks in a row. Vietnamese, Thai, pointed Hebrew and the Indic scripts need no more. Our judgement."""

BLANK_LINES_LIMIT = 2
"""Blank lines in a row. Our judgement."""

ELLIPSIS = "…"


class EmptyTextError(DomainError):
    """Nothing was written where a text is needed: the edge asks for it."""

    code = "text_empty"


class ProposalEmptyError(EmptyTextError):
    """Nothing is left of what followed /propose."""

    code = "proposal_empty"


class OfficeEmptyError(EmptyTextError):
    """An office has no name: /elect 3."""

    code = "office_empty"


class TextTooLongError(DomainError):
    """Fields `got` and `limit`, in UTF-16 units."""

    code = "text_too_long"


class OptionTooLongError(TextTooLongError):
    """Fields as above, and `option`."""

    code = "option_too_long"


class TooManyOptionsError(DomainError):
    """Fields `got` and `limit`, counting options."""

    code = "too_many_options"


class OfficeTooLongError(TextTooLongError):
    """Fields as above."""

    code = "office_too_long"


_NEWLINES = r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]"
_SPACES = r"[\t\p{Zs}]"
_JOINED = r"[[\p{L}\p{M}]--[\p{Latin}\p{Greek}\p{Cyrillic}\p{Common}\p{Inherited}]]"
_INVISIBLE = rf"""(?V1x)
    [\p{{Cc}}--\n] | \p{{Cs}} | \p{{Bidi_Control}} | [\uFFF9-\uFFFB]
  | (?! [\u200C\u200D\p{{Variation_Selector}}\U000E0020-\U000E007F] ) \p{{Default_Ignorable_Code_Point}}
  | (?<! [\p{{Extended_Pictographic}}\p{{Emoji_Modifier}}\uFE0F] ) (?<! {_JOINED} ) \u200D
  | \u200D (?! \p{{Extended_Pictographic}} | {_JOINED} )
  | (?<! {_JOINED} ) \u200C | \u200C (?! {_JOINED} )
  | (?<! [\p{{L}}\p{{N}}\p{{S}}\p{{P}}\p{{Mc}}] ) \p{{Variation_Selector}}
  | (?<! [\U0001F3F4\U000E0020-\U000E007F] ) [\U000E0020-\U000E007F]
    """
"""Controls, lone surrogates, direction marks and overrides, and characters without a shape; but joiners stay inside
emoji and in scripts that join, one variation selector behind what it varies, tags behind the flag that they spell."""
_MARKS = rf"(?V1)([\p{{Mn}}\p{{Me}}--\p{{Variation_Selector}}]{{{MARKS_LIMIT}}})[\p{{Mn}}\p{{Me}}]+"
_LEADING_MARKS = r"(?m)^\p{M}+"
_BLANK_LINES = rf"\n{{{BLANK_LINES_LIMIT + 2},}}"
_LINE_ENDS = r" +(?=\n)"
_GRAPHEME = r"\X"
_VISIBLE = r"(?V1)[\p{L}\p{N}\p{P}\p{S}--\u2800\u3164\uFFA0\u115F\u1160]"
_SHAPELESS = r"(?V1)[[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Variation_Selector}\U00016FE4]--[\U000E0020-\U000E007F]]"
"""What is behind or between other characters and seen by nobody; not the tags that spell a flag."""

_BLANK = r"[\u2800\U0001D159]"
"""Symbols without a mark on the paper: they look like a space."""

_HASHTAG = r"(?<![\w&/#])#([\p{L}\p{M}\p{N}_\u200C]+)"
_LETTER = r"\p{L}"


@cache
def _pattern(source: str) -> "Pattern[str]":
    # Imported with the first text: 30 ms and some MiB that a start need not wait for.
    import regex  # noqa: PLC0415

    return regex.compile(source)


def clean(text: str) -> str:
    """Return the text as it may stand on a card: NFC, one kind of line end, nothing invisible that could mislead.

    Removed: direction overrides, isolates and marks, controls, zero-width characters outside of emoji and joining
    scripts, more than MARKS_LIMIT combining marks in a row, marks that would sit on what stands before the text, more
    than BLANK_LINES_LIMIT blank lines in a row, space at line ends and around it all. Cleaning twice changes nothing.
    """
    before = None
    while text != before:
        before, text = text, _cleaned_once(text)
    return text


def _cleaned_once(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text.strip()
    text = _pattern(_SPACES).sub(" ", _pattern(_NEWLINES).sub("\n", text))
    text = unicodedata.normalize("NFC", _pattern(_INVISIBLE).sub("", text))
    text = _pattern(_LEADING_MARKS).sub("", _pattern(_MARKS).sub(r"\1", text))
    text = _pattern(_BLANK_LINES).sub("\n" * (BLANK_LINES_LIMIT + 1), _pattern(_LINE_ENDS).sub("", text))
    return text.strip()


def clean_line(text: str) -> str:
    """Return the text cleaned and on one line, with single spaces: for names and options. Empty if nothing shows."""
    line = " ".join(clean(text).split())
    return line if _pattern(_VISIBLE).search(line) else ""


def utf16_len(text: str) -> int:
    """Length in UTF-16 units, as Telegram counts: most emoji are two and more."""
    return len(text) if text.isascii() else len(text) + sum(char > "\uffff" for char in text)


def graphemes(text: str) -> int:
    """Return how many characters people see: a flag, a family and an accented letter are one each."""
    return sum(1 for _ in _pattern(_GRAPHEME).finditer(text))


def ensure_length(text: str, limit: int = TEXT_LIMIT, error: type[TextTooLongError] = TextTooLongError) -> str:
    """Return the text, or raise `error` with `got` and `limit` if it has more UTF-16 units than `limit`."""
    got = utf16_len(text)
    if got > limit:
        raise error(got=got, limit=limit)
    return text


def ensure_text(text: str, limit: int = TEXT_LIMIT) -> str:
    """Return the text cleaned; raise EmptyTextError if nothing of it shows, TextTooLongError above `limit`."""
    cleaned = clean(text)
    if not _pattern(_VISIBLE).search(cleaned):
        raise EmptyTextError
    return ensure_length(cleaned, limit)


def cut(text: str, graphemes: int, ellipsis: str = ELLIPSIS) -> str:
    """Return the text, or its beginning and the ellipsis if it has more grapheme clusters; together at most so many."""
    starts = [match.start() for match, _ in zip(_pattern(_GRAPHEME).finditer(text), range(graphemes + 1), strict=False)]
    if len(starts) <= graphemes:
        return text
    return text[: starts[max(0, graphemes - 1)]] + ellipsis


def cut_utf16(text: str, units: int, ellipsis: str = ELLIPSIS) -> str:
    """Return the text, or whole graphemes and the ellipsis if it has more UTF-16 units; together at most so many."""
    if utf16_len(text) <= units:
        return text
    room, clusters = units - utf16_len(ellipsis), _pattern(_GRAPHEME).findall(text)
    fitting = takewhile(lambda size: size <= room, accumulate(map(utf16_len, clusters)))
    return "".join(clusters[: sum(1 for _ in fitting)]) + ellipsis


def folded(text: str) -> str:
    """Return the text as equality sees it: cleaned, NFKC, casefolded, single spaces."""
    for _ in range(2):
        text = unicodedata.normalize("NFKC", text).casefold()
    return unicodedata.normalize("NFKC", clean_line(text))


def shapes(text: str) -> str:
    """Return what is seen of a folded text: nothing in it that has no shape, and a space for what only looks blank."""
    return " ".join(_pattern(_BLANK).sub(" ", _pattern(_SHAPELESS).sub("", text)).split())


def hashtags(text: str) -> tuple[str, ...]:
    """Return the topics named by #hashtags, each once, in order: NFKC, casefolded, without "#".

    Letters, digits and "_" of any script; at least one letter, as in Telegram; not inside a word or an address.
    """
    found = (match.replace("\u200c", "") for match in _pattern(_HASHTAG).findall(folded(text)))
    return tuple(dict.fromkeys(topic for topic in found if _pattern(_LETTER).search(topic)))
