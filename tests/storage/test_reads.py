"""Reads beside the writer."""

from __future__ import annotations

import pytest

from bot.domain.council.council import Council
from bot.services.ground.ports import KeyLostError
from bot.services.registers import REGISTERS
from storage.engine import reader_engine, writer_engine
from storage.migrations import upgrade
from storage.reads import Reader
from tests.storage.conftest import NOW


@pytest.fixture
async def reader(tmp_path):
    engine = writer_engine(f"sqlite:///{tmp_path / 'mandate.db'}")
    upgrade(engine)
    engine.dispose()
    reader = Reader(reader_engine(f"sqlite:///{tmp_path / 'mandate.db'}"), lambda: NOW, REGISTERS)
    yield reader
    await reader.close()


async def test_what_a_key_that_ended_meanwhile_had_sealed_is_read_as_of_now(reader):
    asked = []

    def open_once_it_is_over(reads):
        asked.append(reads.find(Council))
        if len(asked) == 1:
            raise KeyLostError
        return "closed"

    assert await reader(open_once_it_is_over) == "closed"


async def test_a_key_that_is_lost_stays_so(reader):
    def open_it(_):
        raise KeyLostError

    with pytest.raises(KeyLostError):
        await reader(open_it)
