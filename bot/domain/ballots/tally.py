"""What papers weigh, by choice: exact integers that nobody changes behind a row's back."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from bot.domain.ground.counting import ABSTAIN, YesNoTally
from bot.domain.ground.kept import NotReadableError, OwnForm

Picks = tuple[str, ...]
"""What one paper says: keys of choices; of a ranking the best first."""


@dataclass(frozen=True, slots=True, eq=False)
class Tally(OwnForm, Mapping[str, int]):
    """What each choice has, in the order given; it equals any mapping that says the same.

    Kept as a plain object, {"yes": 2}, as the lines of the record have it. Raises ValueError for a choice named twice
    and for a negative weight.
    """

    weights: tuple[tuple[str, int], ...] = ()

    def __post_init__(self) -> None:
        if len(dict(self.weights)) < len(self.weights) or any(weight < 0 for _, weight in self.weights):
            raise ValueError(f"no tally: {self.weights}")

    @classmethod
    def of(cls, papers: Iterable[tuple[Picks, int]]) -> Self:
        """What the papers weigh that say so, in the order of the keys."""
        found: Counter[str] = Counter()
        for picks, weight in papers:
            for pick in picks:
                found[pick] += weight
        return cls(tuple(sorted(found.items())))

    def changed(self, old: Picks, new: Picks, weight: int = 1) -> "Tally":
        """After one elector's picks change from `old` to `new`; zeroes are dropped.

        Raises ValueError if what is taken out was never counted.
        """
        found = Counter(self)
        found.subtract(dict.fromkeys(old, weight))
        found.update(dict.fromkeys(new, weight))
        return Tally(tuple((pick, count) for pick, count in found.items() if count))

    @property
    def by_yes_no(self) -> YesNoTally:
        """Of a ballot by Yes and No."""
        return YesNoTally(self.get("yes", 0), self.get("no", 0), self.get(ABSTAIN, 0))

    @classmethod
    def from_kept(cls, value: object) -> Self:
        """Raises NotReadableError."""
        if not isinstance(value, dict) or any(type(weight) is not int or weight < 0 for weight in value.values()):
            raise NotReadableError(cls.__name__)
        return cls(tuple(value.items()))

    def to_kept(self) -> dict[str, int]:
        """As JSON has it."""
        return dict(self.weights)

    def __getitem__(self, choice: str) -> int:
        """KeyError for one that nothing was counted for."""
        return dict(self.weights)[choice]

    def __iter__(self) -> Iterator[str]:
        return iter(dict(self.weights))

    def __len__(self) -> int:
        return len(self.weights)

    def __hash__(self) -> int:
        return hash(frozenset(self.weights))
