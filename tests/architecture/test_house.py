"""Rules of the house that a reader could break without noticing. Each test first makes sure that it found something."""

from __future__ import annotations

import ast
import inspect
import re
import subprocess
import sys
import typing
from dataclasses import fields
from pathlib import Path
from typing import TypeVar

import pytest

from bot.domain.ballots.ballot import YES_NO_CHOICES
from bot.domain.ballots.messages import AboutBallot
from bot.domain.elections.messages import AboutElection
from bot.domain.ground.due import Duty
from bot.domain.ground.errors import DomainError
from bot.domain.ground.kept import by_name
from bot.domain.ground.message import CardMessage, Confirmation, Message, PersonQuestion, Question
from bot.domain.ground.text import OPTIONS_LIMIT
from bot.domain.mandates.questions import OfficePick
from bot.services.registers import REGISTERS
from handlers.callbacks import ID_TYPES, PressUnknownError, pack, unpack, unpack_link
from handlers.registers.commands import COMMANDS, LISTED
from handlers.registers.presses import PRESSES, VERBS
from handlers.registers.refusals import REFUSALS
from handlers.registers.screens import SCREENS
from storage.unit import Unit

T = TypeVar("T")

ROOT = Path(__file__).resolve().parents[2]
CODE = [path for folder in ("bot", "handlers", "storage") for path in sorted((ROOT / folder).rglob("*.py"))]
TESTS = sorted((ROOT / "tests").rglob("*.py"))
CALLBACK_BYTES = 64
LARGEST_NUMBER = 999_999_999
"""No number in a press is larger: pages, positions, sequence numbers, amounts."""


def test_layers_are_kept():
    line = [sys.executable, "-c", "import sys; from importlinter.cli import lint_imports_command as l; sys.exit(l())"]
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    assert "0 broken" in done.stdout


def test_the_lock_names_no_registry():
    text = (ROOT / "requirements.lock").read_text()
    assert text.count("--hash=sha256:") > 100
    assert "://" not in text


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_press_fits_into_64_bytes_and_comes_back(verb):
    kind = VERBS[verb]
    hints = typing.get_type_hints(kind)
    made = kind(**{field.name: largest(field.name, hints[field.name]) for field in fields(kind)})
    data = pack(made)
    assert len(data.encode()) <= CALLBACK_BYTES, data
    assert unpack(data, VERBS) == made
    assert kind in PRESSES, "nobody handles it"


SHOWING = {
    "add option",
    "booth",
    "change rule",
    "how",
    "how counted",
    "introduce",
    "me",
    "panel",
    "remind",
    "report back",
    "show ballot",
}
"""What a link does is to show, or to ask (handlers/callbacks.py, Press.BY_LINK)."""


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_no_link_acts_for_whoever_follows_it(verb):
    kind = VERBS[verb]
    name = re.sub("([A-Z])", r" \1", kind.__name__.removesuffix("Press")).strip().lower()
    hints = typing.get_type_hints(kind)
    payload = pack(kind(**{field.name: largest(field.name, hints[field.name]) for field in fields(kind)}))
    if name in SHOWING:
        assert isinstance(unpack_link(payload, VERBS), kind)
        assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload)
    else:
        with pytest.raises(PressUnknownError):
            unpack_link(payload, VERBS)


LONGEST: dict[str, object] = {
    "choice": max((*YES_NO_CHOICES, "none", str(OPTIONS_LIMIT)), key=len),
    # How often one proposal was amended: each time its ballot starts anew.
    "edition": 9_999,
}


def largest(name: str, hint: object) -> object:
    """The longest value a field of a press can have; texts are keys of ours, at most ten characters."""
    if hint in ID_TYPES:
        return "f" * 32
    if hint is int and name.startswith("is_"):
        return 1
    return LONGEST.get(name, LARGEST_NUMBER if hint is int else "x" * 10)


def test_every_command_in_a_menu_says_what_it_does_and_every_saying_has_its_command():
    shown = {name for name, command in COMMANDS.items() if command.is_in_group or command.is_private}
    assert len(shown) > 10
    assert shown - LISTED.keys() == {"start"}
    assert LISTED.keys() <= shown
    assert all(3 <= len(each.what) <= 256 for each in LISTED.values())


def _name_of(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def test_every_refusal_has_its_words():
    def below(kind: type[DomainError]) -> set[type[DomainError]]:
        found = {kind}
        for one in kind.__subclasses__():
            found |= below(one)
        return found

    codes = {kind.code for kind in below(DomainError) if kind.__module__.split(".")[0] in {"bot", "handlers"}}
    assert len(codes) > 20
    assert codes - REFUSALS.keys() <= {"error"}, codes - REFUSALS.keys()


def test_every_kind_of_due_work_is_planned_by_somebody_and_has_a_name_of_its_own():
    called = {
        _name_of(node.func)
        for path in CODE
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call)
    }
    assert len(by_name(REGISTERS.duties)) > 20
    assert {kind.__name__ for kind in REGISTERS.duties} <= called
    assert classes_below(Duty) == REGISTERS.duties.keys()


def test_every_method_is_decided_and_every_check_says_what_it_holds():
    assert len(REGISTERS.deciders) >= 6
    assert all((check.__doc__ or "").strip() for check in REGISTERS.checks.values())


def test_no_test_is_skipped_without_a_reason():
    bare = re.compile(r"mark\.(skip|xfail)(?!if)(?!\(.*reason)|pytest\.skip\(\)")
    assert len(TESTS) > 20
    assert not [path.name for path in TESTS if path != Path(__file__) and bare.search(path.read_text())]


def test_no_test_sleeps():
    """Tests wait for what happens, with a limit; the stand-in tells them when to look. Helpers that poll say so."""
    allowed = {
        "standin.py",
        "assembly.py",
        "bot.py",
        "test_writer.py",
        "writer.py",
        "test_writer_sqlite.py",
        "test_drain.py",
    }
    waits = re.compile(r"\b(asyncio|time)\.sleep\((?!0\))")
    folders = ("domain", "services", "handlers", "flows", "storage", "faults", "support")
    found = [p for p in TESTS if p.parent.name in folders and p.name not in allowed and waits.search(p.read_text())]
    assert not found, found


def test_choices_are_read_by_few():
    """The one table that joins a person to a choice: whoever reads it is named here, so that secrecy has few doors."""
    readers = {
        path.stem for path in CODE if re.search(r"\bChoice\b", path.read_text()) and path.parent.name != "domain"
    }
    assert "voting" in readers
    assert len(readers) <= 12, sorted(readers)
    assert not {name for name in readers if name in {"record", "refusals", "outbox", "act", "boundary", "export"}}


def classes_below(kind: type[T]) -> set[type[T]]:
    """Those of the program: a dataclass with slots is made twice, and tests have their own."""
    found: set[type[T]] = set()
    for one in kind.__subclasses__():
        found |= {one, *classes_below(one)}
    modules = (sys.modules[one.__module__] for one in found)
    kept = {one for one, module in zip(found, modules, strict=True) if vars(module).get(one.__name__) is one}
    return {one for one in kept if one.__module__.startswith("bot.")}


BASES = {Message, CardMessage, Question, Confirmation, PersonQuestion, AboutBallot, AboutElection, OfficePick}


KINDS = REGISTERS.kinds.values()
DECLARED = {kind.shown_whole.__name__ for kind in KINDS} | {kind.told_as.__name__ for kind in KINDS if kind.told_as}
"""What a kind of ballot names as the message of its result, and of all of it: made for any ballot."""


def test_everything_that_is_said_has_its_screen_and_every_screen_is_said_by_somebody():
    kinds = classes_below(Message) - BASES
    assert len(kinds) > 30
    assert kinds == SCREENS.keys()
    uses = DECLARED | {
        node.func.id
        for path in CODE
        if path.is_relative_to(ROOT / "bot" / "services") or path.is_relative_to(ROOT / "handlers")
        if "registers" not in path.parts and "views" not in path.parts
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert {kind.__name__ for kind in kinds} - uses == set()


def test_each_screen_takes_the_message_it_is_listed_for():
    for kind, shown in SCREENS.items():
        function = shown.render if shown.load.__name__ == "_as_it_is" else shown.load
        position = 0 if function is shown.render else 2
        hint = list(typing.get_type_hints(function).values())[position]
        bound = getattr(hint, "__bound__", None) or hint
        assert getattr(bound, "_is_protocol", False) or issubclass(kind, bound), (kind, function)


def test_every_question_that_waits_for_words_or_for_yes_has_its_register():
    asked = classes_below(Question) - BASES
    confirmed = {kind for kind in asked if issubclass(kind, Confirmation)}
    assert confirmed == set(REGISTERS.confirmations)
    # Of these the text that is asked about may be written anew instead of [Yes].
    assert {kind.__name__ for kind in confirmed & set(REGISTERS.answers)} == {
        "ConfirmInstruct",
        "ConfirmRecall",
        "ConfirmRemoval",
    }
    assert set(REGISTERS.answers) <= asked


DECORATORS = {
    "property",
    "staticmethod",
    "classmethod",
    "dataclass",
    "cache",
    "lru_cache",
    "contextmanager",
    "overload",
}


def test_nothing_registers_itself():
    """What follows from what stands in the registers; a decorator that keeps what it decorates would hide it."""
    found = {
        name
        for path in CODE
        if path.is_relative_to(ROOT / "handlers") or path.is_relative_to(ROOT / "bot" / "services")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        for one in node.decorator_list
        if (name := _name_of(one.func if isinstance(one, ast.Call) else one)) not in DECORATORS
    }
    assert not found


def test_a_register_that_misses_a_kind_is_seen_at_import():
    source = (ROOT / "bot/services/registers/kinds.py").read_text()
    with pytest.raises(AssertionError):
        exec(compile(source.replace(" RECALL, REMOVAL)", " REMOVAL)"), "kinds.py", "exec"), {})


def test_a_unit_of_work_is_not_made_without_the_registers():
    assert "registers" in inspect.signature(Unit).parameters
    assert inspect.signature(Unit).parameters["registers"].default is inspect.Parameter.empty
