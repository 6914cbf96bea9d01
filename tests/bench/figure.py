"""One figure: what was measured, in which unit, what we aim at, and whether that was met."""

from dataclasses import asdict, dataclass
from statistics import median


@dataclass(frozen=True)
class Figure:
    """`aim` is None where nothing is aimed at; `is_at_least` tells in which direction it is met."""

    key: str
    value: float
    unit: str
    aim: float | None = None
    is_at_least: bool = True
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the aim was met."""
        if self.aim is None:
            return None
        return self.value >= self.aim if self.is_at_least else self.value <= self.aim

    def as_json(self) -> dict[str, object]:
        """Everything about it, without the key."""
        return {name: value for name, value in asdict(self).items() if name != "key"} | {"met": self.met}


def middle(values: list[float]) -> float:
    """The median, to three digits."""
    return float(f"{median(values):.4g}")
