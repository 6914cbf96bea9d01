"""How people write what a ballot over options is like, read into the form that drafts.py knows.

"What first? rank" at the end of the first line, «несколько», «по порядку», «открыто» for many, rank, open, and options
behind numbers.
"""

import re

METHOD_WORDS = {"несколько": "many", "много": "many", "по порядку": "rank", "открыто": "open"}
"""The words of other languages, with those that drafts.py reads."""

_COLONS = ":："  # noqa: RUF001
_ANY = "|".join(("many", "rank", "open", *METHOD_WORDS))
_WORDS = rf"(?:{_ANY})(?:[\s,+]+(?:{_ANY}))*"
_LINE = re.compile(rf"[ \t]*{_WORDS}[ \t]*[{_COLONS}]?[ \t]*", re.IGNORECASE)
_IN_FRONT = re.compile(rf"(\A|[{_COLONS}])([ \t]*{_WORDS})(?=[ \t]*[{_COLONS}])", re.IGNORECASE)
_AT_THE_END = re.compile(rf"(.*[?!.…{_COLONS}])[ \t]*({_WORDS})[.!]?[ \t]*")
"""In lower case alone, and behind a mark: "Who is open" is a text."""

_NUMBERED = re.compile(r"\s*(\d{1,2})[.)]\s+(\S.*)")
_FEWEST = 2


def known_marks(text: str) -> str:
    """Return a text, without its options, in which these words stand where drafts.py looks for them."""
    first, *others = text.split("\n")
    at_the_end = _AT_THE_END.fullmatch(first)
    lines = [at_the_end[1], at_the_end[2], *others] if at_the_end else [first, *others]
    lines = [in_english(line) if _LINE.fullmatch(line) else line for line in lines]
    return in_english_in_front("\n".join(lines))


def in_english_in_front(text: str) -> str:
    """Return a text with these words in English where they stand in front, before a colon."""
    return _IN_FRONT.sub(lambda found: found[1] + in_english(found[2]), text)


def in_english(words: str) -> str:
    """Return these words as drafts.py knows them; a capital stays one."""
    for word, known in METHOD_WORDS.items():
        words = words.replace(word, known).replace(word.capitalize(), known.capitalize())
    return words


def dashed(text: str) -> str:
    """Return a text with a dash for each number of a list that answers a question: "Pizza or pasta?", "1. Pizza".

    The lines in front end in a question mark, all that follow are numbered from 1 on. Else it is left: articles of a
    statute are no options.
    """
    lines = text.strip().split("\n")
    numbered = [_NUMBERED.fullmatch(line) for line in lines]
    start = next((index for index, found in enumerate(numbered) if found), len(lines))
    options = [(int(found[1]), found[2]) for found in numbered[start:] if found]
    in_front = known_marks("\n".join(lines[:start])).split("\n")
    asks = any(line.rstrip().endswith("?") for line in in_front)
    is_list = len(options) == len(lines) - start >= _FEWEST
    if not asks or not is_list or [number for number, _ in options] != [*range(1, len(options) + 1)]:
        return text
    return "\n".join((*lines[:start], *(f"- {option}" for _, option in options)))
