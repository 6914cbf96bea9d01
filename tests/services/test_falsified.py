"""Somebody with the file changes a row, deletes or adds one: doctor names it, and finds nothing in the honest file.

Each case is what somebody would do who wants an office, a verdict, a rule or a silence, with a tool that opens SQLite.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.council.council import Council
from bot.domain.ground.entry import Entry
from bot.domain.ground.ids import MandateId, RecallId
from bot.domain.ground.inbox import Heartbeat
from bot.domain.mandates.entries import MandateStarted
from bot.domain.recalls.recall import Recall, RecallState
from bot.services.ground.record import record
from bot.services.record.doctor import examine
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


def sql(statement: str) -> Callable[[Story], None]:
    return lambda story: story.write_raw(statement)


def cut(entries: int) -> Callable[[Story], None]:
    """The last entries are deleted, and the council says that it never had them."""

    def act(story: Story) -> None:
        (council,) = story.find(Council)
        end = council.entries - entries
        (last,) = story.find(Entry, sequence=end)
        story.write_raw(f"DELETE FROM entries WHERE sequence > {end}")
        story.write_raw(f"DELETE FROM entry_texts WHERE sequence > {end}")
        story.write_raw(f"UPDATE councils SET entries = {end}, head = '{last.digest}'")

    return act


def seat_oneself(story: Story) -> None:
    """With an entry that verifies: whoever writes a script for it can chain one on."""
    cleo = story.holder("Cleo")
    own = replace(cleo, mandate_id=MandateId("f" * 32), person_id=story.eva.person_id)

    def act(uow):
        uow.remove(cleo)
        uow.add(own)
        said = MandateStarted(
            own.office_id, own.person_id, own.seat, own.source_ballot_id, own.ends_at.isoformat(), own.is_alternate
        )
        record(uow, own.council_id, said, own.mandate_id)

    story.do(act)


def recall_from_nowhere(story: Story) -> None:
    """A threshold that nobody reached, to be acted on at the next hour."""
    dan = story.holder("Dan")
    now = story.now
    made = Recall(
        story.council_id, RecallId("f" * 32), dan.mandate_id, RecallState.REPLY, now, now, base=6, needed=3, got=3,
        usual=3,
    )  # fmt: skip
    story.do(lambda uow: uow.add(made))


def past_the_end(story: Story) -> None:
    """Nobody ends the term: its duty is moved to next year."""
    cleo = story.holder("Cleo")
    year = int(timedelta(days=400) / timedelta(microseconds=1))
    story.write_raw(f"UPDATE due SET due_at = due_at + {year} WHERE key = 'end_mandate:{cleo.mandate_id}'")
    story.now = cleo.ends_at + timedelta(days=1)
    story.write_raw("DELETE FROM heartbeats")
    story.do(lambda uow: uow.add(Heartbeat("intake", uow.now)))


def person(name: str) -> str:
    return f"(SELECT person_id FROM persons WHERE name = '{name}')"


def live(name: str) -> str:
    return f"person_id = {person(name)} AND ended_at IS NULL"


PROPOSAL = "text = 'Mend the roof'"
ADOPTED = "text = 'Buy a barrel'"
REMINDER = "kind = 'remind_of_report' AND done_at IS NULL"
PAID = "text = 'Pay by Friday'"

FALSIFIED: dict[str, tuple[str, str, Callable[[Story], None]]] = {
    "the office given to somebody else": (
        "holders",
        "given to somebody else",
        sql(f"UPDATE mandates SET person_id = {person('Eva')} WHERE {live('Anna')}"),
    ),
    "an office for oneself, with an entry that verifies": (
        "holders",
        "did not elect its holder",
        seat_oneself,
    ),
    "a term of another length": (
        "holders",
        "its term ends",
        sql(f"UPDATE mandates SET ends_at = ends_at + 31536000000000 WHERE {live('Anna')}"),
    ),
    "held past its end": ("holders", "it is still held", past_the_end),
    "nothing ends the term": (
        "holders",
        "nothing is planned that would end it",
        sql("DELETE FROM due WHERE kind = 'end_mandate' AND done_at IS NULL"),
    ),
    "a holder off the roll": (
        "holders",
        "not on the roll",
        sql(f"UPDATE members SET state = 'left' WHERE person_id = {person('Cleo')}"),
    ),
    "somebody put on the roll again": (
        "roll",
        "1 are kept as active, and the record tells of them last: removed",
        sql(f"UPDATE members SET state = 'active' WHERE person_id = {person('Finn')}"),
    ),
    "an opponent off the roll": (
        "roll",
        "1 are kept as left",
        sql(f"UPDATE members SET state = 'left' WHERE person_id = {person('Eva')}"),
    ),
    "an opponent made to rest": (
        "roll",
        "1 are kept as resting",
        sql(f"UPDATE members SET state = 'resting' WHERE person_id = {person('Eva')}"),
    ),
    "a recalled holder back in office": (
        "holders",
        "whether it has ended",
        sql("UPDATE mandates SET ended_at = NULL, end_reason = NULL WHERE end_reason = 'recalled'"),
    ),
    "another reason for the end": (
        "holders",
        "whether it has ended, or why",
        sql("UPDATE mandates SET end_reason = 'resigned' WHERE end_reason = 'recalled'"),
    ),
    "a mandate deleted": (
        "holders",
        "stands in the record, but is gone",
        sql("DELETE FROM mandates WHERE ended_at IS NOT NULL"),
    ),
    "a threshold made lower": (
        "recalls",
        "its threshold was another",
        sql("UPDATE recalls SET needed = needed - 1, usual = usual - 1 WHERE state = 'reply'"),
    ),
    "a threshold from nowhere": ("recalls", "it is kept as reply, and the record says reached", recall_from_nowhere),
    "a recall that nothing goes on with": (
        "recalls",
        "nothing is planned that would go on with it",
        sql("DELETE FROM due WHERE kind = 'open_recall' AND done_at IS NULL"),
    ),
    "a recall deleted": (
        "recalls",
        "stands in the record, but is gone",
        sql("DELETE FROM recalls WHERE state = 'reply'"),
    ),
    "a recall called off by hand": (
        "recalls",
        "it is kept as lapsed, and the record says reply",
        sql("UPDATE recalls SET state = 'lapsed' WHERE state = 'reply'"),
    ),
    "the verdict on a recall": (
        "recalls",
        "it is kept as passed, and the record says failed",
        sql("UPDATE recalls SET state = 'passed' WHERE state = 'failed'"),
    ),
    "the reply to a recall": (
        "recalls",
        "its reply is not the one",
        sql("UPDATE recalls SET reply = 'I am guilty' WHERE state = 'failed'"),
    ),
    "the time without recalls never ends": (
        "recalls",
        "nothing is planned that would end that",
        sql("UPDATE due SET done_at = due_at WHERE kind = 'end_cool_down'"),
    ),
    "grounds for a recall": (
        "recalls",
        "its grounds are not those",
        sql("UPDATE recall_calls SET grounds = 'He is a fine man'"),
    ),
    "reminders of a report": (
        "reports",
        "reminders of the report by",
        sql("UPDATE due SET done_at = due_at WHERE kind = 'remind_of_report' AND done_at IS NULL"),
    ),
    "a reminder of a report deleted": (
        "reports",
        "1 reminders of the report by",
        sql(f"DELETE FROM due WHERE due_id = (SELECT max(due_id) FROM due WHERE {REMINDER})"),
    ),
    "nobody will find the report missing": (
        "reports",
        "nothing is planned that would find it missing",
        sql("DELETE FROM due WHERE kind = 'report_overdue' AND done_at IS NULL"),
    ),
    "reminders of a vote": (
        "ballots",
        "is not planned",
        sql("DELETE FROM due WHERE kind IN ('remind_half', 'remind_last') AND done_at IS NULL"),
    ),
    "a date for a report deleted": (
        "reports",
        "dates for a report were set",
        sql("DELETE FROM report_backs WHERE state = 'due'"),
    ),
    "a missed date deleted": (
        "reports",
        "was missed",
        sql("DELETE FROM report_backs WHERE state = 'missed'"),
    ),
    "a missed report made a late one": (
        "reports",
        "whether the report of",
        sql("UPDATE report_backs SET state = 'late' WHERE state = 'missed'"),
    ),
    "a report overdue that is not": (
        "reports",
        "the record knows nothing of it",
        sql("UPDATE report_backs SET state = 'overdue' WHERE state = 'due'"),
    ),
    "the verdict on a report": (
        "reports",
        "another verdict",
        sql("UPDATE reports SET verdict = 'accepted' WHERE verdict = 'rejected'"),
    ),
    "a verdict before its time": (
        "reports",
        "knows of no verdict",
        sql("UPDATE reports SET verdict = 'accepted' WHERE verdict = 'open'"),
    ),
    "the ratings behind a verdict": (
        "reports",
        "or other numbers",
        sql("UPDATE reports SET accepts = accepts + 1 WHERE verdict = 'accepted'"),
    ),
    "a report rated for ever": (
        "reports",
        "nothing is planned that would end that",
        sql("DELETE FROM due WHERE kind = 'judge_report' AND done_at IS NULL"),
    ),
    "the text of a report": (
        "reports",
        "its text is not the one",
        sql("UPDATE reports SET text = 'We paid twice' WHERE verdict = 'accepted'"),
    ),
    "the claims of a report": (
        "reports",
        "what it says of instructions",
        sql("UPDATE reports SET claims = '{}' WHERE verdict = 'accepted'"),
    ),
    "a report deleted": ("reports", "but is gone", sql("DELETE FROM reports WHERE verdict = 'rejected'")),
    "an answer to a question": (
        "reports",
        "an answer under it is not as it was given",
        sql("UPDATE questions SET answer = 'Four'"),
    ),
    "a question deleted": ("reports", "1 questions stand in the record", sql("DELETE FROM questions")),
    "the text of a decision": (
        "ballots",
        "does not read as it was put",
        sql(f"UPDATE ballots SET text = 'Buy two barrels' WHERE {ADOPTED}"),
    ),
    "the text of what is voted on": (
        "ballots",
        "does not read as it was put",
        sql(f"UPDATE ballots SET text = 'Sell the roof' WHERE {PROPOSAL}"),
    ),
    "an option": (
        "ballots",
        "does not read as it was put",
        sql("UPDATE ballots SET options = replace(options, 'Red', 'Green')"),
    ),
    "the rule that a change of the charter was about": (
        "ballots",
        "does not read as it was put",
        sql("UPDATE ballots SET text = 'waiting_period: 1d → 30d' WHERE kind = 'charter'"),
    ),
    "grounds for a removal": (
        "ballots",
        "does not read as it was put",
        sql("UPDATE ballots SET text = 'She has the spade' WHERE state = 'reply'"),
    ),
    "somebody else to be removed": (
        "ballots",
        "it is about somebody else",
        lambda story: story.write_raw(
            f"UPDATE ballots SET subject = replace(subject, '{story.hal.person_id}', '{story.ida.person_id}')"
            " WHERE state = 'reply'"
        ),
    ),
    "a removal that never comes to the vote": (
        "ballots",
        "nothing is planned that would go on with it",
        sql("DELETE FROM due WHERE kind = 'open_removal' AND done_at IS NULL"),
    ),
    "an open vote closed by hand": (
        "ballots",
        "the record does not know of it",
        sql(f"UPDATE ballots SET state = 'closed', outcome = 'adopted', closed_at = opened_at WHERE {PROPOSAL}"),
    ),
    "a rejected proposal withdrawn": (
        "ballots",
        "the record says that it closed",
        sql("UPDATE ballots SET state = 'withdrawn' WHERE text = 'Paint the fence'"),
    ),
    "a decision without its number": (
        "ballots",
        "has its number",
        sql(f"UPDATE ballots SET number = NULL, is_practice = 1 WHERE {ADOPTED}"),
    ),
    "a vote deleted": ("ballots", "but is gone", sql(f"DELETE FROM ballots WHERE {PROPOSAL}")),
    "the text of an instruction": (
        "instructions",
        "its text is not the one",
        sql(f"UPDATE instructions SET text = 'Pay by Easter' WHERE {PAID}"),
    ),
    "an instruction withdrawn by hand": (
        "instructions",
        "it is kept as withdrawn, and the record says open",
        sql("UPDATE instructions SET state = 'withdrawn' WHERE state = 'open'"),
    ),
    "an instruction kept by hand": (
        "instructions",
        "it is kept as kept",
        sql("UPDATE instructions SET state = 'kept' WHERE state = 'open'"),
    ),
    "the answer to an instruction": (
        "instructions",
        "its answer is kept as accepted",
        sql("UPDATE instructions SET answer = 'accepted' WHERE answer = 'refused'"),
    ),
    "an instruction deleted": ("instructions", "but is gone", sql("DELETE FROM instructions WHERE state = 'open'")),
    "a rule of the charter": (
        "rules",
        "is not '2d'",
        sql("UPDATE councils SET charter = '{}'"),
    ),
    "the record cut off by one entry": ("entries", "no entry", cut(1)),
    "the record cut off by five entries": ("entries", "no entry", cut(5)),
    "the record cut off by a hundred entries": ("entries", "no entry", cut(100)),
    "the record cut off, and the council knows of more": (
        "record",
        "not as the council has it",
        sql("DELETE FROM entries WHERE sequence = (SELECT max(sequence) FROM entries)"),
    ),
    "a vote more": (
        "tallies",
        "voted",
        sql(f"UPDATE ballots SET voters = voters + 1, voted = voted + 1 WHERE {ADOPTED}"),
    ),
    "a result turned round": (
        "results",
        "differs from a recount",
        sql("UPDATE ballots SET outcome = 'adopted' WHERE text = 'Paint the fence'"),
    ),
    "an entry under another name": (
        "record",
        "does not verify",
        sql("UPDATE entries SET actor_id = NULL WHERE kind = 'proposed'"),
    ),
}


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
