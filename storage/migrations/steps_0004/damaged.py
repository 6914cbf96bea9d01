"""Rows of the last release that cannot be read, and cannot be left alone either: nothing is upgraded then."""

from collections.abc import Iterator
from contextlib import contextmanager


class DamagedRowError(Exception):
    """The message names its table and its id."""


@contextmanager
def naming(table: str, *ids: object) -> Iterator[None]:
    """What is read in it comes from this row. Raises DamagedRowError."""
    try:
        yield
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        # Without what it was raised from: that quotes the row, which may say who chose what.
        raise DamagedRowError(f"{'/'.join(map(str, ids))} of the table {table}") from None
