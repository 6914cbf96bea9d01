"""A change of the charter before it is decided."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """What a change would do: `is_at_once` means any founder may set it now, without a ballot."""

    rule: str
    old: str
    new: str
    is_ordinary: bool
    is_at_once: bool
