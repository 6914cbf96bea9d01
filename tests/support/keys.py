"""The keys of a bot under test, to look into what it sealed."""

from __future__ import annotations

from pathlib import Path

from storage.keys import KeyFolder
from storage.sealing import Sealer


def sealing_of(data: Path) -> Sealer:
    """By the keys beside this folder of data, where the bot puts them unless told otherwise; none are made."""
    data = data.absolute()
    return Sealer(KeyFolder(data.parent / f"{data.name}-keys", is_ours=False))
