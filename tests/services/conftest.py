"""A hall in which elections are held, for every test that asks for it."""

import pytest

from bot.services.record.doctor import examine
from tests.support.booths import Booths
from tests.support.hall import FIVE, Hall


@pytest.fixture
def hall():
    """Whatever a test does, the doctor finds nothing wrong afterwards."""
    hall = Hall()
    yield hall
    assert not hall.read(examine)


@pytest.fixture
def five(hall):
    """The council's first members, by whom the tests know them."""
    return hall.founded(*FIVE)


@pytest.fixture
def booths():
    """A hall whose elections are voted in the booth."""
    return Booths()


@pytest.fixture
def voters(booths):
    """Its first members."""
    return booths.founded(*FIVE)
