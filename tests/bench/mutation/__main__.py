"""`python -m tests.bench.mutation [--json] [MODULE ...] [TEST ...]`: which mutants no test tells from the rules.

The part "mutants" of the bench. A mutant is bot/domain with one change (changes.py); one that survives
all tests of tests/domain shows what nothing holds, unless it stands in equal.txt. All are tried with few examples of
Hypothesis, then those that are left with many. One process at a time, and the same answer every time.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NoReturn, TextIO

from tests.bench.mutation.changes import UNCHANGED, Mutant, mutants_of
from tests.bench.mutation.equal import Key, equal_mutants
from tests.bench.mutation.reach import LOADING, Lines, TestsFailError, files_of, reached, tests_of
from tests.bench.mutation.trial import (
    DECLARED,
    FEW,
    MANY,
    ROOT,
    TESTS,
    Exchanging,
    Fate,
    fails_loaded_anew,
    fate_of,
    say,
)

RULES = "bot/domain"
CONTROLS = 3
"""So many modules are loaded anew as they are, to see that this alone kills nothing."""


@dataclass(frozen=True, slots=True)
class Found:
    """What came of it: `stale` entries of the list of equals are told too, as they would hide what comes after them."""

    tried: int
    equal: int
    survived: list[Mutant]
    stale: list[Key]

    @property
    def killed(self) -> int:
        """Those that a test tells from the rules."""
        return self.tried - self.equal - len(self.survived)

    @property
    def score(self) -> float:
        """The killed in percent of those that are not equal, to one digit, never rounded up."""
        return 1000 * self.killed // max(1, self.tried - self.equal) / 10


def main(arguments: list[str]) -> int:
    """Try all mutants, or those of the modules named, with all tests or with those named; 1 if the list is stale."""
    paths = [path for path in arguments if path.startswith("bot/")]
    tests = [path for path in arguments if path.startswith("tests/")] or [TESTS]
    with tempfile.TemporaryDirectory() as compiled:
        # Each mutant that is loaded anew would else compile all tests once more, where the environment says so.
        sys.pycache_prefix, sys.dont_write_bytecode = compiled, False
        found = judged(all_mutants(paths), tests)
    sys.stderr.write("".join(f"{_told(mutant)}\n\n" for mutant in found.survived))
    sys.stderr.write(
        "".join(f"stale in equal.txt: {' '.join(key[:2])}\n- {key[2]}\n+ {key[3]}\n" for key in found.stale)
    )
    numbers = {name: getattr(found, name) for name in ("tried", "killed", "equal", "score")}
    numbers["survived"] = len(found.survived)
    sys.stdout.write(f"{json.dumps(numbers) if '--json' in arguments else _sentence(found)}\n")
    return 1 if found.stale else 0


def _told(mutant: Mutant) -> str:
    """As an entry of the list of equals begins, with its line."""
    return f"{mutant.path}:{mutant.line} {mutant.scope}".rstrip() + f"\n- {mutant.old}\n+ {mutant.new}"


def _sentence(found: Found) -> str:
    survived = f"{len(found.survived)} survived, {found.equal} are equal"
    return f"{found.tried} mutants: {found.killed} killed, {survived}. Score: {found.score} %"


def all_mutants(paths: Iterable[str] = ()) -> list[Mutant]:
    """Those of all modules, or of some."""
    modules = [ROOT / path for path in paths] or sorted((ROOT / RULES).rglob("*.py"))
    named = ((str(module.relative_to(ROOT)), module.read_text()) for module in modules)
    return [mutant for path, source in named for mutant in mutants_of(path, source)]


def judged(mutants: Sequence[Mutant], tests: Sequence[str]) -> Found:
    """Try them and set the equal ones apart."""
    lines: Lines = {
        path: {int(line): tests for line, tests in by.items()} for path, by in apart(partial(reached, tests)).items()
    }
    left = tried(tried(mutants, lines, FEW, tests), lines, MANY, tests)
    listed = equal_mutants()
    paths, alive = {mutant.path for mutant in mutants}, {mutant.key for mutant in left}
    survived = [mutant for mutant in left if mutant.key not in listed]
    stale = [key for key in listed if key[0] in paths and key not in alive]
    return Found(len(mutants), len(left) - len(survived), survived, stale)


def tried(mutants: Sequence[Mutant], lines: Lines, profile: str, tests: Sequence[str]) -> list[Mutant]:
    """Those that survive: of a function that ran while modules were loaded, those that do when they are loaded anew."""
    reaching = {mutant: tests_of(mutant, lines) for mutant in mutants}
    told = apart(Exchanging(list(reaching.items()), profile, tests).run)
    fates = {mutant: Fate(code) for mutant, code in zip(mutants, told, strict=True)}
    anew = [
        mutant for mutant in mutants if fates[mutant] is not Fate.KILLED and _is_read_early(mutant, fates, reaching)
    ]
    _ensure_anew_is_as_before(anew)
    for number, mutant in enumerate(anew):
        say(number, len(anew))
        files = [[DECLARED], files_of(mutant.path, lines)] if profile == FEW else [tests]
        fates[mutant] = _loaded_anew(mutant, files)
    return [mutant for mutant in mutants if fates[mutant] is Fate.SURVIVED]


def _is_read_early(mutant: Mutant, fates: Mapping[Mutant, Fate], reaching: Mapping[Mutant, Sequence[str]]) -> bool:
    return fates[mutant] is Fate.NOT_TRIED or LOADING in reaching[mutant]


def _ensure_anew_is_as_before(anew: Sequence[Mutant]) -> None:
    """That tests fail must come from the mutant, and not from how its module was loaded."""
    for path in sorted({mutant.path for mutant in anew})[:CONTROLS]:
        unchanged = replace(next(mutant for mutant in anew if mutant.path == path), number=UNCHANGED)
        if fate_of(partial(fails_loaded_anew, unchanged, FEW, [DECLARED])) is not Fate.SURVIVED:
            raise TestsFailError(f"{path} fails its tests when it is loaded anew without any change")


def _loaded_anew(mutant: Mutant, files: Sequence[Sequence[str]]) -> Fate:
    """Those that ask what is declared, then the files that reach its module; at last all: one may read it elsewhere.

    More examples tell nothing more of what is declared.
    """
    trials = (partial(fails_loaded_anew, mutant, FEW, tests) for tests in files if tests)
    return next((fate for fate in map(fate_of, trials) if fate is not Fate.SURVIVED), Fate.SURVIVED)


def apart(run: Callable[[], Any]) -> Any:
    """What `run` returns in a process of its own, as JSON has it: here nothing of the program may be loaded."""
    with tempfile.TemporaryFile("w+") as answer:
        child = os.fork()
        if not child:
            _answer(run, answer)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
            raise SystemExit(1)
        answer.seek(0)
        return json.load(answer)


def _answer(run: Callable[[], Any], answer: TextIO) -> NoReturn:
    status = 1
    try:
        json.dump(run(), answer)
        answer.flush()
        status = 0
    except BaseException:  # noqa: BLE001 (a fork ends here, whatever happened)
        traceback.print_exc()
    finally:
        os._exit(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
