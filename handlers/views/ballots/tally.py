"""Counts as rows: the numbers stand right-aligned in one column, so that they compare at a glance on a narrow phone."""

from collections.abc import Sequence

from handlers.views.ground.words import Markup, Words

NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


def tally(counts: Sequence[tuple[str, int]], t: Words) -> list[Markup]:
    """One row for each name, in the order given: "12 Roses", " 3 Beans"."""
    width = max((len(str(number)) for _, number in counts), default=0)
    return [t("{number} {name}", number=_column(number, width), name=name) for name, number in counts]


def _column(number: int, width: int) -> Markup:
    return Markup(f"<code>{str(number).rjust(width, NO_BREAK_SPACE)}</code>")
