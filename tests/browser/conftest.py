"""The page as people use it: the real playground as a process, and the system's own Chromium."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.visitor import Visitor, chromium
from tests.support.patience import WAIT

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One for the tests here that follow one another; no other test runs beside Playwright's event loop."""
    program = chromium()
    if program is None:
        pytest.skip("not tested in a browser: no Chromium (set CHROMIUM, or on Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program)
        yield started
        started.close()


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """A fresh playground of its own."""
    with playground(tmp_path) as running:
        yield running


@contextmanager
def playground(folder: Path) -> Iterator[str]:
    """`python3 run.py --headless` on any free port: its address, and at the end a clean end."""
    line = [sys.executable, "-m", "deploy.playground", "--headless", "--port", "0", "--fresh"]
    env = {**os.environ, "DATA_DIR": str(folder)}
    with (folder / "playground.log").open("wb") as log:
        process = subprocess.Popen(line, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=log, text=True)
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:"), (folder / "playground.log").read_text()
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(WAIT)
        process.stdout.close()  # type: ignore[union-attr]


@pytest.fixture
def visit(browser: Browser, address: str, tmp_path: Path) -> Iterator[Callable[..., Visitor]]:
    """`visit(1280, 800)`: somebody who opens the page in a window of that size; afterwards nothing went wrong in it."""
    with ExitStack() as leaving:

        def come(width: int, height: int, *, is_dark: bool = False) -> Visitor:
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme="dark" if is_dark else "light"
            )
            leaving.callback(context.close)
            pictures = pictures_folder(tmp_path) / str(width)
            print(f"screenshots are in {pictures}")  # noqa: T201 (pytest shows it beside a failure)
            visitor = Visitor(context.new_page(), pictures)
            visitor.come(address)
            leaving.callback(visitor.ensure_all_went_well)
            leaving.callback(visitor.picture, "last")
            return visitor

        yield come


def pictures_folder(otherwise: Path) -> Path:
    """Where the screenshots go: MANDATE_PICTURES, else the test's own folder."""
    given = os.environ.get("MANDATE_PICTURES")
    return Path(given) if given else otherwise / "pictures"
