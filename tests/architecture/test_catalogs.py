"""Every sentence of the code stands in every catalog, whole and translated; and every sentence of the code is found."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message

from handlers.views.ground.words import TAG
from tests.support.catalogs import HANDLERS, load, paths, sentences

CATALOGS = paths()
SAYING = {"plain", "n", "about"}
COMMAND = re.compile(r"(?<![\w<&/])/[a-z]+")
LABEL = re.compile(r"\[([^\[\]]+)\]")
KEY = re.compile(r"[a-z_/ ]*")
"""What a table of sentences may hold besides them: names of rules, kinds and commands, and examples of these."""


def test_there_is_something_to_hold_against_each_other():
    assert len(sentences()) > 500
    assert CATALOGS
    assert all(len(load(path)) > 500 for path in CATALOGS)


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.parts[-3])
def test_a_catalog_has_every_sentence_of_the_code_and_no_other(path):
    wanted = {(found.context, found.one, found.many) for found in sentences()}
    given = {(message.context, *_source(message)) for message in _messages(path)}
    assert wanted - given == set(), "missing: python -m tests.support.catalogs brings them in"
    assert given - wanted == set(), "gone from the code"
    assert not load(path).obsolete


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.parts[-3])
def test_every_sentence_is_translated_into_as_many_forms_as_the_language_has(path):
    forms = load(path).num_plurals
    messages = _messages(path)
    assert not [message.id for message in messages if message.fuzzy]
    assert not [message.id for message in messages if not all(string.strip() for string in _strings(message))]
    assert not [m.id for m in messages if len(_strings(m)) != (forms if m.pluralizable else 1)]


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.parts[-3])
def test_a_translation_fills_in_the_same_values_and_names_the_same_commands_in_the_same_markup(path):
    for message in _messages(path):
        one, many = _source(message)
        # Where English says "one member", another language may need the number: 21 takes the same form there.
        for string in _strings(message):
            assert _parts(string) == _parts(many or one), (message.id, string)


def test_a_button_is_named_in_a_sentence_as_it_is_labelled():
    labels = {found.one for found in sentences()}
    named = {label for found in sentences() for label in LABEL.findall(found.many or found.one)}
    assert len(named) > 20
    assert named - labels == set()


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.parts[-3])
def test_a_translation_names_the_same_buttons_by_their_translated_labels(path):
    messages = _messages(path)
    labels: dict[str, set[str]] = {}
    for message in messages:
        labels.setdefault(_source(message)[0], set()).update(_strings(message))
    for message in messages:
        one, many = _source(message)
        wanted = [labels[label] for label in LABEL.findall(many or one)]
        for string in _strings(message):
            named = LABEL.findall(string)
            assert len(named) == len(wanted), (message.id, string)
            assert all(any(name in each for name in named) for each in wanted), (message.id, string)


def _messages(path: Path) -> list[Message]:
    return [message for message in load(path) if message.id]


def _source(message: Message) -> tuple[str, str | None]:
    return (message.id[0], message.id[1]) if isinstance(message.id, tuple | list) else (message.id, None)


def _strings(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def _parts(text: str) -> tuple[set[str], list[str], set[str]]:
    fields = {field for _, field, _, _ in Formatter().parse(text) if field is not None}
    return fields, sorted(TAG.findall(text)), set(COMMAND.findall(TAG.sub("", text)))


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Whatever may be a call of Words, by name: t(...), x.t(...), x.plain(...), x.n(...), x.about(...), N_(...)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            function = node.func
            name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
            is_method = isinstance(function, ast.Attribute)
            is_ours = name in {"t", "N_"} or (name == "words" and not is_method)
            # An act that is about a council has the council alone; a sentence about something has its context first.
            says = is_method and name in SAYING and not (name == "about" and len(node.args) == 1)
            if is_ours or says:
                yield node


def _text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


TREES = {path: ast.parse(path.read_text()) for path in sorted(HANDLERS.rglob("*.py"))}


def _tables() -> dict[str, ast.expr]:
    """Constants of the modules that hold sentences marked with N_."""
    found = {}
    for tree in TREES.values():
        for node in tree.body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                if isinstance(target, ast.Name) and any(_marks(part) for part in ast.walk(node.value)):
                    found[target.id] = node.value
    return found


def _marks(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "N_"


def _calls_of(node: ast.AST, name: str) -> list[ast.Call]:
    calls = (part for part in ast.walk(node) if isinstance(part, ast.Call))
    return [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == name]


def test_every_literal_sentence_is_found():
    known = {text for found in sentences() for text in (found.one, found.many)}
    said = {_text(call.args[0]) for tree in TREES.values() for call in _calls(tree)} - {None}
    assert len(said) > 500
    assert said - known - {found.context for found in sentences()} == set()


def test_what_is_said_is_a_literal_or_comes_from_a_table_of_marked_sentences():
    """Otherwise no catalog could know of it."""
    tables = _tables()
    assert len(tables) > 10
    made = {name for name, table in tables.items() if _calls_of(table, "Listed")}
    assert made == {"COMMANDS"}, "sentences that come in a Listed stand in that table"
    assert sum(len(_calls_of(tree, "Listed")) for tree in TREES.values()) == len(
        _calls_of(tables["COMMANDS"], "Listed")
    )
    seen = 0
    for path, tree in TREES.items():
        for part in tree.body:
            names = {node.id for node in ast.walk(part) if isinstance(node, ast.Name)}
            for call in _calls(part):
                wanted = 2 if getattr(call.func, "attr", "") in {"n", "about"} else 1
                if not all(_text(argument) for argument in call.args[:wanted]):
                    seen += 1
                    assert names & {*tables, "Listed"}, f"{path.name}:{call.lineno}: {ast.unparse(call)}"
    assert seen > 10


@pytest.mark.parametrize("name", sorted(_tables()))
def test_a_table_of_sentences_marks_every_one_of_them(name):
    table = _tables()[name]
    marked = {id(part) for node in ast.walk(table) if _marks(node) for part in ast.walk(node)}
    bare = [node.value for node in ast.walk(table) if isinstance(node, ast.Constant) and id(node) not in marked]
    assert not [text for text in bare if isinstance(text, str) and not KEY.fullmatch(text)]
