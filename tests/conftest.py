"""What all tests share: repeatable Hypothesis, a real PostgreSQL on demand, and no skipping in silence.

A skipped test is named with its reason at the end of the run; where MANDATE_NO_SKIP is set (.ci/run) it fails. The slow
forms of the fault tests run only when asked for: -m slow.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator

import hypothesis
import pytest

from tests.support.postgres import PostgresMissingError, Server, server

hypothesis.settings.register_profile("mandate", derandomize=True, deadline=None, database=None)
# Enough to reach every branch, where the tests of the domain run once more to be measured.
hypothesis.settings.register_profile("few", parent=hypothesis.settings.get_profile("mandate"), max_examples=10)
hypothesis.settings.load_profile("mandate")

NO_SKIP = bool(os.environ.get("MANDATE_NO_SKIP"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server; tests that ask for it belong to one worker: mark them xdist_group("postgres")."""
    try:
        context = server()
        running = context.__enter__()
    except PostgresMissingError as error:
        pytest.skip(f"not tested on PostgreSQL: {error}")
    try:
        yield running
    finally:
        context.__exit__(None, None, None)


@pytest.fixture
def postgres_url(postgres: Server) -> Iterator[str]:
    """The URL of an empty database."""
    url = postgres.new_database()
    yield url
    postgres.drop(url)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the slow forms out unless a marker expression or a single test was asked for."""
    if config.option.markexpr or any("::" in str(argument) for argument in config.args):
        return
    slow = [item for item in items if item.get_closest_marker("slow")]
    items[:] = [item for item in items if item not in slow]
    config.hook.pytest_deselected(items=slow)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where nothing may be skipped, a skip is a failure that says what is missing."""
    report = yield
    if NO_SKIP and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        why = call.excinfo.value if call.excinfo else "no reason"
        report.longrepr = f"{item.nodeid} was skipped, and MANDATE_NO_SKIP is set: {why}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say aloud what was not tested, and why."""
    reasons: dict[str, int] = {}
    for report in terminalreporter.stats.get("skipped", []):
        reason = str(report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr)
        reasons[reason] = reasons.get(reason, 0) + 1
    for reason, number in sorted(reasons.items()):
        terminalreporter.write_line(f"NOT RUN ({number} tests): {reason}", yellow=True, bold=True)
