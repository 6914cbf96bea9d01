"""Where modules register what they do at another's moment, so that the other knows none of them.

`@when_x` puts a function among those that are called when x happens; `@on_x(key)` makes it the one for that key.
"""

from collections.abc import Callable, Hashable
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
F = TypeVar("F")


class Followers(list[F]):
    """What is called, in the order of registration."""

    def __call__(self, follow: F) -> F:
        """Register it."""
        self.append(follow)
        return follow


class ByKey(dict[K, F]):
    """The one thing done for each key."""

    def __call__(self, *keys: K) -> Callable[[F], F]:
        """Register it for these keys."""

        def register(do: F) -> F:
            self.update(dict.fromkeys(keys, do))
            return do

        return register
