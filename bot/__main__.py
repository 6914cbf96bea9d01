"""The command line: run, doctor, migrate."""

import asyncio
import sys

from bot.config import SettingsError, read_settings


def main(arguments: list[str]) -> int:
    """Run one command; 2 if the configuration is wrong, with one line that says so."""
    command = arguments[0] if arguments else "run"
    try:
        return COMMANDS[command](arguments[1:])
    except KeyError:
        return _complain(f"There is no command {command!r}. Known: {', '.join(COMMANDS)}.")
    except SettingsError as error:
        return _complain(str(error))


def _complain(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return 2


def _run(_: list[str]) -> int:
    settings = read_settings()
    from bot import app  # noqa: PLC0415 (heavy: only this command needs Telegram and SQL)

    asyncio.run(app.run(settings))
    return 0


def _migrate(_: list[str]) -> int:
    settings = read_settings()
    from bot import app  # noqa: PLC0415 (see above)

    app.open_database(settings).dispose()
    return 0


def _doctor(_: list[str]) -> int:
    settings = read_settings()
    from bot import checkup  # noqa: PLC0415 (see above)

    return asyncio.run(checkup.check_up(settings))


COMMANDS = {"run": _run, "migrate": _migrate, "doctor": _doctor}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
