"""One bot at a time on one database, on either engine."""

import pytest

from storage.sole import InUseError, sole_use


def test_a_second_claim_is_refused_while_the_first_lasts_and_granted_afterwards(url):
    with sole_use(url), pytest.raises(InUseError), sole_use(url, patience_s=0):
        pass
    with sole_use(url, patience_s=0):
        pass


def test_a_database_in_memory_is_nobody_elses():
    with sole_use("sqlite:///:memory:"), sole_use("sqlite:///:memory:", patience_s=0):
        pass
