"""Tries mutants: each in a process of its own, forked from one that has loaded all it can, until the first test fails.

What a function does while a test runs is exchanged in the loaded functions. What was read when its module was loaded
(constants, fields, defaults, and what tests asked for when they were collected) needs the module loaded anew.
"""

from __future__ import annotations

import contextlib
import gc
import io
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum
from functools import partial
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import NoReturn

import pytest
from _pytest.runner import runtestprotocol

from tests.bench.mutation.changes import Mutant, changed

ROOT = Path(__file__).resolve().parents[3]
TESTS = "tests/domain"
DECLARED = f"{TESTS}/test_figures.py"
# Other people's counters: they take long, and ours are held without them.
LEFT_OUT = f"--ignore={TESTS}/test_count_oracles.py"
FEW, MANY = "few", "mandate"
"""How many examples Hypothesis tries, as in tests/conftest.py."""

SECONDS_OF_A_TEST = 10
"""Of the processor's time: whoever takes more goes round in circles."""
MEMORY = 4 << 30


class Fate(IntEnum):
    """What becomes of a mutant; NOT_TRIED: what it says could not be laid in the place of what is loaded."""

    SURVIVED = 0
    KILLED = 1
    NOT_TRIED = 3


class NotTriedError(Exception):
    """No loaded function could do what the mutant says, or pytest itself failed."""


def run_pytest(profile: str, tests: Iterable[str], plugins: Sequence[object]) -> int:
    """Run tests here, without a word; returns pytest's exit code."""
    line = ["-n", "0", "-x", "-p", "no:cacheprovider", f"--hypothesis-profile={profile}", LEFT_OUT, *tests]
    with contextlib.redirect_stdout(io.StringIO()):
        return int(pytest.main(line, plugins=list(plugins)))


def fate_of(run: Callable[[], bool]) -> Fate:
    """Whether `run`, in a process of its own, tells the mutant from the rules, as does one that never ends."""
    child = os.fork()
    if not child:
        _end_with(run)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return Fate(code) if code in set(Fate) else Fate.KILLED


def _end_with(run: Callable[[], bool]) -> NoReturn:
    status = Fate.NOT_TRIED
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        _silence()
        status = Fate.KILLED if run() else Fate.SURVIVED
    except MemoryError:
        status = Fate.KILLED
    finally:
        os._exit(status)


def _silence() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)


def _start_watch() -> None:
    """Ends this process if it works for so long without another call."""
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS_OF_A_TEST)


def code_of(mutant: Mutant) -> CodeType:
    """Its module, compiled."""
    path = ROOT / mutant.path
    return compile(changed(path.read_text(), mutant.number), str(path), "exec", dont_inherit=True)


def exchange(mutant: Mutant, loaded: Iterable[FunctionType]) -> None:
    """Let the loaded functions of its module do what it says. Raises NotTriedError."""
    path = str(ROOT / mutant.path)
    codes = {(code.co_qualname, code.co_firstlineno): code for code in _inner(code_of(mutant))}
    is_exchanged = False
    for function in loaded:
        old = function.__code__
        if old.co_filename == path and (new := codes.get((old.co_qualname, old.co_firstlineno), old)) != old:
            function.__code__, is_exchanged = new, True
    if not is_exchanged:
        raise NotTriedError(mutant)


def _inner(code: CodeType) -> Iterable[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _inner(constant)


class Exchanging:
    """A plugin for pytest: once the tests are collected, tries each mutant with those that reach it."""

    def __init__(self, mutants: Sequence[tuple[Mutant, Sequence[str]]], profile: str, tests: Sequence[str]) -> None:
        self.mutants, self.profile, self.tests = mutants, profile, tests
        self.fates: list[Fate] = []

    def run(self) -> list[Fate]:
        """What becomes of each. Raises NotTriedError."""
        if self.mutants and run_pytest(self.profile, self.tests, [self]):
            raise NotTriedError
        return self.fates

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Take the place of the loop over all tests."""
        items = {item.nodeid: item for item in session.items}
        loaded = [thing for thing in gc.get_objects() if isinstance(thing, FunctionType)]
        gc.collect()
        gc.freeze()
        for number, (mutant, tests) in enumerate(self.mutants):
            say(number, len(self.mutants))
            reaching = sorted((items[test] for test in tests if test in items), key=_is_slow)
            self.fates.append(fate_of(partial(_fails, mutant, loaded, reaching)))
        return True


def say(number: int, of: int) -> None:
    """How far it is, now and then."""
    if number % 100 == 0:
        os.write(2, f"{number} of {of}\n".encode())


def _is_slow(item: pytest.Item) -> bool:
    return bool(getattr(getattr(item, "function", None), "is_hypothesis_test", False))


def _fails(mutant: Mutant, loaded: Iterable[FunctionType], items: Iterable[pytest.Item]) -> bool:
    exchange(mutant, loaded)
    for item in items:
        _start_watch()
        if any(report.failed for report in runtestprotocol(item, log=False, nextitem=None)):
            return True
    return False


class _Mutated(MetaPathFinder, Loader):
    """Loads the mutant's module as it says."""

    def __init__(self, mutant: Mutant) -> None:
        self.name, self.code = mutant.path.removesuffix(".py").replace("/", "."), code_of(mutant)

    def find_spec(self, fullname: str, path: object, target: object = None) -> ModuleSpec | None:  # noqa: ARG002
        return spec_from_file_location(fullname, self.code.co_filename, loader=self) if fullname == self.name else None

    def exec_module(self, module: ModuleType) -> None:
        exec(self.code, module.__dict__)


class _Watching:
    """A plugin for pytest: the quick tests first, each with its watch."""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items.sort(key=_is_slow)

    def pytest_runtest_setup(self) -> None:
        _start_watch()


def fails_loaded_anew(mutant: Mutant, profile: str, files: Iterable[str]) -> bool:
    """Whether a test of these files fails with its module as it says. Nothing of the program may be loaded yet."""
    assert not any(name.split(".")[0] == "bot" for name in sys.modules)
    _start_watch()
    sys.meta_path.insert(0, _Mutated(mutant))
    return run_pytest(profile, files, [_Watching()]) != 0
