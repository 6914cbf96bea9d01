"""What a weekly digest leaves behind tells nobody who had voted, and who had not."""

from __future__ import annotations

from pathlib import Path

from bot.domain.ground.outgoing import Outgoing, OutgoingState
from bot.domain.ground.person import Person
from bot.reads.ground.audience import Audience
from bot.services.council.delivery import mark_sent, mark_trouble
from bot.services.me.digest import set_digest
from tests.faults.town import Town
from tests.support.proposals import proposed, vote

NAMES = ("Anna", "Ben", "Cleo", "Dan", "Eve", "Finn")


def deliver(town: Town) -> set[str]:
    """As delivery does it; who got one."""
    got = set()
    for row in town.screens("digest"):
        model, _ = town.read(town.shown.load, Audience(row.council_id, row.person_id, "mandate_bot"), row)
        if model is None:
            town.do(mark_trouble, row.outgoing_id, "nothing to show", OutgoingState.DROPPED)
        else:
            assert row.person_id is not None
            got.add(str(row.person_id))
            town.do(mark_sent, row.outgoing_id, row.chat_id, 7)
    return got


def standing_of(town: Town, person: Person) -> list[object]:
    """What rows of messages say of somebody, but for who they are."""
    rows = town.find(Outgoing, person_id=person.person_id)
    return [(row.screen, row.state, row.trouble, row.sent_at is None, row.verbs) for row in rows]


def test_who_had_voted_and_who_had_not_look_alike_afterwards(tmp_path: Path) -> None:
    town = Town(tmp_path)
    people = town.founded(*NAMES)
    ballot = proposed(town, people[0], "14d: We buy a barrel")
    for person in people:
        town.do(set_digest, is_on=True, by=person, chat_id=person.telegram_id)
    for person in people[:3]:
        vote(town, ballot, "yes", person)
    got = set()
    before = {person.person_id: standing_of(town, person) for person in people}
    for _ in range(8 * 24):
        town.pass_time(hours=1)
        got |= deliver(town)
        assert b'"digest"' not in b"".join(town.left_behind()) or not got
    assert got == {person.person_id for person in people[3:]}
    assert all(
        standing_of(town, person)[: len(before[person.person_id])] == before[person.person_id] for person in people
    )
    assert town.find(Outgoing, screen="digest") == []
