from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from bot.domain.ballots.messages import (
    BallotCard,
    BallotHalfTime,
    BallotPrivate,
    BallotReminder,
    ConfirmSeriesEnd,
    ConfirmWhen,
    ConfirmWithdraw,
)
from bot.domain.council.messages import Refused, Returned, Welcome
from bot.domain.elections.messages import Nominate, Nominated, NominateOnCard
from bot.domain.ground.ids import BallotId, CouncilId, InstructionId, PersonId, RecallId
from bot.domain.ground.kept import NotReadableError, from_json, name_of, to_json
from bot.domain.ground.message import CardMessage, Message
from bot.domain.ground.messages import Confirmed, PickPerson
from bot.domain.ground.outgoing import Card, Outgoing, message_of, message_on
from bot.domain.ground.told import Fields
from bot.domain.instructions.messages import InstructionGiven
from bot.domain.recalls.messages import RecallVerdict
from bot.domain.recalls.questions import ConfirmRecall
from tests.storage.conftest import NOW

COUNCIL = CouncilId("c" * 32)
BALLOT, LATER, ORDER = BallotId("b" * 32), BallotId("e" * 32), InstructionId("f" * 32)


@pytest.mark.parametrize(
    "message",
    [Confirmed(is_yes=True), Returned(NOW, 2), Welcome(COUNCIL),
     Refused("not_here", Fields.of({"title": "Garden", "at": None})),
     PickPerson((PersonId("a"), PersonId("b")), page=1, asked_id=PersonId("c"))],
)  # fmt: skip
def test_a_message_is_read_back_as_it_was_kept(message):
    assert from_json(type(message), to_json(message)) == message


def test_a_message_with_a_field_that_does_not_exist_cannot_be_made():
    with pytest.raises(TypeError):
        Confirmed(is_yess=True)  # type: ignore[call-arg]


def test_a_card_is_told_by_its_subject_alone():
    card = Card(COUNCIL, "d" * 32, name_of(Welcome), COUNCIL, NOW)
    assert Welcome(COUNCIL).subject_id == COUNCIL
    assert message_on(Welcome, card) == Welcome(COUNCIL)


@dataclass(frozen=True, slots=True)
class TwoSubjects(CardMessage):
    one: str
    two: str


@pytest.mark.parametrize("kind", [Confirmed, RecallVerdict, TwoSubjects, Message])
def test_what_is_no_card_is_not_read_from_one(kind):
    with pytest.raises(NotReadableError):
        message_on(kind, Card(COUNCIL, "d" * 32, name_of(kind), COUNCIL, NOW))


def test_a_row_is_read_as_the_message_it_holds_or_not_at_all():
    row = Outgoing("o", "key", CouncilId("c"), None, "recall_verdict", NOW, NOW, {"recall_id": "r"})
    assert message_of(RecallVerdict, row) == RecallVerdict(RecallId("r"))
    with pytest.raises(NotReadableError):
        message_of(RecallVerdict, replace(row, params={"misspelt": "r"}))


@pytest.mark.parametrize(
    ("message", "about"),
    [(BallotCard(BALLOT), BALLOT), (BallotPrivate(BALLOT), BALLOT), (Nominated(BALLOT), BALLOT),
     (InstructionGiven(ORDER), ORDER), (BallotReminder(((COUNCIL, BALLOT), (COUNCIL, LATER))), BALLOT),
     (BallotReminder(()), None), (Confirmed(is_yes=True), None)],
)  # fmt: skip
def test_what_is_offered_ends_with_what_it_is_about(message, about):
    assert message.offered_on == about


def test_the_button_for_all_of_it_means_more_where_a_question_has_one():
    withdrawing, other = ConfirmWithdraw(BallotId("b")), ConfirmSeriesEnd(BallotId("b"))
    assert withdrawing.widened() == ConfirmWithdraw(BallotId("b"), is_whole=True)
    assert other.widened() is other
    asked = ConfirmWhen(
        "tomorrow 18:00: party", "on 06.03.2026 18:00: party", datetime(2026, 3, 6, 18, tzinfo=UTC), None
    )
    assert (asked.is_now, asked.widened().is_now) == (False, True)


def test_for_which_office_somebody_is_picked_is_said_of_nominations_alone():
    assert Nominate("Clerk").for_office == NominateOnCard(BALLOT, "Clerk").for_office == "Clerk"
    assert ConfirmRecall().for_office == ""


def test_what_the_council_is_reminded_of_together_begins_with_the_one_whose_time_it_is():
    assert BallotHalfTime(BALLOT, "half", (LATER,)).ballots == (BALLOT, LATER)
