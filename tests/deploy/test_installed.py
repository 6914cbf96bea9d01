"""The files of the image, alone in a folder that nobody may write to, run as somebody without rights."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.deploy.recipe import install
from tests.support.bot import TOKEN
from tests.support.patience import WAIT
from tests.support.standin import Standin

NOBODY = 65534


def became() -> dict[str, object]:
    """Root becomes nobody, provided that nobody may use this Python; everybody else stays who they are."""
    if os.geteuid() != 0:
        return {}
    nobody: dict[str, object] = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    line = [sys.executable, "-c", "import ssl, aiohttp"]
    tried = subprocess.run(line, cwd="/", capture_output=True, check=False, **nobody)  # type: ignore[call-overload]
    return nobody if tried.returncode == 0 else {}


@pytest.fixture
def app():
    """The program in a place that everybody can reach, which pytest's own folders are not."""
    folder = Path(tempfile.mkdtemp(prefix="mandate-app-"))
    (folder / "app").mkdir()
    install(folder / "app")
    folder.chmod(0o755)
    for name in ("data", "data-keys"):
        (folder / name).mkdir(mode=0o700)
        if "user" in became():
            shutil.chown(folder / name, NOBODY, NOBODY)
    yield folder / "app"
    shutil.rmtree(folder)


def files(folder):
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*")}


async def start(app, *arguments, **env):
    """`python -m bot ...` with these settings and hardly any other environment."""
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments, cwd=app, env={"PATH": os.environ["PATH"], **env},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE, **became(),  # type: ignore[arg-type]
    )  # fmt: skip


async def outcome(process):
    said, complained = await asyncio.wait_for(process.communicate(), WAIT)
    return process.returncode, said.decode(), complained.decode()


async def test_the_installed_program_serves_in_each_language_keeps_a_backup_and_changes_none_of_its_files(app):
    before = files(app)
    data = app.parent / "data"
    async with Standin() as telegram:
        account = await telegram.bot(TOKEN, username="mandate_bot")
        settings = {"DATA_DIR": str(data), "BOT_TOKEN": TOKEN, "BOT_API_URL": telegram.url}
        bot = await start(app, "run", **settings)
        anna = await telegram.user("Anna", language_code="ru")
        group = await telegram.group("Garden", anna, bots=[account])
        welcome = await group.find(button="Вступить в список")
        assert (await anna.press(welcome, "Вступить в список")).alert
        private = await anna.start(account)
        assert await private.find(button="Ещё")

        assert await outcome(await start(app, "health", DATA_DIR=str(data))) == (0, "The bot lives.\n", "")
        code, said, complained = await outcome(await start(app, "backup", str(data), DATA_DIR=str(data)))
        assert (code, complained) == (0, "")
        assert "Councils: 1" in said
        bot.terminate()
        code, _, logged = await outcome(bot)
        assert code == 0, logged
    assert files(app) == before
    assert len(list(data.glob("mandate-*.db"))) == 1


async def test_without_a_token_it_says_how_to_get_one(app):
    code, said, complained = await outcome(await start(app, "run", DATA_DIR=str(app.parent / "data")))
    assert (code, said) == (2, "")
    assert "@BotFather" in complained
    assert len(complained.splitlines()) == 1
