"""Long work that pauses: whoever runs it may let others go between two parts of it, or run it through at once."""

from __future__ import annotations

from collections.abc import Generator
from typing import Final, TypeVar

T = TypeVar("T")

Pausing = Generator[None, None, T]
"""Yields at each pause, and returns what it came to. It reads nothing that may change meanwhile."""

AT_ONCE: Final[tuple[None, ...]] = ()
"""The pauses of what takes no time: none."""


def run_through(work: Pausing[T]) -> T:
    """Without a pause. Raises what the work raises."""
    while True:
        try:
            next(work)
        except StopIteration as done:
            result: T = done.value
            return result
