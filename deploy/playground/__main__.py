"""`python -m deploy.playground`, which `python3 run.py` becomes where there is no token."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import threading
import webbrowser
from pathlib import Path
from typing import Annotated, NoReturn

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from deploy.playground.folder import FIRST
from deploy.playground.launch import CannotPlayError, Wishes, play
from deploy.playground.play import Playground

HINTS = """\
  Only programs on this machine reach it; whoever is logged in here can open it.
  What you play is kept in {folder}; --fresh starts anew.
  Against real Telegram: BOT_TOKEN=123456:ABC... python3 run.py (a token comes from @BotFather)
"""


class PlaygroundSettings(BaseSettings):
    """From the environment or .env, as the bot's own settings are."""

    model_config = SettingsConfigDict(env_file=".env", frozen=True, extra="ignore", env_ignore_empty=True)

    data_dir: Path = Path("data")
    playground_port: Annotated[int, Field(ge=0, le=65_535)] = 8484


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise CannotPlayError(f"{message}. The playground takes --port N, --fresh and --headless.")


def main(arguments: list[str]) -> int:
    """Play until Ctrl-C; 2, with one line that says why, if it cannot start."""
    try:
        settings = _read_settings()
        given = _read_arguments(arguments, settings.playground_port)
        announce = _say_address if given.headless else _welcome
        asyncio.run(play(Wishes(settings.data_dir, given.port, given.fresh), announce))
    except CannotPlayError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


def _read_settings() -> PlaygroundSettings:
    try:
        return PlaygroundSettings()
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper()
        raise CannotPlayError(f"{name} is {first['input']!r}: it takes a number from 0 to 65535.") from None


def _read_arguments(arguments: list[str], port: int) -> argparse.Namespace:
    parser = _Parser(prog="python3 run.py", description="The playground in the browser.", allow_abbrev=False)
    parser.add_argument("--port", type=_port, default=port, metavar="N", help="the next free one from N on; 0: any")
    parser.add_argument("--fresh", action="store_true", help="forget what was played before")
    parser.add_argument("--headless", action="store_true", help="print the address only, open nothing")
    return parser.parse_args(arguments)


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65_535:  # noqa: PLR2004 (the largest there is)
        raise argparse.ArgumentTypeError(f"{text!r} is no port: a number from 0 to 65535")
    return int(text)


def _say_address(playground: Playground) -> None:
    sys.stdout.write(f"{playground.address}\n")
    sys.stdout.flush()


def _welcome(playground: Playground) -> None:
    folder = playground.folder
    shown = str(folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder)
    if folder.name != FIRST:
        shown += f" ({FIRST} is in use by another playground)"
    sys.stdout.write(f"Mandate's playground: {playground.address} (Ctrl-C ends it)\n" + HINTS.format(folder=shown))
    sys.stdout.flush()
    if os.name == "nt" or sys.platform == "darwin" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        threading.Thread(target=webbrowser.open, args=(playground.address,), daemon=True).start()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
