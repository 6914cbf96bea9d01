"""Pages: what does not fit on one screen is turned by two buttons."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from handlers.views.ground.screen import Button
from handlers.views.ground.words import Words

T = TypeVar("T")


def page_of(items: Sequence[T], page: int, size: int) -> tuple[Sequence[T], int, int]:
    """The items of this page (or of the nearest that exists), its number from 0, and how many pages there are."""
    pages = max(1, -(-len(items) // size))
    page = min(max(page, 0), pages - 1)
    return items[page * size : (page + 1) * size], page, pages


def pager(t: Words, page: int, pages: int, data: Callable[[int], str]) -> tuple[Button, ...]:
    """[Back] and [More], where there is such a page; `data` makes the callback data of a page."""
    back = (Button(t.plain("« Back"), data(page - 1)),) if page > 0 else ()
    more = (Button(t.plain("More »"), data(page + 1)),) if page < pages - 1 else ()
    return back + more
