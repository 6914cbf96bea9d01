"""What the writing process knows and no file: live counts of sealed papers, which on disk would tell who chose what."""

from typing import Any


class ProcessMemory:
    """Keeps bot.services.ground.ports.Memory. The writer tells what became of each transaction."""

    def __init__(self) -> None:
        """Nothing is known after a start: whoever asks builds it anew from what is stored."""
        self._known: dict[str, object] = {}
        self._touched: set[str] = set()
        self._held: dict[str, Any] = {}
        self._holding: dict[str, Any] = {}

    def recall(self, key: str) -> object | None:
        """See the port."""
        return self._known.get(key)

    def keep(self, key: str, value: object) -> None:
        """See the port."""
        self._known[key] = value
        self._touched.add(key)

    def drop(self, key: str) -> None:
        """See the port; after a rollback it is built anew as well."""
        self._known.pop(key, None)

    def hold(self, key: str, value: object | None) -> None:
        """See the port."""
        self._holding[key] = value

    def held(self, key: str) -> Any:
        """See the port."""
        return self._holding[key] if key in self._holding else self._held.get(key)

    def settled(self, prefix: str) -> list[Any]:
        """What is held under keys that begin so, as of the last commit; asked beside the writing thread."""
        # Made in one step: no other thread changes it meanwhile.
        return [value for key, value in list(self._held.items()) if key.startswith(prefix)]

    def settle(self) -> None:
        """The transaction is committed."""
        self._touched.clear()
        for key, value in self._holding.items():
            self._held[key] = value
            if value is None:
                del self._held[key]
        self._holding.clear()

    def forget(self) -> None:
        """The transaction was rolled back: what it changed, together with what it changed it from."""
        for key in self._touched:
            self._known.pop(key, None)
        self._touched.clear()
        self._holding.clear()
