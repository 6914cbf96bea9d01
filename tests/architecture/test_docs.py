"""What the documents name is there, and what is there is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot import app  # noqa: F401 (registers every command)
from bot.config import Settings
from deploy.playground.__main__ import PlaygroundSettings
from handlers.registers.commands import COMMANDS, LISTED

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "deploy").rglob("*.md")])
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
PATH = re.compile(r"`((?:bot|handlers|storage|tests|deploy|services|domain)/[\w/.-]+)`")
COMMAND = re.compile(r"`/([a-z]+)")


def rows(heading: str) -> list[str]:
    """The first cells of the first table below a heading of README.md, without its head."""
    below = (ROOT / "README.md").read_text().partition(f"\n{heading}\n")[2]
    table = re.search(r"(?:^\|.*\n)+", below, re.MULTILINE)
    assert table, heading
    return [re.split(r"(?<!\\)\|", line)[1].strip() for line in table.group().splitlines()[2:]]


def test_every_command_is_in_the_readme_and_every_command_of_the_readme_exists():
    told = {name for cell in rows("## Commands") for name in COMMAND.findall(cell)}
    assert len(told) > 20
    assert LISTED.keys() - told == set()
    assert told - COMMANDS.keys() == set()


def test_every_setting_is_in_the_readme_and_every_setting_of_the_readme_exists():
    told = {name for cell in rows("### Settings") for name in re.findall(r"[A-Z][A-Z_]+", cell)}
    assert len(told) > 5
    assert told == {name.upper() for name in (*Settings.model_fields, *PlaygroundSettings.model_fields)}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_document_links_to_exists(document):
    links = [link for link in LINK.findall(document.read_text()) if "://" not in link]
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_the_readme_leads_to_the_other_documents():
    links = set(LINK.findall((ROOT / "README.md").read_text()))
    assert {"CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "LICENSE"} <= links


def test_every_place_that_contributing_names_exists():
    named = PATH.findall((ROOT / "CONTRIBUTING.md").read_text())
    assert len(named) > 10
    assert [path for path in named if not (ROOT / path).exists() and not (ROOT / "bot" / path).exists()] == []
