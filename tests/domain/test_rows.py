"""What is true of every module of the domain, read from the modules themselves."""

import dataclasses
import importlib
import pkgutil

import pytest

import bot.domain
from bot.domain.ground.errors import DomainError

MODULES = [importlib.import_module(found.name) for found in pkgutil.walk_packages(bot.domain.__path__, "bot.domain.")]
CLASSES = sorted(
    {value for module in MODULES for value in vars(module).values() if isinstance(value, type)},
    key=lambda kind: kind.__qualname__,
)
ROWS = [kind for kind in CLASSES if dataclasses.is_dataclass(kind)]
ERRORS = [kind for kind in CLASSES if issubclass(kind, DomainError) and kind is not DomainError]


def test_something_was_found():
    assert len(MODULES) > 30
    assert len(ROWS) > 50
    assert len(ERRORS) > 40


@pytest.mark.parametrize("kind", ROWS)
def test_a_value_of_the_rules_never_changes_and_has_no_hidden_fields(kind):
    assert kind.__dataclass_params__.frozen
    assert "__slots__" in vars(kind)


def test_no_two_errors_share_a_code():
    """A code is how the words of a refusal are found."""
    codes = [kind.code for kind in ERRORS]
    assert sorted(codes) == sorted(set(codes))
    assert DomainError.code not in codes
