"""One figure: what was measured, in which unit, what we aim at, and whether that was met."""

import math
import os
import platform
import sqlite3
import subprocess
from dataclasses import asdict, dataclass
from statistics import median

import telegram

ROUNDS = 7


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
    """The median, to four digits."""
    return rounded(median(values))


def share(values: list[float], part: float) -> float:
    """The value that `part` of all values do not exceed (0.99: p99), to four digits."""
    return rounded(sorted(values)[max(0, math.ceil(part * len(values)) - 1)])


def rounded(value: float) -> float:
    """To four digits: more would be noise."""
    return float(f"{value:.4g}")


def memory_mib(pid: int) -> float:
    """What a process keeps in memory (resident set) in MiB."""
    shown = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True)
    return int(shown.stdout) / 1024


def machine() -> str:
    """The line above all figures: what they were measured on."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    parts = (
        f"{os.cpu_count()} cores",
        platform.machine(),
        platform.system(),
        python,
        f"SQLite {sqlite3.sqlite_version}",
        f"python-telegram-bot {telegram.__version__}",
    )
    return ", ".join(parts)
