"""A change of the charter before it is decided."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """What a change would do: `is_at_once` means that the founder who thinks of it may set it now, without a ballot.

    `is_overruled`: they may not, as another founder has set it since they did.
    """

    rule: str
    old: str
    new: str
    is_ordinary: bool
    is_at_once: bool
    is_overruled: bool = False
