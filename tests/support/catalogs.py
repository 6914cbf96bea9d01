"""The catalogs and what belongs into them: `python -m tests.support.catalogs` brings every .po up to date.

Sentences are found in the code's syntax tree: the first argument of t(...), t.plain(...) and N_(...), the first two of
t.n(...) and t.about(...). New ones come in untranslated, gone ones are dropped; a test asserts that nothing is missing.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
HANDLERS = ROOT / "handlers"
LOCALES = HANDLERS / "locales"
DOMAIN = "LC_MESSAGES/mandate.po"


@dataclass(frozen=True, order=True)
class Sentence:
    """One key of the catalogs; `many` is the plural of a t.n, `context` that of a t.about."""

    one: str
    many: str | None
    place: str
    context: str | None = None


def sentences() -> list[Sentence]:
    """Every sentence the code can say, in order of file and line."""
    found = [sentence for path in sorted(HANDLERS.rglob("*.py")) for sentence in _in_file(path)]
    assert found, "no sentence found: the search itself is broken"
    return found


def _in_file(path: Path) -> Iterator[Sentence]:
    place = str(path.relative_to(ROOT))
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and (how := _how(node)):
            words = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
            texts = [word for word in words if isinstance(word, str)]
            if how == "about" and len(texts) > 1:
                yield Sentence(texts[1], None, place, texts[0])
            elif how == "n" and len(texts) > 1:
                yield Sentence(texts[0], texts[1], place)
            elif how not in {"n", "about"} and texts and isinstance(node.args[0], ast.Constant):
                yield Sentence(texts[0], None, place)


def _how(node: ast.Call) -> str | None:
    """Whether a call says something: "t", "plain", "n", "about", "N_"; None for other calls."""
    function = node.func
    if isinstance(function, ast.Name):
        return function.id if function.id in {"t", "N_", "words"} else None
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name | ast.Attribute):
        name = function.value.id if isinstance(function.value, ast.Name) else function.value.attr
        if name in {"t", "words", "self"} and function.attr in {"plain", "n", "about"}:
            return function.attr
        if function.attr == "t":
            return "t"
    return None


def template() -> Catalog:
    """The catalog without translations."""
    catalog = Catalog(project="Mandate", charset="utf-8", fuzzy=False)
    for sentence in sentences():
        key = (sentence.one, sentence.many) if sentence.many is not None else sentence.one
        catalog.add(key, locations=[(sentence.place, 0)], context=sentence.context)
    return catalog


def paths() -> list[Path]:
    """The catalogs there are."""
    return sorted(LOCALES.glob(f"*/{DOMAIN}"))


def load(path: Path) -> Catalog:
    """One catalog."""
    with path.open("rb") as source:
        return read_po(source, locale=path.parts[-3])


def update(path: Path) -> None:
    """Bring one catalog to the sentences of the code; translations stay."""
    catalog = load(path) if path.exists() else Catalog(locale=path.parts[-3], project="Mandate", fuzzy=False)
    catalog.update(template(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        write_po(target, catalog, width=120, sort_output=True, no_location=True, omit_header=False)


if __name__ == "__main__":
    for known in paths():
        update(known)
