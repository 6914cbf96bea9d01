"""Mutants that are equal: what they say differently makes no difference that anybody could notice, and why."""

from __future__ import annotations

from pathlib import Path

Key = tuple[str, str, str, str]
LIST = Path(__file__).with_name("equal.txt")


def equal_mutants(text: str | None = None) -> dict[Key, str]:
    """The reason of each, by its path, scope, old and new words.

    Raises ValueError for an entry that is not of the form at the head of the list, or that stands there twice.
    """
    blocks = (LIST.read_text() if text is None else text).split("\n\n")
    found: dict[Key, str] = {}
    for block in blocks[1:]:
        key, reason = _entry(block.strip().splitlines())
        if key in found:
            raise ValueError(f"twice in the list: {key}")
        found[key] = reason
    return found


def _entry(lines: list[str]) -> tuple[Key, str]:
    where, old, new, *reason = lines
    path, _, scope = where.partition(" ")
    if not (old.startswith("- ") and new.startswith("+ ") and reason):
        raise ValueError(f"not an entry of the list: {where}")
    return (path, scope, old[2:], new[2:]), " ".join(reason)
