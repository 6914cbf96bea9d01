"""Keys and what lies sealed under them, as narrow protocols. storage/sealing.py keeps them."""

from typing import Protocol


class Opening(Protocol):
    """Reads what is sealed. `about` says what a sealed row belongs to; it is authenticated with it."""

    def has_key(self, key_id: str) -> bool:
        """Whether what was sealed under this key can be opened."""
        ...

    def slot(self, key_id: str, *about: str) -> str:
        """Where the row about this stands, for whoever has the key. Raises KeyLostError."""
        ...

    def open(self, key_id: str, sealed: bytes, *about: str) -> bytes:
        """What was sealed. Raises KeyLostError or SealBrokenError."""
        ...


class Sealing(Opening, Protocol):
    """Seals, and makes and destroys the keys for it, which lie outside the database (KEY_DIR)."""

    def make_key(self, key_id: str) -> None:
        """Durable when it returns. If the transaction is rolled back it stays, until orphans are cleared."""

    def seal(self, key_id: str, payload: bytes, *about: str) -> bytes:
        """28 bytes longer than the payload; the same payload twice looks different. Raises KeyLostError."""
        ...

    def destroy_key(self, key_id: str) -> None:
        """For good, whatever becomes of the transaction: only once a commit has noted that it is to go."""

    def key_ids(self) -> list[str]:
        """All keys there are, sorted."""
        ...

    def settled_keys(self) -> list[str]:
        """Those that no transaction is making now, in whatever process: of them orphans can be told."""
        ...
