"""What a candidate says of themself beside their name: short, optional, and gone with the candidacy."""

from collections.abc import Collection

from bot.domain.ground.errors import DomainError
from bot.domain.ground.names import is_reserved, look_of
from bot.domain.ground.text import EmptyTextError, TextTooLongError, clean_line, ensure_length, graphemes

INTRODUCTION_LIMIT = 200
"""Characters, as people see them (SPEC section 3, "nominations")."""

INTRODUCTION_UNITS = 1600
"""UTF-16 units of them, so that a page holds two whatever they spell: a flag or a family is one character of many."""


class IntroductionTooLongError(TextTooLongError):
    """Fields `got` and `limit`: characters, or UTF-16 units of the text if its characters are long ones."""

    code = "introduction_too_long"


class IntroductionLikeError(DomainError):
    """It looks like something else on the paper: another name, or what the bot puts there; field `text`."""

    code = "introduction_like"


class NotStandingError(DomainError):
    """Only a candidate has an introduction; field `office`."""

    code = "not_standing"


def read_introduction(text: str, on_paper: Collection[str]) -> str:
    """The text on one line, as it may stand there. `on_paper`: the names and introductions of the others.

    Raise EmptyTextError, IntroductionTooLongError or IntroductionLikeError.
    """
    line = clean_line(text)
    if not line:
        raise EmptyTextError
    got = graphemes(line)
    if got > INTRODUCTION_LIMIT:
        raise IntroductionTooLongError(got=got, limit=INTRODUCTION_LIMIT)
    ensure_length(line, INTRODUCTION_UNITS, IntroductionTooLongError)
    if is_reserved(line) or look_of(line) in map(look_of, on_paper):
        raise IntroductionLikeError(text=line)
    return line
