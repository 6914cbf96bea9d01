"""Practice: what an electorate of fewer than three decides binds nobody, however many wait or rest."""

from bot.domain.ballots.ballot import Ballot, BallotState, Outcome
from bot.domain.ballots.drafts import ElectionDraft
from bot.domain.ballots.results import Ended, WhyEnded
from bot.domain.ballots.subject import CharterSubject
from bot.domain.council.messages import Panel
from bot.domain.elections.election import Race
from bot.domain.mandates.mandate import EndReason
from bot.domain.recalls.recall import Recall, RecallState
from bot.domain.roll.member import Member, MemberState
from bot.reads.council.panel import load_panel
from bot.reads.ground.audience import Audience
from bot.services.council.council import charter_in_force, get_council
from bot.services.elections.elections import call_election
from bot.services.elections.nominations import stand
from bot.services.instructions.instructions import instruct
from bot.services.record.doctor import examine
from bot.services.removals.leaving import end_membership
from bot.services.removals.removal import begin_removal
from handlers.views.council.panel import render_panel
from tests.support.council import House, words
from tests.support.offices import mandate_now, seat
from tests.support.proposals import change, now, proposed, vote
from tests.support.recalls import ballot_of, council_of, reached
from tests.support.roll import let_rest


def newcomers(house, *names):
    people = house.people(*names)
    house.join(*people)
    return people


def rule(house, key):
    return house.do(lambda uow: charter_in_force(get_council(uow, house.council_id)).text(key))


def test_one_founder_with_five_who_wait_decides_nothing():
    house = House()
    (anna,) = house.founded("Anna")
    newcomers(house, "Zoe", "Yan", "Xara", "Will", "Vic")
    ballot = proposed(house, anna, "Zoe may spend all the money")
    assert "practice" in house.card(ballot.ballot_id).text
    vote(house, ballot, "yes", anna)
    house.pass_time(hours=2)
    assert (now(house, ballot).outcome, now(house, ballot).number) == (Outcome.ADOPTED, None)


def test_who_waits_does_not_make_it_binding_before_their_time_and_does_from_then_on():
    house = House()
    anna, *_ = house.founded("Anna", "Ben")
    newcomers(house, "Zoe")
    assert proposed(house, anna).is_practice
    house.pass_time(hours=25)
    assert not proposed(house, anna).is_practice


def test_the_first_to_wake_of_eight_who_rest_changes_no_charter():
    house = House()
    anna, *others = house.founded(*"ABCDEFGH")
    let_rest(house, *others)
    ballot = change(house, "term", "12", anna)
    assert ballot.kind == CharterSubject.KIND
    vote(house, ballot, "yes", anna)
    house.pass_time(days=4)
    assert (now(house, ballot).outcome, rule(house, "term")) == (Outcome.ADOPTED, "6")


def test_a_removal_by_one_or_two_removes_nobody():
    house = House()
    anna, ben, *others = house.founded(*"ABCDE")
    let_rest(house, *others[:2])
    removal = house.do(begin_removal, house.council_id, ben.person_id, "He sells the tools", by=anna)
    house.pass_time(hours=25)
    assert now(house, removal).electors == 2
    vote(house, removal, "yes", anna, others[2])
    house.pass_time(days=4)
    assert now(house, removal).outcome is Outcome.ADOPTED
    assert house.one(Member, person_id=ben.person_id).state is MemberState.ACTIVE


def test_an_instruction_adopted_by_two_who_are_awake_binds_no_office():
    house = House()
    anna, ben, *others = house.founded(*"ABCDE")
    (mandate,) = seat(house, anna)
    let_rest(house, *others)
    ballot = house.do(instruct, house.council_id, mandate.office_id, "Spend it all", by=ben)
    vote(house, ballot, "yes", anna, ben)
    house.pass_time(hours=2)
    assert now(house, ballot).outcome is Outcome.ADOPTED
    assert "Spend it all" not in house.card(mandate.mandate_id).text


def test_an_office_filled_by_two_who_are_awake_has_no_holder():
    house = House()
    anna, ben, *others = house.founded(*"ABCDE")
    let_rest(house, *others)
    council = house.do(get_council, house.council_id)
    election = house.do(call_election, council, ElectionDraft("Clerk", 1, None), by=anna)
    house.do(stand, house.council_id, election.ballot_id, by=anna)
    house.pass_time(days=2)
    vote(house, election, "0", anna, ben)
    house.pass_time(days=4)
    assert now(house, election).outcome is Outcome.ELECTED
    assert "fewer than 3 could vote" in house.card(election.ballot_id).text
    assert house.screens("mandate_given") == []


def test_a_frozen_electorate_of_three_binds_though_all_but_one_leave_before_the_close():
    house = House()
    anna, ben, cleo = house.founded("Anna", "Ben", "Cleo")
    ballot = proposed(house, anna)
    vote(house, ballot, "yes", anna, ben, cleo)
    for person in (ben, cleo):
        left = house.one(Member, person_id=person.person_id)
        house.do(end_membership, left, MemberState.LEFT)
    house.pass_time(days=4)
    assert now(house, ballot).number == 1


def test_a_recall_binds_with_one_who_may_vote():
    house, mandate, _, others = council_of(5)
    reached(house, mandate, others)
    let_rest(house, *others[1:])
    house.pass_time(hours=24)
    ballot = ballot_of(house)
    assert (ballot.electors, ballot.is_practice) == (1, False)
    vote(house, ballot, "yes", others[0])
    house.pass_time(days=4)
    assert mandate_now(house, mandate).end_reason is EndReason.RECALLED


# nobody ---------------------------------------------------------------------------------------------------------------


def test_a_recall_waits_while_nobody_could_vote_and_opens_once_somebody_can():
    house, mandate, _, others = council_of(5)
    reached(house, mandate, others)
    let_rest(house, *others)
    house.pass_time(days=3)
    assert house.find(Ballot, state=BallotState.OPEN) == []
    assert house.one(Recall).state is RecallState.REPLY
    proposed(house, others[0])
    house.pass_time(hours=2)
    assert ballot_of(house).electors == 1


def test_a_removal_that_nobody_could_vote_on_lapses_and_says_so():
    house = House()
    anna, ben = house.founded("Anna", "Ben")
    removal = house.do(begin_removal, house.council_id, ben.person_id, "He sells the tools", by=anna)
    let_rest(house, anna)
    house.pass_time(hours=25)
    over = now(house, removal)
    assert (over.state, over.ended) == (BallotState.WITHDRAWN, Ended(WhyEnded.NOBODY_ASKED))
    assert "nobody could vote" in house.card(removal.ballot_id).text
    assert "nobody can vote now" in house.show(house.screens("ballot_unasked")[-1]).text
    assert house.read(examine) == []


def test_what_waits_in_the_queue_until_nobody_is_awake_does_not_open():
    house = House()
    people = house.founded(*"ABC")
    council = house.do(get_council, house.council_id)
    house.do(lambda uow: uow.change(council, charter={"open_cards": "3"}))
    first = [proposed(house, person, "14d: wait") for person in people]
    queued = proposed(house, people[0], "14d: last")
    assert queued.state is BallotState.QUEUED
    let_rest(house, *people)
    house.pass_time(days=15)
    assert {now(house, each).state for each in first} == {BallotState.CLOSED}
    assert now(house, queued).ended == Ended(WhyEnded.NOBODY_ASKED)


def test_an_election_that_nobody_could_vote_on_is_offered_again():
    house = House()
    people = anna, *_ = house.founded(*"ABC")
    council = house.do(get_council, house.council_id)
    election = house.do(call_election, council, ElectionDraft("Clerk", 1, None), by=anna)
    house.do(stand, house.council_id, election.ballot_id, by=anna)
    let_rest(house, *people)
    house.pass_time(days=3)
    assert now(house, election).ended == Ended(WhyEnded.NOBODY_ASKED)
    house.pass_time(days=15)
    assert [each.state for each in house.find(Ballot, kind=Race.KIND)].count(BallotState.NOMINATING) == 1


def test_the_panel_says_when_votes_are_only_practice():
    house = House()
    _, *others = house.founded(*"ABCD")
    let_rest(house, *others[:2])
    view = house.read(load_panel, Audience(house.council_id, None, "mandate_bot"), Panel())
    assert "fewer than 3 who may vote" in render_panel(view, words("en")).text
