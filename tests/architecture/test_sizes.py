"""How large things are, and that who raises says so: rules that a reader could break without noticing."""

import ast
import statistics
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ("bot", "handlers", "storage")
LONGEST_FILE = 350
MEDIAN_FUNCTION, P90_FUNCTION, LONGEST_FUNCTION = 7, 16, 42


def tracked() -> list[Path]:
    """Every file of code; migrations are written once and catalogs are data."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    names = [name for name in listed.splitlines() if name.endswith((".py", ".js", ".css"))]
    return [ROOT / name for name in names if "migrations" not in name and (ROOT / name).exists()]


FILES = tracked() if (ROOT / ".git").exists() else []
TREES = {path: ast.parse(path.read_text()) for path in FILES if path.relative_to(ROOT).parts[0] in PROGRAM}
FUNCTIONS = [
    (path, node)
    for path, tree in TREES.items()
    for node in ast.walk(tree)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
]


@pytest.mark.skipif(not FILES, reason="no checkout of git: nobody knows which files are the project's")
def test_no_file_is_too_long_to_be_read_at_once():
    assert len(FILES) > 200
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in FILES}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


@pytest.mark.skipif(not FILES, reason="no checkout of git: nobody knows which files are the project's")
def test_functions_are_short():
    lengths = sorted((node.end_lineno or 0) - node.lineno + 1 for _, node in FUNCTIONS)
    assert len(lengths) > 1000
    assert statistics.median(lengths) <= MEDIAN_FUNCTION
    assert lengths[len(lengths) * 9 // 10] <= P90_FUNCTION
    assert lengths[-1] <= LONGEST_FUNCTION


def raised_by(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    """The names of errors that stand behind a `raise` in it, not those of functions it calls."""
    raises = [node.exc for node in ast.walk(function) if isinstance(node, ast.Raise) and node.exc is not None]
    called = [exc.func if isinstance(exc, ast.Call) else exc for exc in raises]
    names = {exc.id if isinstance(exc, ast.Name) else getattr(exc, "attr", "") for exc in called}
    return {name for name in names if name[:1].isupper()}


@pytest.mark.skipif(not FILES, reason="no checkout of git: nobody knows which files are the project's")
def test_who_raises_an_error_names_it_in_the_docstring():
    public = [(path, node) for path, node in FUNCTIONS if not node.name.startswith("_") and raised_by(node)]
    assert len(public) > 50
    silent = {
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}": missing
        for path, node in public
        if (missing := {name for name in raised_by(node) if name not in (ast.get_docstring(node) or "")})
    }
    assert silent == {}
