"""What somebody with the file would change, delete or add: which check sees it, what it says, and how it is done.

Each wants an office, a verdict, a rule or a silence, and has a tool that opens SQLite.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.domain.council.council import Council
from bot.domain.ground.entry import Entry
from bot.domain.ground.ids import MandateId, RecallId
from bot.domain.ground.inbox import Heartbeat
from bot.domain.mandates.entries import MandateStarted
from bot.domain.recalls.recall import Recall, RecallState
from bot.services.ground.record import record
from tests.support.falsified_reports import FALSIFIED_REPORTS, Falsified, sql
from tests.support.story import Story


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

FALSIFIED: Falsified = {
    **FALSIFIED_REPORTS,
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
    "reminders of a vote": (
        "ballots",
        "is not planned",
        sql("DELETE FROM due WHERE kind IN ('remind_half', 'remind_last') AND done_at IS NULL"),
    ),
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
