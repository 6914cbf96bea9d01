"""What follows /propose and /elect, read into a draft: the text, the options and how long the ballot is open."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.domain.ballots.ballot import Method
from bot.domain.ballots.marks import dashed, in_english_in_front, known_marks
from bot.domain.ballots.planned import AT_ONCE, Plan, Series, WhenUnreadableError, take_plan
from bot.domain.ground.errors import DomainError
from bot.domain.ground.names import ensure_office, is_reserved, look_of
from bot.domain.ground.spans import ANY, EXAMPLE, DurationUnreadableError, is_like_span, is_span, parse_span
from bot.domain.ground.text import (
    OPTION_LIMIT,
    OPTIONS_LIMIT,
    TEXT_LIMIT,
    OptionTooLongError,
    TextTooLongError,
    TooManyOptionsError,
    clean,
    clean_line,
    ensure_length,
    ensure_text,
    hashtags,
    utf16_len,
)

SEATS_LIMIT = 20
"""Seats that one election fills. Our judgement: what a ranking on a telephone still bears."""

_FEWEST_OPTIONS = 2
_METHODS = {"many": Method.MANY, "rank": Method.RANK}
_DASHES = "-–—•"  # noqa: RUF001
_COLONS = ":："  # noqa: RUF001
_OPTION = re.compile(rf"\s*[{_DASHES}]\s*(?![{_DASHES}\s])(.+)")
_SIGNS = "-+−–—~"  # noqa: RUF001
_SPAN_IN_FRONT = re.compile(rf"\s*([{_SIGNS}]?\s*[\d¼-¾⅐-⅞][^{_COLONS}\n]{{0,24}})[{_COLONS}]")
_LIKE_A_SPAN = re.compile(r"(?!\d+(?:st|nd|rd|th|am|pm)$)\d+[a-zа-яё]{1,8}", re.IGNORECASE)  # noqa: RUF001
"""A number with a word grown to it, as a mistyped duration is; not "2nd" or "10am", and not "2 people"."""

_SIGNED_IN_FRONT = re.compile(rf"\s*([{_SIGNS}]\s*[\d¼-¾⅐-⅞][^{_COLONS}\n]{{0,24}})[{_COLONS}]")
"""Read before options are: "-3d: Which?" begins like one."""

_METHOD_IN_FRONT = re.compile(rf"\s*(?:(many|rank)\s|((?i:many|rank))\s*[{_COLONS}])")
_METHOD_ALONE = re.compile(
    rf"\s*(?:(many|rank)\s*(?:$|\n\s*[{_DASHES}])|((?i:many|rank))\s*[{_COLONS}])",
)
_BESIDE = r"[\s,+]+"
_OPEN_WORDS = rf"(?i:(?:(many|rank){_BESIDE})?open|open{_BESIDE}(many|rank))"
_OPEN_IN_FRONT = re.compile(rf"\s*{_OPEN_WORDS}\s*[{_COLONS}]")
_OPEN_LINE = re.compile(_OPEN_WORDS)
_OPEN_ALONE = re.compile(rf"\s*(open)\s*(?:[{_COLONS}]|$)")
"""In lower case alone: "Open: the gate" is a text."""

_KINDS_OF_MARKS = 3
_SEATS_IN_FRONT = re.compile(rf"\s*([{_SIGNS}]?\d{{1,9}}(?:[.,]\d{{1,9}})?)(?:\s+|$)")


class ReservedOptionError(DomainError):
    """An option that looks like what the bot puts beside it: [Abstain], say; fields `option`, of a proposal `text`."""

    code = "reserved_option"


class DuplicateOptionError(DomainError):
    """Two options are the same but for case, width or spaces; fields `option`, of a proposal `text`."""

    code = "duplicate_option"


class OptionsMissingError(DomainError):
    """`many` or `rank` without two options; fields `method`, the word."""

    code = "options_missing"


class SeatsOutOfRangeError(DomainError):
    """Fields `got`, `lowest`, `highest`."""

    code = "seats_out_of_range"


@dataclass(frozen=True, slots=True)
class ProposalDraft:
    """A proposal before the charter has been asked. No options: YES_NO; no duration: the charter's.

    `takes_options`: members may add some. `plan`: when it opens, and whether it repeats. `series`: which it goes
    on with, a new text for one of it.
    """

    text: str
    options: tuple[str, ...] = ()
    method: Method = Method.YES_NO
    duration: timedelta | None = None
    topics: tuple[str, ...] = ()
    takes_options: bool = False
    plan: Plan = AT_ONCE
    series: Series | None = None


@dataclass(frozen=True, slots=True)
class ElectionDraft:
    """An election before the charter has been asked; no duration: the charter's."""

    office: str
    seats: int = 1
    duration: timedelta | None = None


def parse_proposal(text: str, *, opens_now: bool = False) -> ProposalDraft:
    """Read what follows /propose (SPEC section 4).

    - When it opens, and how often, stands in front of all else (bot/domain/ballots/planned.py).
    - A duration is "3d:" in front, or a line of its own; the first one counts.
    - Two or more lines that begin with "-" (a longer dash or a bullet does too) are options: one choice. One is text.
      So are lines numbered from 1 on below a question (bot/domain/ballots/marks.py).
    - With options, `open` lets members add some: alone on a line, or in front with a colon, beside the others.
    - With options, `many` or `rank` makes it an approval or a ranking: alone on a line, in front of the text, before or
      after the duration, in lower case or with a colon, or at the end of the first line ("What first? rank"); in
      Russian too. "Many of us ..." with a capital stays text.

    Raise EmptyTextError, OptionsMissingError ("rank" alone, "rank: ..." without options), TextTooLongError (text and
    options together, so that the card holds both), OptionTooLongError, TooManyOptionsError, DuplicateOptionError,
    ReservedOptionError, DurationUnreadableError ("3x:", "-3d:", "1.5h:"), DurationOutOfRangeError, or
    WhenUnreadableError ("every day:", "on 35 Dec:"), which `opens_now` excludes: what is in front is text then.
    """
    written = clean(text)
    try:
        plan, text = take_plan(written)
    except WhenUnreadableError:
        if not opens_now:
            raise
        plan, text = AT_ONCE, written
    try:
        return replace(_parse(text.strip()), plan=plan)
    except (DuplicateOptionError, ReservedOptionError) as refused:
        raise type(refused)(**refused.fields, text=written) from None


def _parse(text: str) -> ProposalDraft:
    lines = dashed(text).split("\n")
    _ensure_unsigned(lines[0])
    options = tuple(filter(None, map(_option, lines)))
    if len(options) < _FEWEST_OPTIONS:
        duration, rest = _take_span("\n".join(lines))
        _ensure_no_method(in_english_in_front(rest))
        return _draft(rest, (), Method.YES_NO, duration)
    rest = "\n".join(line for line in lines if not _option(line))
    marks, rest = _take_marks(known_marks(rest))
    method = marks.method or Method.ONE
    draft = _draft(rest, _ensure_options(options, method), method, marks.duration)
    return replace(draft, takes_options=marks.is_open)


def ensure_option(text: str, options: tuple[str, ...], added: str, method: Method = Method.ONE) -> str:
    """Return an option as it is added to these on a card with this text, which are voted on so.

    Raise EmptyTextError, TextTooLongError (text and options together), OptionTooLongError, TooManyOptionsError,
    DuplicateOptionError or ReservedOptionError, as for the proposer's own.
    """
    option = clean_line(ensure_text(added)).lstrip(_DASHES).strip()
    _draft(text, _ensure_options((*options, ensure_text(option)), method), method, None)
    return option


def whole_text(draft: ProposalDraft) -> ProposalDraft:
    """Return the same proposal as a vote on the whole text: options become lines of it again."""
    lines = (draft.text, *(f"- {option}" for option in draft.options))
    return ProposalDraft("\n".join(lines), duration=draft.duration, topics=draft.topics)


def parse_election(text: str) -> ElectionDraft:
    """Read what follows /elect: "treasurer", "3 delegates", "1d: treasurer", "2 2d: seat", "2d: 2 seat".

    Raise OfficeEmptyError, OfficeTooLongError, SeatsOutOfRangeError (1 to SEATS_LIMIT; "-1", "1.5"),
    DurationUnreadableError ("-1d:") or DurationOutOfRangeError.
    """
    duration, rest = _take_span(clean(text))
    seats, rest = _take_seats(rest)
    if duration is None:
        duration, rest = _take_span(rest)
    return ElectionDraft(ensure_office(rest), seats, duration)


def _ensure_no_method(text: str) -> None:
    found = _METHOD_ALONE.match(text) or _OPEN_ALONE.match(text)
    if found:
        raise OptionsMissingError(method=next(filter(None, found.groups())).casefold())


def _ensure_unsigned(line: str) -> None:
    front = _SIGNED_IN_FRONT.match(line)
    if front and is_like_span(front[1]):
        raise DurationUnreadableError(got=front[1].strip(), example=EXAMPLE)


def _draft(rest: str, options: tuple[str, ...], method: Method, duration: timedelta | None) -> ProposalDraft:
    text = ensure_text(rest)
    together = sum(map(utf16_len, (text, *options)))
    if together > TEXT_LIMIT:
        raise TextTooLongError(got=together, limit=TEXT_LIMIT)
    return ProposalDraft(text, options, method, duration, hashtags("\n".join((text, *options))))


def _option(line: str) -> str:
    found = _OPTION.fullmatch(line)
    return clean_line(found[1]) if found else ""


def _ensure_options(options: tuple[str, ...], method: Method) -> tuple[str, ...]:
    if len(options) > OPTIONS_LIMIT:
        raise TooManyOptionsError(got=len(options), limit=OPTIONS_LIMIT)
    seen: dict[str, int] = {}
    for place, option in enumerate(options):
        ensure_length(option, OPTION_LIMIT, OptionTooLongError)
        if (same := seen.get(look_of(option))) is not None:
            raise DuplicateOptionError(option=option, place=same + 1, same=options[same])
        if is_reserved(option, is_ranked=method is Method.RANK):
            raise ReservedOptionError(option=option)
        seen[look_of(option)] = place
    return options


@dataclass(frozen=True, slots=True)
class _Marks:
    """What is said of a ballot over options besides its text."""

    method: Method | None = None
    duration: timedelta | None = None
    is_open: bool = False


def _take_marks(text: str) -> tuple[_Marks, str]:
    """Take all of them away, in any order: "many 3d: text", "3d: many text", "3d: many open: text"."""
    marks = _Marks()
    for _ in range(_KINDS_OF_MARKS):
        is_open, text = _take_open(text)
        duration, text = _take_span(text) if marks.duration is None else (marks.duration, text)
        method, text = _take_method(text) if marks.method is None else (marks.method, text)
        marks = _Marks(method, duration, is_open or marks.is_open)
    return marks, text


def _take_open(text: str) -> tuple[bool, str]:
    """Take the word away from the front, where a colon or a method stands by it, else from a line of nothing else."""
    front = _OPEN_IN_FRONT.match(text)
    if front:
        method = next(filter(None, front.groups()), "")
        return True, f"{method}: {text[front.end() :]}" if method else text[front.end() :]
    line, rest = _take_line(text, lambda line: _OPEN_LINE.fullmatch(line) is not None)
    if not line:
        return False, text
    method = next((word for word in _METHODS if word in line.casefold()), "")
    return True, f"{method}: {rest}" if method else rest


def _take_span(text: str) -> tuple[timedelta | None, str]:
    """Take the duration away from the front, else the first line that is nothing else."""
    front = _SPAN_IN_FRONT.match(text)
    if front and is_span(front[1]):
        return parse_span(front[1], *ANY), text[front.end() :]
    if front and (_LIKE_A_SPAN.fullmatch(front[1].strip()) or is_like_span(front[1])):
        raise DurationUnreadableError(got=front[1].strip(), example=EXAMPLE)
    line, rest = _take_line(text, is_span)
    if not line:
        _ensure_no_mistyped_line(text)
    return (parse_span(line, *ANY) if line else None), rest


def _ensure_no_mistyped_line(text: str) -> None:
    """A line that is nothing but "1.5h" was meant as the duration; one behind a dash belongs to a list."""
    line, _ = _take_line(text, lambda line: is_like_span(line) and not _option(line))
    if line:
        raise DurationUnreadableError(got=line, example=EXAMPLE)


def _take_method(text: str) -> tuple[Method | None, str]:
    """Take the word away from the front, else the first line that is nothing else."""
    front = _METHOD_IN_FRONT.match(text)
    if front:
        return _METHODS[(front[1] or front[2]).casefold()], text[front.end() :]
    line, rest = _take_line(text, lambda line: line.casefold() in _METHODS)
    return _METHODS.get(line.casefold()), rest


def _take_line(text: str, is_wanted: Callable[[str], bool]) -> tuple[str, str]:
    """Return the first wanted line, without its colon, and the text without it; an empty line if there is none."""
    lines = text.split("\n")
    for index, line in enumerate(lines):
        bare = line.strip().rstrip(_COLONS).rstrip()
        if is_wanted(bare):
            return bare, "\n".join(lines[:index] + lines[index + 1 :])
    return "", text


def _take_seats(text: str) -> tuple[int, str]:
    """Take a number in front away; one seat if there is none."""
    front = _SEATS_IN_FRONT.match(text)
    if not front:
        return 1, text
    if not front[1].isdecimal() or not 1 <= int(front[1]) <= SEATS_LIMIT:
        got = int(front[1]) if front[1].isdecimal() else front[1]
        raise SeatsOutOfRangeError(got=got, lowest=1, highest=SEATS_LIMIT)
    return int(front[1]), text[front.end() :]
