"""The command line: run, playground, doctor, health, migrate, backup, restore."""

import asyncio
import gc
import sys
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bot.clock import SystemClock
from bot.config import HOW_TO_GET_A_BOT, SettingsError, prepare_folders, read_settings
from bot.usage import ASKING, USAGE

if TYPE_CHECKING:
    from telegram import User

    from storage.backup import Copy


def main(arguments: list[str]) -> int:
    """Run one command; 2 if the configuration is wrong, with one line that says so."""
    command = arguments[0] if arguments else "run"
    if command in ASKING:
        return _help("\n".join(USAGE.values()))
    if command not in COMMANDS:
        return _complain(f"There is no command {command!r}. Known: {', '.join(COMMANDS)}.")
    if ASKING.intersection(arguments[1:]):
        return _help(USAGE[command])
    if command in ALONE and arguments[1:]:
        return _complain(f"{command} takes nothing more: {' '.join(arguments[1:])!r} is too much.")
    try:
        return COMMANDS[command](arguments[1:])
    except SettingsError as error:
        return _complain(str(error))


def _help(usage: str) -> int:
    sys.stdout.write(usage)
    return 0


def _complain(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return 2


def _run(arguments: list[str]) -> int:
    """Against Telegram with a token, in the browser without one."""
    settings = read_settings()
    if settings.token is None:
        return _play(arguments)
    if arguments:
        return _complain(f"With a token, run takes nothing more. To play: python3 run.py playground {arguments[0]}")
    # What a start loads stays. To look for rubbish in it again and again takes a sixth of the start; the app begins it.
    gc.disable()
    from bot import app  # noqa: PLC0415 (heavy: only this command needs Telegram and SQL)

    asyncio.run(app.run(settings, app.Options(greet=_greet)))
    return 0


def _play(arguments: list[str]) -> int:
    """The playground comes with the checkout; an installed package is for running the bot."""
    try:
        from deploy.playground.__main__ import main as play  # noqa: PLC0415 (may not be there)
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith("deploy"):
            raise
        return _complain(HOW_TO_GET_A_BOT)
    return play(arguments)


def _greet(me: "User") -> None:
    """For whoever started it by hand: what to do next. What is logged goes to standard error."""
    from bot import onboarding  # noqa: PLC0415 (see above)

    sys.stdout.write(onboarding.introduce(me))
    sys.stdout.flush()


def _migrate(_: list[str]) -> int:
    """Says what it did; 1 with a line for each thing that could not be sealed."""
    settings = read_settings()
    from bot import database  # noqa: PLC0415 (see above)

    with database.opened(settings) as found:
        left = database.seal(found, SystemClock().now())
        sys.stdout.write(f"{database.told(settings, found)}\n")
    if not left:
        sys.stdout.write("Nothing that an older release left open is unsealed.\n")
    sys.stderr.writelines(f"{line}\n" for line in left)
    return 1 if left else 0


def _doctor(_: list[str]) -> int:
    settings = read_settings()
    from bot import checkup  # noqa: PLC0415 (see above)
    from bot.logs import log_nothing  # noqa: PLC0415

    log_nothing()
    return asyncio.run(checkup.check_up(settings))


def _health(_: list[str]) -> int:
    """0 while the bot lives, 1 with the reason if not: for whoever starts it again."""
    from bot import pulse  # noqa: PLC0415 (see above)

    folder = read_settings().data_dir
    trouble = pulse.trouble(folder, SystemClock().now())
    sys.stdout.write((trouble or f"The bot lives. {pulse.said_to_the_operator(folder)}".strip()) + "\n")
    return 1 if trouble else 0


TAKES = {
    "backup": "backup takes the file to write, or a folder in which it is named by the time.",
    "restore": "restore takes the file that backup wrote.",
}


def _copy(act: str, arguments: list[str]) -> int:
    """`backup` or `restore`; 1 with one line if it was refused or failed, and nothing is changed then."""
    if len(arguments) != 1:
        return _complain(TAKES[act])
    from bot.database import sealer_of  # noqa: PLC0415 (see above)
    from bot.logs import set_up_logs  # noqa: PLC0415
    from bot.services.registers import REGISTERS  # noqa: PLC0415
    from storage import backup  # noqa: PLC0415

    settings = read_settings()
    set_up_logs(settings)
    given = (settings.database, Path(arguments[0]), SystemClock().now(), REGISTERS)
    try:
        if act == "backup":
            copy = backup.back_up(*given)
        else:
            prepare_folders(settings)
            with ExitStack() as stack:
                copy = backup.restore(*given, lambda known: sealer_of(settings, known, stack, patience_s=0))
    except backup.BackupError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write("\n".join(_told(act, copy)) + "\n")
    return 0


def _told(act: str, copy: "Copy") -> list[str]:
    """What became of it, for the operator."""
    if copy.entries is None:
        return [f"{copy.path}: whole; its record was not checked, as the tables are of another version of Mandate."]
    lines = [f"{copy.path}: whole, and the record verified. Councils: {copy.councils}, entries: {copy.entries}."]
    if copy.replaced is not None:
        lines.append(f"{copy.replaced}: the database that was there before.")
    if act == "restore":
        lines.append("When the bot starts it tells every group that what came after the backup is lost.")
    return lines


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": _run,
    "playground": _play,
    "migrate": _migrate,
    "doctor": _doctor,
    "health": _health,
    **{act: partial(_copy, act) for act in TAKES},
}

ALONE = frozenset({"migrate", "doctor", "health"})
"""They take no arguments: a misspelt one is no wish to migrate."""

if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        # Before the program could say what Ctrl-C means to it.
        sys.exit(130)
