"""A public lot: drawn from a seed that was committed to beforehand, so that anyone can draw it again.

The algorithm, version 1, in full:

1. The seed is 32 bytes. Its commitment is the lower-case hex SHA-256 of those 32 bytes, published before the ballot
   opens; the seed itself is published with the lot.
2. Block number k (k = 0, 1, 2, ...) is SHA-256(seed + k as 8 bytes, big-endian + context in UTF-8), read as a
   big-endian integer below 2**256.
3. A number below n is drawn by taking blocks in turn until one is below the largest multiple of n that fits in 2**256;
   its remainder by n is the number. Skipping the rest is what makes every number equally likely.
4. The names are sorted by code points, then shuffled after Fisher and Yates (Durstenfeld 1964): for i from the last
   place down to the second, places counted from 0, draw j below i + 1 and swap places i and j. The first name wins.

The context names what the lot is for, so that one seed serves several lots. If it also holds something that nobody knew
when the seed was committed, such as the record's checkpoint at the close, then whoever made the seed could not tell
whom it would draw.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from typing import Final

SEED_BYTES: Final = 32
_TOP: Final = 2**256


@dataclass(frozen=True, slots=True)
class Lot:
    """One draw, as anybody can repeat it: `order` holds the keys of the ballot paper, the winner first.

    `is_drawn`: whether the count needed it.
    """

    seed: str
    commitment: str
    context: str
    order: tuple[str, ...]
    is_drawn: bool = False


def commitment(seed: bytes) -> str:
    """Return the published promise: hex SHA-256 of the seed. Raises ValueError unless the seed is 32 bytes."""
    _ensure_seed(seed)
    return sha256(seed).hexdigest()


def draw_order(seed: bytes, context: str, names: Sequence[str]) -> tuple[str, ...]:
    """Draw all names, in order, the winner first; the order in which they are given does not matter.

    Raises ValueError for a name given twice, or a seed that is not 32 bytes.
    """
    _ensure_seed(seed)
    order = sorted(names)
    if len(set(order)) != len(order):
        raise ValueError("each name is in the lot once")
    blocks = (_block(seed, number, context) for number in count())
    for place in range(len(order) - 1, 0, -1):
        other = _below(place + 1, blocks)
        order[place], order[other] = order[other], order[place]
    return tuple(order)


def verify(promise: str, seed: bytes, context: str, drawn: Sequence[str]) -> bool:
    """Verify a lot: whether the seed is the one committed to and draws exactly this order of these names."""
    return (
        len(seed) == SEED_BYTES
        and commitment(seed) == promise
        and len(set(drawn)) == len(drawn)
        and draw_order(seed, context, drawn) == tuple(drawn)
    )


def _block(seed: bytes, number: int, context: str) -> int:
    return int.from_bytes(sha256(seed + number.to_bytes(8, "big") + context.encode()).digest(), "big")


def _below(size: int, blocks: Iterator[int]) -> int:
    limit = _TOP - _TOP % size
    return next(block for block in blocks if block < limit) % size


def _ensure_seed(seed: bytes) -> None:
    if len(seed) != SEED_BYTES:
        raise ValueError(f"a seed is {SEED_BYTES} bytes, not {len(seed)}")
