import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise

from storage.identifiers import next_uuid
from tests.storage.conftest import NOW

UUID7 = re.compile(r"[0-9a-f]{12}7[0-9a-f]{3}[89ab][0-9a-f]{15}")


def test_ids_have_the_form_of_uuid_version_7():
    assert all(UUID7.fullmatch(next_uuid(NOW)) for _ in range(1000))


def test_ids_rise_within_one_moment_and_when_the_clock_falls_back():
    moments = [NOW, NOW, NOW + timedelta(days=1), NOW, NOW - timedelta(days=400), NOW + timedelta(days=2)]
    made = [next_uuid(at) for at in moments for _ in range(500)]
    assert all(one < other for one, other in pairwise(made))


def test_ids_made_by_many_threads_are_distinct():
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: next_uuid(NOW), range(4000)))
    assert len(set(made)) == 4000


def test_an_id_tells_the_moment_it_was_made():
    later = NOW + timedelta(days=4000)
    assert int(next_uuid(later)[:12], 16) == int(later.timestamp() * 1000)
