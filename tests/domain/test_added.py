"""Options added to a ballot: until when, by whom, and which."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.ballots.added import (
    AddedEnoughError,
    OptionsFixedError,
    ensure_adds,
    ensure_takes,
    options_end,
    takes_options,
)
from bot.domain.ballots.ballot import Ballot, BallotClosedError, BallotState, Method
from bot.domain.ballots.drafts import (
    DuplicateOptionError,
    OptionsMissingError,
    ReservedOptionError,
    ensure_option,
    parse_proposal,
    whole_text,
)
from bot.domain.ballots.subject import ProposalSubject, Subject
from bot.domain.ground.ids import BallotId, CouncilId
from bot.domain.ground.text import EmptyTextError, OptionTooLongError, TextTooLongError, TooManyOptionsError

NOW = datetime(2026, 3, 2, tzinfo=UTC)
OPEN = Ballot(
    CouncilId("c"), BallotId("b"), ProposalSubject.KIND, Method.ONE, BallotState.OPEN, "text", NOW, 0,
    options=("Sea", "Hills"), subject=ProposalSubject(takes_options=True),
)  # fmt: skip


def test_the_first_third_of_the_time():
    assert options_end(NOW, NOW + timedelta(days=3)) == NOW + timedelta(days=1)
    ensure_takes(OPEN, NOW, NOW - timedelta(seconds=1))


@pytest.mark.parametrize(
    ("ballot", "until", "error"),
    [
        (OPEN, NOW, OptionsFixedError),
        (OPEN, None, OptionsFixedError),
        (replace(OPEN, run_off_of_id=BallotId("a")), NOW + timedelta(1), OptionsFixedError),
        (replace(OPEN, subject=ProposalSubject()), NOW + timedelta(1), OptionsFixedError),
        (replace(OPEN, state=BallotState.CLOSED), NOW + timedelta(1), BallotClosedError),
        (replace(OPEN, state=BallotState.SUSPENDED), NOW + timedelta(1), BallotClosedError),
    ],
)
def test_when_none_is_taken(ballot, until, error):
    with pytest.raises(error):
        ensure_takes(ballot, until, NOW)


def test_no_other_kind_takes_any():
    assert not takes_options(replace(OPEN, subject=Subject()))
    assert Subject().others_added == 0
    assert not Subject().was_unvoted


def test_two_of_each_member():
    ensure_adds(1)
    with pytest.raises(AddedEnoughError):
        ensure_adds(2)


@pytest.mark.parametrize(
    ("text", "method", "days"),
    [
        ("open: Which?\n- a\n- b", Method.ONE, None),
        ("Open\nWhich?\n- a\n- b", Method.ONE, None),
        ("3d: many open: Which?\n- a\n- b", Method.MANY, 3),
        ("open many: 3d: Which?\n- a\n- b", Method.MANY, 3),
        ("rank, open\n2d\nWhich?\n- a\n- b", Method.RANK, 2),
        ("rank open:\nWhich?\n- a\n- b", Method.RANK, None),
    ],
)
def test_the_word_stands_beside_the_kind_of_ballot(text, method, days):
    draft = parse_proposal(text)
    assert (draft.text, draft.options, draft.method, draft.takes_options) == ("Which?", ("a", "b"), method, True)
    assert draft.duration == (timedelta(days=days) if days else None)


@pytest.mark.parametrize("text", ["many open doors?\n- a\n- b", "open the gate?\n- a\n- b", "Which?\n- a\n- b"])
def test_a_word_of_the_text_opens_nothing(text):
    assert not parse_proposal(text).takes_options


@pytest.mark.parametrize("text", ["open: Which?", "open"])
def test_without_options_it_is_said_that_they_are_missing(text):
    with pytest.raises(OptionsMissingError) as refused:
        parse_proposal(text)
    assert refused.value.fields["method"] == "open"


def test_a_sentence_that_begins_so_is_a_text():
    assert parse_proposal("Open: the garden gate, from 8").text == "Open: the garden gate, from 8"
    assert not whole_text(parse_proposal("open: Which?\n- a\n- b")).takes_options


def test_an_option_is_one_line():
    assert ensure_option("Where?", ("Sea",), " - Lake\nor pond ") == "Lake or pond"


@pytest.mark.parametrize(
    ("text", "options", "added", "error"),
    [
        ("Where?", ("Sea",), "  ", EmptyTextError),
        ("Where?", ("Sea",), "--", EmptyTextError),
        ("Where?", ("Sea",), "sea", DuplicateOptionError),
        ("Where?", ("Sea",), "None of these", ReservedOptionError),
        ("Where?", ("Sea",), "x" * 101, OptionTooLongError),
        ("Where?", tuple(map(str, range(20))), "x", TooManyOptionsError),
        ("x" * 2999, ("S",), "x", TextTooLongError),
    ],
)
def test_what_the_proposer_may_not_write_nobody_adds(text, options, added, error):
    with pytest.raises(error):
        ensure_option(text, options, added)
