"""Whatever a council lives through, doctor finds nothing: to call an honest record broken is worse than a miss.

The council of tests/support/story.py goes on in one way each.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState, Method
from bot.domain.council.council import Council
from bot.domain.ground.inbox import Heartbeat
from bot.domain.removals.questions import ConfirmLeave
from bot.domain.roll.seen import InChat
from bot.services.ballots.amending import amend, vote_on_whole_text
from bot.services.ballots.anew import look_for_lost_papers
from bot.services.ballots.papers import key_of
from bot.services.ballots.proposals import propose
from bot.services.ballots.voting import cast_vote
from bot.services.charter.charter import change_charter
from bot.services.council.council import ensure_council
from bot.services.council.muting import fall_silent, speak_again
from bot.services.me.forget import forget
from bot.services.record.doctor import examine
from bot.services.removals.leaving import leave
from bot.services.roll.migration import migrate
from bot.services.roll.roll import join
from tests.support.council import GROUP
from tests.support.lost_time import away, deaf
from tests.support.story import Story

NEW = -1_000_000_000_777


@pytest.fixture
def story() -> Story:
    return Story()


def forgotten(story: Story) -> None:
    """One after the other asks to be forgotten, while much of theirs is under way; then that is over too."""
    for person in (*story.founders, story.ida):
        story.do(forget, by=person)
        ensure_honest(story)
    story.pass_time(days=30)


def outage(story: Story) -> None:
    for days in (1, 20, 90):
        deaf(story, days=days)
        ensure_honest(story)
        story.pass_time(days=2)


def absence(story: Story) -> None:
    away(story, days=10)
    ensure_honest(story)
    story.pass_time(days=10)


def silence(story: Story) -> None:
    """The group may not be written to for a while."""
    story.do(fall_silent, story.council_id)
    story.pass_time(days=5)
    ensure_honest(story)
    story.do(lambda uow: speak_again(uow, uow.get(Council, story.council_id)))
    story.pass_time(days=10)


def migration(story: Story) -> None:
    story.do(migrate, GROUP, NEW)
    ensure_honest(story)
    story.pass_time(days=10)


def merging(story: Story) -> None:
    """The new chat was heard of first: what was begun there is the council's own."""
    younger = story.do(ensure_council, NEW, "Garden")
    people = story.people("Zed", "Yan", "Xia")
    for person in people:
        story.do(join, younger.council_id, InChat.YES, by=person, chat_id=NEW)
    for text in ("Buy a rake", "Which?\n- One\n- Two"):
        begun = story.do(propose, younger.council_id, text, None, by=people[0], chat_id=NEW)
        story.do(cast_vote, younger.council_id, begun.ballot_id, begun.choices[0], by=people[1], chat_id=NEW)
    story.do(migrate, GROUP, NEW)
    ensure_honest(story)
    story.pass_time(days=10)
    assert story.one(Ballot, text="Buy a rake").state is BallotState.CLOSED


def leaving(story: Story) -> None:
    """Every holder leaves; alternates and elections follow."""
    for person in (story.cleo, story.anna, story.dan):
        story.do(leave, story.council_id, ConfirmLeave(), by=person)
        ensure_honest(story)
        story.pass_time(days=2)
    story.pass_time(days=30)


def years(story: Story) -> None:
    """Nobody does anything any more: terms end, everybody rests."""
    for _ in range(12):
        story.pass_time(days=30)
        ensure_honest(story)


def other_days(story: Story) -> None:
    """The council's zone and its reminders are others, while dates are owed."""
    for rule, value in (("zone", "Asia/Tokyo"), ("reminders", "few")):
        ballot = story.do(change_charter, story.council_id, rule, value, by=story.cleo)
        assert ballot is not None
        story.say(ballot, "yes")
    for _ in range(8):
        story.pass_time(days=5, hours=7)
        ensure_honest(story)


def other_texts(story: Story) -> None:
    """Amended twice, and made a vote on the whole text."""
    amended = story.propose("Plant beans", story.ida)
    options = story.propose("Which tree?\n- Oak\n- Elm", story.ida)
    for text in ("Plant peas", "Plant\n- peas\n- beans"):
        story.do(amend, story.council_id, amended.ballot_id, text, by=story.ida)
        ensure_honest(story)
    story.do(vote_on_whole_text, story.council_id, options.ballot_id, by=story.ida)
    ensure_honest(story)
    assert story.fresh(options).method is Method.YES_NO
    story.do(forget, by=story.ida)
    story.pass_time(days=10)


def lost_papers(story: Story) -> None:
    """The key of what is voted on is gone: it begins anew."""
    ballot = story.fresh(story.proposal)
    story.sealing.destroy_key(key_of(ballot))
    story.do(look_for_lost_papers)
    story.pass_time(minutes=1)
    ensure_honest(story)
    story.pass_time(days=10)


def early_end(story: Story) -> None:
    """Everybody has voted: the last hour runs, and the last reminder is no more ahead."""
    for voter in story.voters:
        story.do(cast_vote, story.council_id, story.proposal.ballot_id, "yes", by=voter)
    ensure_honest(story)
    story.pass_time(days=1)


LIVED: dict[str, Callable[[Story], None]] = {
    "forgotten": forgotten,
    "outage": outage,
    "absence": absence,
    "silence": silence,
    "migration": migration,
    "merging": merging,
    "leaving": leaving,
    "years": years,
    "other days": other_days,
    "other texts": other_texts,
    "lost papers": lost_papers,
    "early end": early_end,
}


@pytest.mark.parametrize("name", LIVED)
def test_nothing_is_found_in_what_was_lived_through(story: Story, name: str) -> None:
    ensure_honest(story)
    LIVED[name](story)
    ensure_honest(story)


def ensure_honest(story: Story) -> None:
    """The bot is up, and has done all that was due."""
    story.pass_time()
    story.write_raw("DELETE FROM heartbeats")
    story.do(lambda uow: uow.add(Heartbeat("intake", uow.now)))
    assert story.read(examine) == []
