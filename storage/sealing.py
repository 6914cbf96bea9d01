"""Sealing: ChaCha20-Poly1305 under a key of KEY_DIR, and slots that only who has the key can find.

From the one key of a ballot (or of whatever else is sealed) two are derived, one to seal and one to find slots. What
belongs together is sealed at one length, so that length tells nothing; what it is about is authenticated with it, so
that no sealed row passes for another.
"""

import hashlib
import os
from typing import Any

from bot.services.ground.ports import KeyLostError, SealBrokenError
from storage.keys import Keys, KeysInMemory

NONCE_BYTES = 12
TAG_BYTES = 16
SLOT_BYTES = 16

_SEALS = b"mandate seals"
_FINDS = b"mandate slots"


class Sealer:
    """Keeps bot.services.ground.ports.Sealing over a place of keys."""

    def __init__(self, keys: Keys) -> None:
        """Nothing is read before it is asked for."""
        self._keys = keys
        self._ready: dict[str, tuple[bytes, Any, bytes]] = {}

    def make_key(self, key_id: str) -> None:
        """On disk when this returns; a key that a rolled back transaction left behind is used again."""
        self._keys.make(key_id)
        self.has_key(key_id)

    def has_key(self, key_id: str) -> bool:
        """Whether what was sealed under it can be opened: asked of the disk each time."""
        key = self._keys.get(key_id)
        ready = self._ready.get(key_id)
        if ready is not None and ready[0] != key:
            del self._ready[key_id]
        return key is not None

    def destroy_key(self, key_id: str) -> None:
        """After the commit that notes it, never before: this cannot be rolled back."""
        self._ready.pop(key_id, None)
        self._keys.destroy(key_id)

    def key_ids(self) -> list[str]:
        """All keys there are."""
        return self._keys.list()

    def settled_keys(self) -> list[str]:
        """Those that no transaction is making now."""
        return [*self._keys.settled()]

    def slot(self, key_id: str, *about: str) -> str:
        """Where the row about this stands: a keyed hash in hexadecimal. Raises KeyLostError."""
        _, _, finds = self._derived(key_id)
        return hashlib.blake2b(_joined(about), key=finds, digest_size=SLOT_BYTES).hexdigest()

    def seal(self, key_id: str, payload: bytes, *about: str) -> bytes:
        """Nonce, ciphertext and tag: 28 bytes longer than the payload. Raises KeyLostError."""
        _, cipher, _ = self._derived(key_id)
        nonce = os.urandom(NONCE_BYTES)
        return nonce + bytes(cipher.encrypt(nonce, payload, _joined(about)))

    def open(self, key_id: str, sealed: bytes, *about: str) -> bytes:
        """The payload. Raises KeyLostError, or SealBrokenError for what was not sealed so, or about something else."""
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 (see _cipher)

        _, cipher, _ = self._derived(key_id)
        try:
            return bytes(cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _joined(about)))
        except (InvalidTag, ValueError, TypeError):  # cut off within the nonce, say, or no bytes at all
            raise SealBrokenError from None

    def _derived(self, key_id: str) -> tuple[bytes, Any, bytes]:
        ready = self._ready.get(key_id)
        if ready is None:
            key = self._keys.get(key_id)
            if key is None:
                raise KeyLostError
            ready = key, _cipher(hashlib.blake2b(_SEALS, key=key, digest_size=32).digest()), _finding(key)
            self._ready[key_id] = ready
        return ready


def without_keys() -> Sealer:
    """For work that opens and seals nothing: whatever is sealed is as if its key were lost."""
    return Sealer(KeysInMemory())


def _finding(key: bytes) -> bytes:
    return hashlib.blake2b(_FINDS, key=key, digest_size=32).digest()


def _cipher(key: bytes) -> Any:
    # Imported with the first key: 30 ms that a check of health or a copy of the database need not pay.
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305  # noqa: PLC0415

    return ChaCha20Poly1305(key)


def _joined(about: tuple[str, ...]) -> bytes:
    """Each part with its length, so that no two lists read alike."""
    return b"".join([len(part).to_bytes(4) + part for part in map(str.encode, about)])
