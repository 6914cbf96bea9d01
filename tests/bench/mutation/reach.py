"""Which tests reach which line of the rules: only those can tell that it says something else."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Generator, Sequence
from typing import Any

import coverage
import pytest

from tests.bench.mutation.changes import Mutant
from tests.bench.mutation.trial import FEW, ROOT, run_pytest

PACKAGE = "bot.domain"

LOADING = ""
"""Stands for the time in which modules are loaded and tests are collected."""

Lines = dict[str, dict[int, list[str]]]
"""By module and line, the tests that reach it, in their order."""


class TestsFailError(Exception):
    """The tests fail without any mutant."""


class _Noting:
    """A plugin for pytest: tells coverage which test runs. What a function remembers it runs for again in each test."""

    def __init__(self, noted: coverage.Coverage) -> None:
        self.noted = noted
        self.order: list[str] = []
        self.caches: list[Any] = []

    def pytest_collection_finish(self) -> None:
        """Find what remembers."""
        modules = [module for name, module in sys.modules.items() if name.startswith(PACKAGE)]
        found = [value for module in modules for value in vars(module).values() if hasattr(value, "cache_clear")]
        self.caches = list({id(value): value for value in found}.values())

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        for cache in self.caches:
            cache.cache_clear()
        self.order.append(item.nodeid)
        self.noted.switch_context(item.nodeid)
        try:
            return (yield)
        finally:
            self.noted.switch_context(LOADING)


def reached(tests: Sequence[str]) -> Lines:
    """Run these tests once. Raises TestsFailError."""
    noted = coverage.Coverage(data_file=None, branch=False, source_pkgs=[PACKAGE], config_file=False)
    plugin = _Noting(noted)
    noted.start()
    code = run_pytest(FEW, tests, [plugin])
    noted.stop()
    if code:
        raise TestsFailError("the tests fail by themselves: mend them first")
    data = noted.get_data()
    place = {test: number for number, test in enumerate([LOADING, *plugin.order])}
    lines: Lines = {}
    for file in data.measured_files():
        by_line = data.contexts_by_lineno(file)
        path = file.removeprefix(f"{ROOT}/")
        lines[path] = {line: sorted(tests, key=place.__getitem__) for line, tests in by_line.items()}
    return lines


def tests_of(mutant: Mutant, lines: Lines) -> list[str]:
    """Those that reach its statement; LOADING among them where it is read before any test."""
    by_line = lines.get(mutant.path, {})
    return list(dict.fromkeys(test for line in mutant.lines for test in by_line.get(line, ())))


def files_of(path: str, lines: Lines) -> list[str]:
    """The files with the tests that reach anything in this module, those with the most of them first."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for tests in lines.get(path, {}).values():
        for test in tests:
            if test != LOADING:
                found[test.split("::", maxsplit=1)[0]].add(test)
    return sorted(found, key=lambda file: (-len(found[file]), file))
