#!/usr/bin/env python3
"""One command for everything: makes .venv from requirements.lock, then runs the bot or one of its tools.

    python3 run.py            run the bot; without BOT_TOKEN the playground in the browser
    python3 run.py playground the playground, token or not  (--port N, --fresh, --headless)
    python3 run.py test       every test             (arguments go on to pytest)
    python3 run.py lint       ruff, mypy, pyright, import-linter
    python3 run.py bench      the figures            (--json for one object)
    python3 run.py lock       write requirements.lock anew (needs uv)
    python3 run.py doctor     check configuration, database, clock and invariants
    python3 run.py health     whether the bot that runs here lives (exit code 0 or 1)
    python3 run.py backup F   copy the database to a file, while the bot runs; restore F puts it back
    python3 run.py migrate    bring the database to the newest form

Standard library only, Python 3.11 or newer. requirements.lock has three parts, each after a line "# part: NAME":
"run" is what the bot needs, "dev" what lint and test add, "oracles" other people's vote counters, against which the
tests hold ours. A part is installed when a command first needs it. `python3 run.py COMMAND --help` tells more.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
OLDEST = (3, 11)
PARTS = {"run": [], "dev": ["dev"], "oracles": ["dev", "oracles"]}
FOR = {"run": "for the bot", "dev": "for linters and tests", "oracles": "that count votes, to test ours against,"}
NEEDS = {"test": ("run", "dev", "oracles"), "lint": ("run", "dev"), "bench": ("run", "dev")}
BOT_COMMANDS = {"run", "playground", "doctor", "health", "backup", "restore", "migrate"}


def main(arguments: list[str]) -> int:
    """Prepare .venv for the command and hand over to it; returns its exit code."""
    if sys.version_info < OLDEST:
        return complain("Mandate needs Python 3.11 or newer; this is %d.%d." % sys.version_info[:2])
    if (usage := usage_of(arguments)) is not None:
        print(usage, end="")
        return 0
    named = bool(arguments) and not arguments[0].startswith("-")
    command, rest = (arguments[0], arguments[1:]) if named else ("run", arguments)
    if command == "lock":
        return write_lock()
    if command not in BOT_COMMANDS | NEEDS.keys():
        return complain(
            f"There is no command {command!r}. Known: {', '.join(sorted(BOT_COMMANDS | NEEDS.keys()))}, lock."
        )
    for part in NEEDS.get(command, ("run",)):
        if not install(part):
            return complain("The packages could not be installed; the lines above say why. Nothing else was changed.")
    return TOOLS[command](rest) if command in TOOLS else bot(command, rest)


def usage_of(arguments: list[str]) -> str | None:
    """What a command says when it is asked for help, before anything is installed; None if nobody asks."""
    if arguments in (["-h"], ["--help"]):
        return __doc__
    if not {"-h", "--help"}.intersection(arguments[1:2]):
        return None
    from bot.usage import USAGE  # noqa: PLC0415 (only for this)

    return {**USAGE, **TOOLS_USAGE}.get(arguments[0])


def complain(sentence: str) -> int:
    """One clear line on standard error; 2 is the exit code for "set up wrongly"."""
    print(sentence, file=sys.stderr)
    return 2


def bot(command: str, arguments: list[str]) -> int:
    """Become the bot: on POSIX the process is replaced, so that signals reach it and no parent waits."""
    line = [str(PYTHON), "-m", "bot", command, *arguments]
    if os.name == "posix":
        os.chdir(ROOT)
        os.execv(line[0], line)
    return call(line)


def do_test(arguments: list[str]) -> int:
    """Every test, on three workers unless told otherwise: many of them wait, so that two cores bear one more.

    Hundreds of them start the program, which Python would compile anew each time where it may not keep the result.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    return call([str(PYTHON), "-m", "pytest", *arguments])


def do_lint(arguments: list[str]) -> int:
    """All linters, each run even if one before it complained; arguments go on to `ruff check` (--fix)."""
    lines = (
        ["ruff", "check", ".", *arguments],
        ["ruff", "format", "--check", "."],
        ["mypy"],
        ["pyright"],
        ["lint-imports"],
    )
    return max([call([str(PYTHON.parent / line[0]), *line[1:]]) for line in lines])


def do_bench(arguments: list[str]) -> int:
    """The figures of the README, measured here and now."""
    return call([str(PYTHON), "-m", "tests.bench", *arguments])


TOOLS_USAGE = {
    "test": """\
python3 run.py test [ARGUMENTS OF PYTEST]
    Every test, or a part of them: `python3 run.py test tests/flows -k recall`. What else pytest takes:
    `.venv/bin/pytest --help`.
""",
    "lint": """\
python3 run.py lint [ARGUMENTS OF RUFF CHECK]
    ruff, mypy, pyright and import-linter, each even if one before it complained; --fix goes on to `ruff check`.
""",
    "bench": """\
python3 run.py bench [--json] [--quick] [PART ...]
    The figures of the README, measured here and now. Parts: votes, durable, electorate, roll, broadcast, reminders,
    storm, startup; all of these without a name. By name alone: first_vote, month (what a group hears in a month) and
    mutants (which changes of the rules their tests do not notice; some minutes).
    --json for one object; --quick tries the bench itself, with sizes too small to say anything.
""",
    "lock": """\
python3 run.py lock
    Write requirements.lock anew from pyproject.toml. It needs uv and the network.
""",
}

TOOLS = {"test": do_test, "lint": do_lint, "bench": do_bench}


def call(line: list[str]) -> int:
    """Run one command from the top of the checkout; Ctrl-C is the child's to handle."""
    with subprocess.Popen(line, cwd=ROOT) as child:
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:
                continue


def install(part: str) -> bool:
    """Install one part of the lock into .venv, unless a stamp says that exactly this text is there already."""
    wanted = lock_parts()[part]
    stamp = VENV / f"mandate-{part}.sha256"
    digest = hashlib.sha256(wanted.encode()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return True
    if not PYTHON.exists() and not make_venv():
        return False
    listed = VENV / f"mandate-{part}.txt"
    listed.write_text(wanted)
    if not fetch(listed, wanted.count("=="), FOR[part]):
        return False
    stamp.write_text(digest)
    return True


def fetch(listed: Path, count: int, purpose: str) -> bool:
    """Let pip install what a file lists, and meanwhile we say how far it is; its complaints go where they always go."""
    say(f"Installing {count} packages {purpose} into .venv; about a minute, and only once ...\n")
    line = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--no-deps", "--progress-bar=off"]
    with subprocess.Popen([*line, "--require-hashes", "-r", str(listed)], stdout=subprocess.PIPE, text=True) as pip:
        try:
            tell_progress(pip.stdout or [], count)
        except KeyboardInterrupt:
            pip.terminate()
            raise
    return pip.returncode == 0


def tell_progress(lines: Iterable[str], count: int) -> None:
    """A line that counts in a terminal; in a file or a log one line for every ten packages."""
    got = 0
    for line in lines:
        if line.startswith(("Collecting ", "Processing ", "Ignoring ", "Requirement already ")):
            got += 1
            if sys.stderr.isatty():
                say(f"  {got} of {count}\r")
            elif got % 10 == 0:
                say(f"  {got} of {count}\n")
        elif line.startswith("Installing collected"):
            say("  All fetched; unpacking them ...\n")


def say(text: str) -> None:
    """On standard error: what a command prints is its own."""
    sys.stderr.write(text)
    sys.stderr.flush()


def make_venv() -> bool:
    """Make .venv with pip in it; Debian splits that off into a package of its own."""
    try:
        venv.create(VENV, with_pip=True)
    except (subprocess.CalledProcessError, ImportError, SystemExit):
        complain("This Python cannot make a virtual environment with pip. On Debian: apt-get install python3-venv")
        return False
    return True


def lock_parts() -> dict[str, str]:
    """The text of requirements.lock by part."""
    parts: dict[str, list[str]] = {}
    for line in LOCK.read_text().splitlines(keepends=True):
        if line.startswith("# part: "):
            current = parts.setdefault(line.removeprefix("# part: ").strip(), [])
        else:
            current.append(line)
    return {name: "".join(lines) for name, lines in parts.items()}


def write_lock() -> int:
    """Compile the parts with uv: all of them together first, so that every part takes the same versions."""
    everything = compile_part(["dev", "oracles"], "")
    pins = "".join(entry.removesuffix(" \\\n") + "\n" for entry in everything)
    text = ""
    known: set[str] = set()
    for part, extras in PARTS.items():
        entries = compile_part(extras, pins)
        text += f"# part: {part}\n" + "".join(lines for entry, lines in entries.items() if entry not in known)
        known |= entries.keys()
    LOCK.write_text(text)
    return 0


def compile_part(extras: list[str], constraints: str) -> dict[str, str]:
    """What uv resolves for the extras: the first line of each requirement -> all of its lines, hashes included."""
    line = ["uv", "pip", "compile", "pyproject.toml", "--universal", "--generate-hashes", "--no-header"]
    line += ["--no-annotate", "--quiet", *(f"--extra={extra}" for extra in extras)]
    line += ["--constraints", "-"] if constraints else []
    done = subprocess.run(line, input=constraints, cwd=ROOT, text=True, stdout=subprocess.PIPE, check=True)
    entries: dict[str, str] = {}
    entry = ""
    for row in done.stdout.splitlines(keepends=True):
        entry = entry if row.startswith(" ") else row
        entries[entry] = entries.get(entry, "") + row
    return entries


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
