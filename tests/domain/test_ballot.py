from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.ballots.ballot import (
    ABSTAIN,
    AMENDABLE_FOR,
    NONE,
    REOPEN,
    Ballot,
    BallotAmendedError,
    BallotClosedError,
    BallotState,
    ChoiceUnknownError,
    Method,
    Outcome,
    TooLateToAmendError,
    TooLateToWithdrawError,
    ensure_amendable,
    ensure_choice,
    ensure_edition,
    ensure_open,
    ensure_withdrawable,
    never_waits,
    paper_context,
    picks_after,
    was_counted,
)
from bot.domain.ballots.rounds import second_round
from bot.domain.ballots.subject import ProposalSubject
from bot.domain.elections.election import Race
from bot.domain.ground.ids import BallotId, CouncilId, MandateId, PersonId
from bot.domain.recalls.subject import RecallSubject
from bot.domain.removals.subject import RemovalSubject

NOW = datetime(2026, 3, 2, tzinfo=UTC)


def ballot(method=Method.YES_NO, state=BallotState.OPEN, kind=ProposalSubject.KIND, **fields):
    given = {"opened_at": NOW, "options": ("A", "B", "C") if method is not Method.YES_NO else ()}
    return Ballot(
        CouncilId("c"), BallotId("b"), kind, method, state, "text", NOW, 3600, **{**given, **fields}
    )  # fmt: skip


def test_the_paper_lists_what_can_be_chosen():
    assert ballot().choices == ("yes", "no", "abstain")
    assert ballot(Method.ONE).choices == ("0", "1", "2", NONE, ABSTAIN)
    assert ballot(Method.STV).choices == ("0", "1", "2", REOPEN, ABSTAIN)


def test_it_asks_everybody_but_those_whom_it_is_about():
    assert ballot().without == ()
    assert ballot(subject=RecallSubject(holder_ids=(PersonId("anna"), PersonId("ben")))).without == ("anna", "ben")
    assert ballot(subject=RemovalSubject(PersonId("anna"))).without == ("anna",)


@pytest.mark.parametrize("state", [state for state in BallotState if state is not BallotState.OPEN])
def test_votes_are_taken_only_while_it_is_open(state):
    ensure_open(ballot())
    with pytest.raises(BallotClosedError) as refused:
        ensure_open(ballot(state=state))
    assert refused.value.fields["state"] == state


@pytest.mark.parametrize(
    ("method", "choice", "known"),
    [
        (Method.YES_NO, "yes", True),
        (Method.YES_NO, "0", False),
        (Method.ONE, "2", True),
        (Method.ONE, "3", False),
        (Method.ONE, "yes", False),
        (Method.MANY, NONE, True),
        (Method.APPROVAL, REOPEN, True),
        (Method.RANK, "0", False),
        (Method.STV, "0", False),
    ],
)
def test_a_press_carries_a_choice_of_this_ballot(method, choice, known):
    if known:
        ensure_choice(ballot(method), choice)
    else:
        with pytest.raises(ChoiceUnknownError):
            ensure_choice(ballot(method), choice)


@pytest.mark.parametrize(
    ("method", "known", "choice", "then"),
    [
        (Method.YES_NO, ("yes",), "no", ("no",)),
        (Method.ONE, ("0",), "1", ("1",)),
        (Method.MANY, (), "1", ("1",)),
        (Method.MANY, ("1",), "1", ("1",)),
        (Method.MANY, ("2",), "0", ("0", "2")),
        (Method.MANY, ("0", "2"), NONE, (NONE,)),
        (Method.MANY, (NONE,), "1", ("1",)),
        (Method.MANY, (ABSTAIN,), "1", ("1",)),
        (Method.APPROVAL, ("0",), REOPEN, (REOPEN,)),
        (Method.APPROVAL, (REOPEN,), "2", ("2",)),
    ],
)
def test_a_press_sets_and_never_toggles(method, known, choice, then):
    assert picks_after(ballot(method), known, choice) == then


def test_recalls_removals_replacements_and_run_offs_never_wait():
    race = Race("treasurer", "treasurer", (1,), 60)
    assert never_waits(ballot(subject=RecallSubject()))
    assert never_waits(ballot(subject=RemovalSubject(PersonId("anna"))))
    assert never_waits(ballot(subject=replace(race, replaces_id=MandateId("mandate"))))
    assert never_waits(ballot(run_off_of_id="x"))
    assert not never_waits(ballot())
    assert not never_waits(ballot(subject=race))


UNTIL = NOW + AMENDABLE_FOR


@pytest.mark.parametrize(
    ("minutes", "voted", "own", "fine"),
    [(0, 0, False, True), (9, 2, False, True), (9, 3, True, True), (9, 3, False, False), (10, 0, False, False)],
)
def test_amending_ends_after_ten_minutes_or_three_others(minutes, voted, own, fine):
    now = NOW + timedelta(minutes=minutes)
    if fine:
        ensure_amendable(ballot(voters=voted), UNTIL, now, has_proposer_voted=own)
    else:
        with pytest.raises(TooLateToAmendError) as refused:
            ensure_amendable(ballot(voters=voted), UNTIL, now, has_proposer_voted=own)
        assert refused.value.fields == {"minutes": 10, "others": 3}


def test_before_it_opens_it_can_always_be_amended_and_after_its_end_never():
    waiting = ballot(state=BallotState.QUEUED, opened_at=None)
    ensure_amendable(waiting, None, NOW + timedelta(days=9), has_proposer_voted=False)
    for ensure in (
        lambda: ensure_amendable(ballot(state=BallotState.CLOSED), UNTIL, NOW, has_proposer_voted=False),
        lambda: ensure_withdrawable(ballot(state=BallotState.WITHDRAWN), has_proposer_voted=False),
    ):
        with pytest.raises(BallotClosedError):
            ensure()


def test_withdrawing_ends_with_the_first_vote_of_another():
    ensure_withdrawable(ballot(voters=1), has_proposer_voted=True)
    with pytest.raises(TooLateToWithdrawError):
        ensure_withdrawable(ballot(voters=2), has_proposer_voted=True)


@pytest.mark.parametrize("state", [BallotState.OPEN, BallotState.SECONDING])
def test_a_button_of_an_earlier_text_is_refused_while_it_could_count(state):
    amended = ballot(state=state, subject=ProposalSubject(edition=2))
    ensure_edition(amended, 2)
    for is_paper in (False, True):
        with pytest.raises(BallotAmendedError) as refused:
            ensure_edition(amended, 1, is_paper=is_paper)
        assert refused.value.fields == {"is_paper": is_paper}


def test_a_ballot_that_is_over_refuses_in_its_own_words():
    ensure_edition(ballot(state=BallotState.CLOSED, subject=ProposalSubject(edition=2)), 1)
    assert ballot().edition == 0


@pytest.mark.parametrize(
    ("state", "opened_at", "outcome", "counted"),
    [
        (BallotState.CLOSED, NOW, Outcome.ADOPTED, True),
        (BallotState.CLOSED, NOW, Outcome.NOT_ADOPTED, True),
        (BallotState.CLOSED, NOW, Outcome.VOID, False),
        (BallotState.CLOSED, None, None, False),  # an election that nobody stood for
        (BallotState.OPEN, NOW, None, False),
    ],
)
def test_only_votes_that_decided_were_counted(state, opened_at, outcome, counted):
    assert was_counted(ballot(state=state, opened_at=opened_at, outcome=outcome)) is counted


def test_a_second_round_asks_the_same_of_less():
    first = replace(ballot(Method.ONE), text="Which tree?")
    second = second_round(first, BallotId("second"), NOW, BallotState.QUEUED, ("Apple", "Pear"))
    assert (second.text, second.method, second.run_off_of_id) == (first.text, first.method, first.ballot_id)
    assert second.options == ("Apple", "Pear")
    assert (second.opened_at, second.voted, second.outcome) == (None, 0, None)


def test_what_nobody_proposed_needs_no_seconds_and_is_never_amended():
    assert (RecallSubject().seconds, RecallSubject().edition) == (0, 0)


def test_the_lot_of_a_paper_names_its_ballot():
    one, other = (replace(ballot(), ballot_id=BallotId(name)) for name in ("one", "other"))
    assert paper_context(one).startswith("one")
    assert paper_context(one) != paper_context(other)
