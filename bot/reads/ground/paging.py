"""Pages: what does not fit on one screen is read a page at a time."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def page_of(items: Sequence[T], page: int, size: int) -> tuple[Sequence[T], int, int]:
    """The items of this page (or of the nearest that exists), its number from 0, and how many pages there are."""
    page, pages = nearest_page(len(items), page, size)
    return items[page * size : (page + 1) * size], page, pages


def nearest_page(number: int, page: int, size: int) -> tuple[int, int]:
    """Of so many items: the number of this page, from 0, or of the nearest that exists, and how many there are."""
    pages = max(1, -(-number // size))
    return min(max(page, 0), pages - 1), pages
