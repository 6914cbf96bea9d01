"""A row of what is sealed that cannot even be read is as one that cannot be opened."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.domain.ground.kept import RowNotReadableError
from bot.services.ground.ports import SealBrokenError


@contextmanager
def rows_sealed() -> Iterator[None]:
    """What is read here is sealed. Raises SealBrokenError in place of RowNotReadableError."""
    try:
        yield
    except RowNotReadableError:
        raise SealBrokenError from None
