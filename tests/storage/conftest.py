"""The contract of storage is one, its engines are two: every test here that asks for `url` or `engine` runs on both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.services.registers import REGISTERS
from storage.engine import writer_engine
from storage.tables import metadata
from storage.unit import Unit

NOW = datetime(2026, 3, 2, 10, 0, 0, 123_457, tzinfo=UTC)
ENGINES = ["sqlite", pytest.param("postgres", marks=pytest.mark.xdist_group("postgres"))]


@pytest.fixture(params=ENGINES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database of either kind."""
    if request.param == "postgres":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path / 'mandate.db'}"


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """A database with every table: test_migrations.py holds that the migrations make the same."""
    made = writer_engine(url)
    with made.begin() as connection:
        metadata.create_all(connection)
    yield made
    made.dispose()


@pytest.fixture
def transaction(engine: Engine) -> Callable[..., object]:
    """Run a function of a unit of work in a transaction of its own."""

    def run(use_case: Callable[..., object], *arguments: object) -> object:
        with engine.begin() as connection:
            return use_case(Unit(connection, NOW, REGISTERS), *arguments)

    return run
