"""The bench of mutants: what it changes, and that its list of equals speaks of what is there."""

import ast

import pytest

from tests.bench.mutation.__main__ import all_mutants
from tests.bench.mutation.changes import changed, mutants_of
from tests.bench.mutation.equal import equal_mutants

SOURCE = '''
LIMIT: Final[int] = 3


@dataclass(frozen=True)
class Held:
    """Four of 5."""

    many: int = 0

    def fits(self, names, /):
        if names and self.many < LIMIT:
            raise TooFew(f"{self.many + 1} of {LIMIT}")
        return [name for name in sorted(names) if name]
'''
CHANGES = {
    ("", "LIMIT: Final[int] = 4"),
    ("Held", "many: int = 1"),
    ("Held.fits", "if names or self.many < LIMIT:"),
    ("Held.fits", "if names and self.many <= LIMIT:"),
    ("Held.fits", "pass"),
    ("Held.fits", "return [name for name in list(names) if name]"),
    ("Held.fits", "return [name for name in sorted(names) if not name]"),
    ("Held.fits", "return [name for name in sorted(names) if True]"),
}


def test_each_place_is_changed_by_itself_and_no_text_or_decorator_is():
    mutants = mutants_of("bot/domain/held.py", SOURCE)
    assert {(mutant.scope, mutant.new) for mutant in mutants} == CHANGES
    for mutant in mutants:
        told = ast.unparse(changed(SOURCE, mutant.number))
        assert mutant.new in told
        assert mutant.old not in told or mutant.new == "pass"


def test_every_entry_of_the_list_of_equals_names_a_mutant_and_why():
    listed = equal_mutants()
    there = {mutant.key for mutant in all_mutants(sorted({path for path, *_ in listed}))}
    assert [key for key in listed if key not in there] == []
    assert all(listed.values())


@pytest.mark.parametrize(
    "entry",
    [
        "bot/domain/held.py Held\n- a\n+ b",
        "bot/domain/held.py Held\na\nb\nno signs",
        "x\n- a\n+ b\ny\n\nx\n- a\n+ b\ny",
    ],
)
def test_an_entry_without_its_reason_or_twice_is_refused(entry):
    with pytest.raises(ValueError, match=r"entry|twice"):
        equal_mutants(f"The head.\n\n{entry}")
