"""The same on PostgreSQL: a short story with kill -9 in it, and a server that drops every connection."""

from __future__ import annotations

import random

import pytest

from tests.faults.assembly import account_of, assemble, ensure_healthy
from tests.faults.test_kills import one_life
from tests.support.bot import RunningBot
from tests.support.standin import Standin

KILLS = 3
VOTES_EACH = 20


@pytest.mark.xdist_group("postgres")
async def test_a_story_with_kills_and_lost_connections_on_postgresql(tmp_path, postgres, postgres_url):
    chance = random.Random(1871)
    async with Standin(process=True) as telegram:
        assembly = await assemble(telegram, await account_of(telegram), 6)
        env = {"DATABASE_URL": postgres_url}
        async with RunningBot(telegram, assembly.account, tmp_path, env=env, is_strict=False) as bot:
            await assembly.found(1, 3)
            for _ in range(KILLS):
                await one_life(assembly, bot, chance, VOTES_EACH)
            await assembly.ensure_standing()
            assert postgres.end_connections(postgres_url) > 0
            await assembly.ensure_standing()
            await assembly.close(bot)
            await ensure_healthy(bot)
