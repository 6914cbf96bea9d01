"""The rules are tested whole: every branch of bot/domain is taken by the tests of the domain alone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# They hold our counts against other people's and reach no branch that the tests of the counts do not.
ORACLES = "tests/domain/test_count_oracles.py"


def test_every_branch_of_the_domain_is_taken(tmp_path):
    """In a process of its own, with few examples; Hypothesis is repeatable here, so the answer is always the same."""
    settings = dict(os.environ, COVERAGE_FILE=str(tmp_path / "coverage"))
    coverage = [sys.executable, "-m", "coverage"]
    tests = ["-m", "pytest", "-n", "0", "-p", "no:cacheprovider", "--hypothesis-profile=few", "tests/domain"]
    run = [*coverage, "run", *tests, f"--ignore={ORACLES}"]
    done = subprocess.run(run, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    report = [*coverage, "report", "--show-missing", "--skip-covered", "--fail-under=100"]
    told = subprocess.run(report, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)
    assert "bot/domain" in told.stdout or "files skipped due to complete coverage" in told.stdout
    assert told.returncode == 0, told.stdout + told.stderr
