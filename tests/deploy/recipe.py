"""The Dockerfile as a test reads it: what it copies, and the last word on each instruction of its final stage."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"


def instructions() -> list[tuple[str, str]]:
    """(NAME, arguments) of each instruction, continued lines joined."""
    text = (DEPLOY / "Dockerfile").read_text().replace("\\\n", " ")
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(name.upper(), rest.strip()) for name, _, rest in (line.partition(" ") for line in lines)]


def final_stage() -> dict[str, str]:
    """What the image itself says; of an instruction given twice the last."""
    last = max(at for at, (name, _) in enumerate(instructions()) if name == "FROM")
    return dict(instructions()[last:])


def command_of(arguments: str) -> list[str]:
    """The list in an instruction of exec form."""
    return [str(word) for word in json.loads(arguments[arguments.index("[") :])]


def sources() -> list[str]:
    """What comes from the checkout."""
    copies = [rest.split() for name, rest in instructions() if name == "COPY"]
    return [source for words in copies if not words[0].startswith("--from") for source in words[:-1]]


def install(folder: Path) -> None:
    """The program as the image has it: these files and nothing else, for everybody to read and nobody to change."""
    for source in sources():
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, folder / source, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / source, folder / source)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
