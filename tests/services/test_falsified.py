"""Somebody with the file changes a row, deletes or adds one: doctor names it, and finds nothing in the honest file.

Each case is what somebody would do who wants an office, a verdict, a rule or a silence, with a tool that opens SQLite.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.domain.ground.inbox import Heartbeat
from bot.services.record.doctor import examine
from tests.support.falsified import FALSIFIED
from tests.support.story import Story


@pytest.fixture(scope="module")
def told() -> tuple[Story, bytes]:
    """The council, lived through once, and its file."""
    story = Story()
    story.do(lambda uow: uow.add(Heartbeat("intake", uow.now)))
    return story, story.dump()


@pytest.fixture
def story(told: tuple[Story, bytes]) -> Iterator[Story]:
    """As it was at its end: what one test does to it no other sees."""
    story, file = told
    now = story.now
    yield story
    story.now = now
    story.load(file)


def found(story: Story) -> dict[str, list[str]]:
    findings: dict[str, list[str]] = {}
    for finding in story.read(examine):
        findings.setdefault(finding.check, []).append(finding.what)
    return findings


def test_in_the_honest_file_nothing_is_found(story: Story) -> None:
    assert found(story) == {}


def test_there_are_as_many_as_were_tried() -> None:
    assert len(FALSIFIED) >= 24


@pytest.mark.parametrize("name", FALSIFIED)
def test_what_was_falsified_is_named(story: Story, name: str) -> None:
    check, words, falsify = FALSIFIED[name]
    falsify(story)
    findings = found(story)
    said = findings.get(check, []) if check else [what for each in findings.values() for what in each]
    assert any(words in what for what in said), findings
    ensure_fit_to_be_shown(story, findings)


def ensure_fit_to_be_shown(story: Story, findings: dict[str, list[str]]) -> None:
    """A sentence for a host, which names nobody and no choice, and none that only says that a check broke down."""
    text = "\n".join(what for each in findings.values() for what in each)
    assert not [person.name for person in story.founders if person.person_id in text or person.name in text]
    assert "not looked at to its end" not in text
