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


@pytest.mark.xdist_group("postgres")
def test_a_claim_that_the_server_dropped_is_made_again_unless_somebody_else_did(postgres, postgres_url):
    with sole_use(postgres_url) as is_ours:
        assert postgres.end_connections(postgres_url) > 0
        assert is_ours()
        with pytest.raises(InUseError), sole_use(postgres_url, patience_s=0):
            pass
        postgres.end_connections(postgres_url)
        with sole_use(postgres_url):
            assert not is_ours()
