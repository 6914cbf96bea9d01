"""Pages: what does not fit on one screen is turned by two buttons."""

from collections.abc import Callable

from handlers.views.ground.screen import Button
from handlers.views.ground.words import Words


def pager(t: Words, page: int, pages: int, data: Callable[[int], str]) -> tuple[Button, ...]:
    """[Back] and [More], where there is such a page; `data` makes the callback data of a page."""
    back = (Button(t.plain("« Back"), data(page - 1)),) if page > 0 else ()
    more = (Button(t.plain("More »"), data(page + 1)),) if page < pages - 1 else ()
    return back + more
