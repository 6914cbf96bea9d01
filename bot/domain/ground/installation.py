"""One database among others that may share a machine: whose keys are whose, and which keys nothing in it knows."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Installation:
    """The only row of its table. The database's keys lie in a folder of this name; its copies share it."""

    installation_id: str


@dataclass(frozen=True, slots=True)
class StrayKey:
    """A key that nothing in this database knows, and since when that is so."""

    key_id: str
    since: datetime
