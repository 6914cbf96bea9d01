"""The keys of a bot under test, to look into what it sealed."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import create_engine

from storage.engine import driver_url
from storage.installation import installation_of
from storage.keys import KeyFolder
from storage.sealing import Sealer


def sealing_of(data: Path, url: str | None = None) -> Sealer:
    """By the keys beside this folder of data, where the bot puts them unless told otherwise; none are made."""
    data = data.absolute()
    engine = create_engine(driver_url(url or f"sqlite:///{data / 'mandate.db'}"))
    with engine.connect() as connection:
        ours = installation_of(connection)
    engine.dispose()
    assert ours is not None
    return Sealer(KeyFolder(data.parent / f"{data.name}-keys" / ours, is_ours=False))
