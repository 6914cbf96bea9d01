"""The bench itself in small, so that it cannot rot: every part measures, in its units, and what must be exact is."""

import json

import pytest

from tests.bench.__main__ import BY_NAME, main
from tests.bench.roll import ACTS
from tests.browser.visitor import chromium

UNITS = {
    "votes": {"vote_per_s": "votes/s", "vote_plain_per_s": "votes/s", "vote_ratio": "times"},
    "durable": {"durable_per_s": "use-cases/s", "durable_plain_per_s": "commits/s", "durable_ratio": "times"},
    "electorate": {
        "electorate_large_us": "us",
        "electorate_small_us": "us",
        "electorate_ratio": "times",
        "electorate_opening_ms": "ms",
        "electorate_opening_cpu_ms": "ms",
        **{f"electorate_{step}_cpu_ms": "ms" for step in ("ahead", "close", "count", "noting")},
    },
    "roll": {
        f"roll_{act}_{what}": "times" if what == "ratio" else "us"
        for act in ACTS
        for what in ("small_us", "large_us", "ratio")
    },
    "broadcast": {f"broadcast_{what}_ms": "ms" for what in ("plan", "page", "longest_page", "all")},
    "reminders": {
        "reminders_p50_ms": "ms",
        "reminders_p95_ms": "ms",
        "reminders_timer_p95_ms": "ms",
        "reminders_memory_mib": "MiB",
    },
    "storm": {
        "storm_edits_per_min": "edits",
        "storm_answer_p50_ms": "ms",
        "storm_answer_p99_ms": "ms",
        "storm_card_exact": "1 = yes",
        "storm_refused": "calls",
    },
    "startup": {
        "startup_s": "s",
        "startup_import_s": "s",
        "startup_ratio": "times",
        "idle_mib": "MiB",
        "idle_import_mib": "MiB",
        "idle_ratio": "times",
    },
    "first_vote": {"first_vote_ready_s": "s", "first_vote_s": "s"},
    "month": {
        f"month_12{how}_{what}": "messages"
        for how in ("", "_alone")
        for what in ("group", "answers", "rang", "private", "private_rang")
    },
    "mutants": {
        **{f"mutants_{name}": "mutants" for name in ("tried", "killed", "survived", "equal")},
        "mutants_score": "%",
    },
}
EXACT = {"storm_card_exact": 1.0, "storm_refused": 0.0}


@pytest.mark.parametrize("part", BY_NAME)
async def test_a_part_measures_what_it_says(part):
    if part == "first_vote" and chromium() is None:
        pytest.skip("not measured in a browser: no Chromium (set CHROMIUM, or on Debian: apt-get install chromium)")
    figures = await BY_NAME[part](quick=True)
    assert {figure.key: figure.unit for figure in figures} == UNITS[part]
    for figure in figures:
        assert figure.value == EXACT.get(figure.key, figure.value), figure
        assert figure.value >= 0 or figure.key.startswith("reminders_"), figure


def test_json_is_one_object_with_one_key_for_each_figure(capsys):
    assert main(["--json", "--quick", "durable"]) == 0
    shown = capsys.readouterr()
    figures = json.loads(shown.out)
    assert set(figures) == set(UNITS["durable"])
    assert {"value", "unit", "aim", "met"} <= figures["durable_ratio"].keys()
    assert "python-telegram-bot" in shown.err


def test_an_unknown_part_is_named(capsys):
    assert main(["speed"]) == 2
    assert "'speed'" in capsys.readouterr().err
