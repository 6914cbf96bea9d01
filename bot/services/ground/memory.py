"""What a process remembers: the port; storage/memory.py keeps it."""

from typing import Any, Protocol


class Memory(Protocol):
    """What the writing process alone knows, and no file; thrown away if what changed it is rolled back."""

    def recall(self, key: str) -> object | None:
        """What was kept last; None after a start, or if it was thrown away."""
        ...

    def keep(self, key: str, value: object) -> None:
        """Until it is changed, dropped or rolled back; nobody changes a value that is kept."""

    def drop(self, key: str) -> None:
        """It is not needed any more."""

    def hold(self, key: str, value: object | None) -> None:
        """Something that nothing stored tells: a rollback leaves it as it was before, a stop loses it. None ends it."""

    def held(self, key: str) -> Any:
        """What is held, as this transaction has made it; None for nothing."""
        ...

    def settled(self, prefix: str) -> list[Any]:
        """All that is held under keys that begin so, as of the last commit."""
        ...
