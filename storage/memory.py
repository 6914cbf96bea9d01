"""What the writing process knows and no file: live counts of sealed papers, which on disk would tell who chose what."""


class ProcessMemory:
    """Keeps bot.services.ground.ports.Memory. The writer tells what became of each transaction."""

    def __init__(self) -> None:
        """Nothing is known after a start: whoever asks builds it anew from what is stored."""
        self._known: dict[str, object] = {}
        self._touched: set[str] = set()

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

    def settle(self) -> None:
        """The transaction is committed."""
        self._touched.clear()

    def forget(self) -> None:
        """The transaction was rolled back: what it changed, together with what it changed it from."""
        for key in self._touched:
            self._known.pop(key, None)
        self._touched.clear()
