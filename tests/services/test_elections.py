from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import (
    AlreadySecondedError,
    Ballot,
    BallotState,
    ChoiceUnknownError,
    Method,
    Outcome,
    OwnSecondError,
)
from bot.domain.ballots.lot import verify
from bot.domain.ballots.papers import Slot
from bot.domain.elections.duties import EndNominations
from bot.domain.elections.election import race_of
from bot.domain.elections.nominee import (
    AlreadyNominatedError,
    NominationsClosedError,
    NomineeBarredError,
    NomineeNotOnRollError,
    NoNominationsError,
    NotNominatedError,
)
from bot.domain.elections.office import (
    ElectionRunningError,
    HoldsSeatError,
    InspectorAloneError,
    Office,
    OfficeHeldError,
    TermsInARowError,
    TooManyOfficesError,
)
from bot.domain.ground.dialog import Answer, Dialog
from bot.domain.ground.entry import Entry
from bot.domain.ground.person import Person
from bot.domain.ground.spans import DurationOutOfRangeError
from bot.domain.ground.text import OfficeTooLongError, utf16_len
from bot.domain.mandates.mandate import Alternate, EndReason, Mandate, Successor
from bot.domain.roll.member import Member, MemberState
from bot.services.ballots.booth import mark_paper
from bot.services.ballots.decisions import show_decisions
from bot.services.ballots.proposals import propose
from bot.services.ballots.seconds import second
from bot.services.ballots.voting import cast_picks, cast_vote
from bot.services.elections.elections import elect
from bot.services.elections.nominations import accept, decline, nominate, nominate_for, nominate_on_card, stand
from bot.services.ground.dialogs import answer_confirm, answer_dialog, answer_pick
from bot.services.ground.naming import Who
from bot.services.ground.outbox import tell_council
from bot.services.ground.schedule import deadline
from bot.services.mandates.mandates import end_mandate
from bot.services.record.doctor import examine
from bot.services.registers.deciders import DECIDERS
from bot.services.removals.leaving import ask_to_leave
from bot.services.roll.roll import ensure_member
from handlers.views.ballots.proposals import seconded_words
from handlers.views.ground.words import bare
from tests.support.council import House, words

NAMES = ("Anna", "Ben", "Cleo", "Dan", "Eve")


class Hall(House):
    """A house with elections in it."""

    def elect(self, text: str, by: Person) -> Ballot:
        """/elect, then [Yes]."""
        self.do(elect, text, by=by)
        self.do(answer_confirm, by.person_id, is_yes=True, by=by)
        return self.newest()

    def newest(self) -> Ballot:
        return self.find(Ballot, council_id=self.council_id)[-1]

    def stand(self, ballot: Ballot, *people: Person) -> None:
        for person in people:
            self.do(stand, self.council_id, ballot.ballot_id, by=person)

    def key(self, ballot: Ballot, person: Person) -> str:
        """Under which key somebody stands on the paper."""
        return str(self.one(Ballot, ballot_id=ballot.ballot_id).options.index(person.name))

    def vote(self, ballot: Ballot, voter: Person, *choices: Person | str) -> None:
        """Hand in a whole paper."""
        picks = tuple(each if isinstance(each, str) else self.key(ballot, each) for each in choices)
        self.do(lambda uow: cast_picks(uow, uow.get(Ballot, self.council_id, ballot.ballot_id), picks), by=voter)

    def until(self, ballot):
        return self.read(deadline, self.council_id, EndNominations(ballot.ballot_id))

    def fresh(self, ballot: Ballot) -> Ballot:
        return self.one(Ballot, ballot_id=ballot.ballot_id)

    def fresh_mandate(self, mandate: Mandate) -> Mandate:
        return self.one(Mandate, mandate_id=mandate.mandate_id)

    def seated(self) -> list[str]:
        """Who holds a mandate now, by name."""
        people = {person.person_id: person.name for person in self.find(Person)}
        return sorted(people[mandate.person_id] for mandate in self.find(Mandate, ended_at=None))

    def holder(self, name: str = "Anna") -> Mandate:
        person = self.one(Person, name=name)
        return self.one(Mandate, person_id=person.person_id, ended_at=None)

    def wake(self, people: list[Person]) -> None:
        """Everybody does something: nobody rests."""
        for person in people:
            self.do(ensure_member, self.council_id, by=person)

    def next_term(self, mandate: Mandate) -> Ballot:
        """The election that opens 14 days before the term ends."""
        self.pass_time(seconds=(mandate.ends_at - timedelta(days=14) - self.now).total_seconds())
        return self.newest()

    def elected_again(self, mandate: Mandate, winner: Person, voters: list[Person]) -> Ballot:
        """The whole election of the next term, with one nominee; the term has not begun."""
        ballot = self.next_term(mandate)
        self.stand(ballot, winner)
        self.wake(voters)
        self.pass_time(hours=25)
        for voter in voters:
            self.vote(ballot, voter, winner)
        self.pass_time(days=3)
        return ballot

    def elected(self, text: str, winner: Person, voters: list[Person]) -> Mandate:
        """A whole election with one nominee."""
        ballot = self.elect(text, voters[0])
        self.stand(ballot, winner)
        self.pass_time(hours=25)
        for voter in voters:
            self.vote(ballot, voter, winner)
        self.pass_time(hours=80)
        return self.one(Mandate, source_ballot_id=ballot.ballot_id)


@pytest.fixture
def hall():
    """Whatever a test does, the doctor finds nothing wrong afterwards."""
    hall = Hall()
    yield hall
    assert not hall.read(examine)


@pytest.fixture
def five(hall):
    return hall.founded(*NAMES)


def test_elect_asks_first_and_no_changes_nothing(hall, five):
    anna = five[0]
    hall.do(elect, "treasurer", by=anna)
    assert not hall.find(Ballot)
    shown = hall.show(hall.screens("confirm_elect")[-1]).text
    assert "Start an election: treasurer?" in shown
    assert "Nominations are open for 2 d, then the vote for 3 d." in shown
    hall.do(answer_confirm, anna.person_id, is_yes=False, by=anna)
    assert not hall.find(Ballot)
    assert not hall.find(Office)


def test_elect_alone_asks_for_the_office(hall, five):
    anna = five[0]
    hall.do(elect, "", by=anna)
    assert hall.one(Dialog).kind == "ask_office"
    assert hall.show(hall.screens("ask_office")[-1]).ask_placeholder == "treasurer"


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("1h: treasurer", DurationOutOfRangeError),
        ("15d: treasurer", DurationOutOfRangeError),
        ("x" * 61, OfficeTooLongError),
    ],
)
def test_what_cannot_be_elected_is_refused_and_nothing_is_stored(hall, five, text, refusal):
    with pytest.raises(refusal):
        hall.do(elect, text, by=five[0])
    assert not hall.find(Dialog)


def test_one_seat_from_the_call_to_the_mandate(hall, five):
    anna, ben, cleo, dan, _ = five
    ballot = hall.elect("treasurer", anna)
    assert ballot.state is BallotState.NOMINATING
    hall.stand(ballot, ben, cleo)
    assert "Ben stands" in hall.card(ballot.ballot_id).text
    hall.pass_time(hours=23)
    assert hall.fresh(ballot).state is BallotState.NOMINATING
    hall.pass_time(hours=2)
    opened = hall.fresh(ballot)
    assert opened.state is BallotState.OPEN
    assert opened.method is Method.APPROVAL
    assert set(opened.options) == {"Ben", "Cleo"}
    for voter, *choices in ((anna, ben), (ben, ben, cleo), (cleo, cleo), (dan, ben)):
        hall.vote(ballot, voter, *choices)
    assert "Ben 3" not in hall.card(ballot.ballot_id).text
    assert "4 of 5 voted" in hall.card(ballot.ballot_id).text
    hall.pass_time(days=3)
    mandate = hall.one(Mandate)
    assert mandate.person_id == ben.person_id
    closed = hall.fresh(ballot)
    assert closed.closed_at is not None
    assert mandate.started_at == closed.closed_at
    assert mandate.ends_at.month == mandate.started_at.month + 6
    assert [row.person_id for row in hall.find(Alternate)] == [cleo.person_id]
    card = hall.card(ballot.ballot_id).text
    assert "Elected: <b>Ben</b>" in card
    assert "<code>3</code> Ben\n<code>2</code> Cleo\n<code>0</code> Reopen nominations" in card
    assert "Mandate of Ben: " in card
    assert "Elected: <b>Ben</b>" in hall.show(hall.screens("election_result")[-1]).text
    hall.do(show_decisions, "", by=anna)
    assert "Elected: <b>Ben</b>" in hall.show(hall.screens("decisions")[-1]).text


def test_nominations_run_their_whole_time_while_nobody_has_accepted(hall, five):
    anna, ben, *_ = five
    ballot = hall.elect("treasurer", anna)
    hall.do(nominate_for, hall.council_id, ballot.ballot_id, ben.person_id, by=anna)
    assert "Ben: nominated, has not answered yet" in hall.card(ballot.ballot_id).text
    assert hall.screens("nominated")[-1].person_id == ben.person_id
    hall.pass_time(hours=40)
    assert hall.fresh(ballot).state is BallotState.NOMINATING
    hall.do(accept, hall.council_id, ballot.ballot_id, by=ben)
    hall.pass_time(minutes=1)
    assert hall.fresh(ballot).state is BallotState.OPEN


def test_nobody_stands_extended_once_then_vacant_then_offered_again(hall, five):
    ballot = hall.elect("treasurer", five[0])
    hall.pass_time(hours=49)
    assert hall.fresh(ballot).state is BallotState.NOMINATING
    assert "Nobody stood, so nominations run once more" in hall.show(hall.screens("nominations_extended")[-1]).text
    hall.pass_time(hours=48)
    assert hall.fresh(ballot).outcome is Outcome.VACANT
    assert "The office is vacant" in hall.card(ballot.ballot_id).text
    hall.pass_time(days=14)
    again = hall.newest()
    assert again.ballot_id != ballot.ballot_id
    assert again.state is BallotState.NOMINATING


def test_who_declines_does_not_stand_and_nominations_last_again(hall, five):
    anna, ben, *_ = five
    ballot = hall.elect("treasurer", anna)
    hall.stand(ballot, ben)
    hall.do(decline, hall.council_id, ballot.ballot_id, by=ben)
    hall.pass_time(hours=30)
    assert hall.fresh(ballot).state is BallotState.NOMINATING
    assert "Ben declined" in hall.card(ballot.ballot_id).text


def test_only_the_nominated_can_answer(hall, five):
    anna, ben, cleo, *_ = five
    ballot = hall.elect("treasurer", anna)
    hall.do(nominate_for, hall.council_id, ballot.ballot_id, ben.person_id, by=anna)
    with pytest.raises(NotNominatedError):
        hall.do(accept, hall.council_id, ballot.ballot_id, by=cleo)
    with pytest.raises(NotNominatedError):
        hall.do(decline, hall.council_id, ballot.ballot_id, by=cleo)
    with pytest.raises(AlreadyNominatedError):
        hall.do(nominate_for, hall.council_id, ballot.ballot_id, ben.person_id, by=cleo)


def test_nominate_by_username_and_by_office_where_several_are_open(hall, five):
    anna, *_ = five
    dora = hall.person("Dora", username="dora")
    with pytest.raises(NoNominationsError):
        hall.do(nominate, Who(username="dora"), by=anna)
    one, two = hall.elect("treasurer", anna), hall.elect("secretary", anna)
    with pytest.raises(NomineeNotOnRollError):
        hall.do(nominate, Who(username="dora", rest="for Treasurer"), by=anna)
    hall.join(dora)
    hall.do(nominate, Who(username="dora", rest="for Treasurer"), by=anna)
    assert "Dora: nominated" in hall.card(one.ballot_id).text
    hall.do(nominate, Who(username="dora"), by=anna)
    buttons = [row[0].label for row in hall.show(hall.screens("pick_election")[-1]).keyboard]
    assert buttons == ["treasurer", "secretary"]
    assert "Dora" not in hall.card(two.ballot_id).text


def test_a_late_nominee_finds_nominations_closed(hall, five):
    anna, ben, cleo, *_ = five
    ballot = hall.elect("treasurer", anna)
    hall.stand(ballot, ben)
    hall.pass_time(hours=25)
    with pytest.raises(NominationsClosedError):
        hall.do(stand, hall.council_id, ballot.ballot_id, by=cleo)


def test_a_held_office_is_refused_and_points_to_the_end_of_the_term(hall, five):
    hall.elected("Treasurer", five[1], five)
    with pytest.raises(OfficeHeldError) as refused:
        hall.do(elect, "tr\u0435asurer", by=five[0])
    assert refused.value.fields["names"] == ["Ben"]
    assert refused.value.fields["ends_at"] == hall.holder("Ben").ends_at


def test_an_office_is_called_once_at_a_time(hall, five):
    hall.elect("treasurer", five[0])
    with pytest.raises(ElectionRunningError):
        hall.do(elect, "Treasurer", by=five[1])


def test_a_new_office_needs_two_seconds_from_six_members_on(hall):
    anna, ben, cleo, *_ = hall.founded(*NAMES, "Fay")
    ballot = hall.elect("treasurer", anna)
    assert ballot.state is BallotState.SECONDING
    assert not hall.find(Office)
    assert "When 2 others have seconded it" in hall.card(ballot.ballot_id).text
    with pytest.raises(OwnSecondError):
        hall.do(second, hall.council_id, ballot.ballot_id, by=anna)
    with pytest.raises(ElectionRunningError):
        hall.do(elect, "treasurer", by=ben)
    assert hall.do(second, hall.council_id, ballot.ballot_id, by=ben).got == 1
    with pytest.raises(AlreadySecondedError):
        hall.do(second, hall.council_id, ballot.ballot_id, by=ben)
    seconded = hall.do(second, hall.council_id, ballot.ballot_id, by=cleo)
    assert "Nominations are open" in seconded_words(seconded, words("en"))
    assert hall.fresh(ballot).state is BallotState.NOMINATING
    assert hall.one(Office).name == "treasurer"


def test_a_new_office_without_seconds_lapses_and_leaves_no_office(hall):
    anna, *_ = hall.founded(*NAMES, "Fay")
    ballot = hall.elect("treasurer", anna)
    hall.pass_time(days=8)
    assert hall.fresh(ballot).state is BallotState.WITHDRAWN
    assert not hall.find(Office)
    (told,) = hall.screens("unseconded")
    assert "treasurer" in hall.show(told).text
    assert "0 of the 2 seconds" in hall.show(told).text


def test_too_few_votes_leave_the_office_vacant(hall, five):
    anna, ben, *_ = five
    ballot = hall.elect("treasurer", anna)
    hall.stand(ballot, ben)
    hall.pass_time(hours=25)
    hall.vote(ballot, anna, ben)
    hall.vote(ballot, ben, ben)
    hall.pass_time(days=4)
    assert hall.fresh(ballot).outcome is Outcome.VACANT
    assert not hall.find(Mandate)
    assert "too few voted" in hall.card(ballot.ballot_id).text


def test_more_for_reopen_opens_nominations_again(hall, five):
    anna, ben, cleo, *_ = five
    ballot = hall.elect("1d: treasurer", anna)
    hall.stand(ballot, ben)
    hall.pass_time(hours=25)
    for voter in (anna, cleo):
        hall.vote(ballot, voter, "reopen")
    hall.vote(ballot, ben, ben)
    hall.pass_time(days=4)
    assert hall.fresh(ballot).outcome is Outcome.REOPEN
    again = hall.newest()
    assert again.state is BallotState.NOMINATING
    assert again.duration_s == 86400


def test_a_tie_goes_to_a_run_off_and_then_to_the_promised_lot(hall, five):
    anna, ben, cleo, dan, _ = five
    ballot = hall.elect("treasurer", anna)
    hall.stand(ballot, ben, cleo, dan)
    hall.pass_time(hours=25)
    papers = ((anna, ben), (ben, ben, dan), (cleo, cleo), (dan, cleo))
    for voter, *choices in papers:
        hall.vote(ballot, voter, *choices)
    hall.pass_time(days=4)
    assert hall.fresh(ballot).outcome is Outcome.RUN_OFF
    run_off = hall.newest()
    assert run_off.run_off_of_id == ballot.ballot_id
    assert run_off.state is BallotState.OPEN
    assert set(run_off.options) == {"Ben", "Cleo"}
    assert run_off.lot_commitment != ballot.lot_commitment
    assert "Run-off: treasurer" in hall.card(run_off.ballot_id).text
    assert run_off.lot_commitment in hall.card(run_off.ballot_id).text
    for voter, choice in ((anna, ben), (ben, ben), (cleo, cleo), (dan, cleo)):
        hall.vote(run_off, voter, choice)
    hall.pass_time(days=3)
    closed = hall.fresh(run_off)
    assert closed.outcome is Outcome.ELECTED
    lot = closed.result.lot
    close = hall.one(Entry, kind="ballot_closed", subject_id=run_off.ballot_id)
    assert lot.context.endswith(close.previous)
    assert verify(closed.lot_commitment, bytes.fromhex(lot.seed), lot.context, lot.order)
    winner = hall.one(Mandate).person_id
    behind = [row.person_id for row in hall.find(Alternate, ballot_id=run_off.ballot_id)]
    assert {winner, behind[0]} == {ben.person_id, cleo.person_id}
    assert behind[1:] == [dan.person_id]
    assert "The tie was decided by lot" in hall.card(run_off.ballot_id).text


def test_the_seed_is_nowhere_to_be_seen_before_the_close(hall, five):
    anna, ben, *_ = five
    ballot = hall.elect("treasurer", anna)
    hall.stand(ballot, ben)
    hall.pass_time(hours=25)
    seed = hall.fresh(ballot).lot_seed
    assert seed is not None
    assert seed not in hall.card(ballot.ballot_id).text
    assert not [entry for entry in hall.find(Entry) if seed in str(entry.data)]


def test_several_seats_by_single_transferable_vote(hall):
    people = hall.founded(*NAMES)
    anna, ben, cleo, dan, eve = people
    ballot = hall.elect("3 delegates", anna)
    hall.stand(ballot, anna, ben, cleo, dan)
    hall.pass_time(hours=25)
    assert hall.fresh(ballot).method is Method.STV
    for voter, *ranking in ((anna, anna, ben), (ben, ben, anna), (cleo, cleo, dan), (dan, anna, dan), (eve, eve)):
        names = [each for each in ranking if each is not eve] or ["abstain"]
        hall.vote(ballot, voter, *names)
    hall.pass_time(days=3)
    closed = hall.fresh(ballot)
    assert closed.outcome is Outcome.ELECTED
    assert len(hall.find(Mandate)) == 3
    assert sorted(mandate.seat for mandate in hall.find(Mandate)) == [1, 2, 3]
    assert hall.seated() == ["Anna", "Ben", "Cleo"]
    card = hall.card(ballot.ballot_id)
    assert "4 papers for 3 seats: 2 votes are enough to be elected." in card.text
    assert card.keyboard[0][0].label == "Show the count"


def test_a_person_holds_at_most_two_offices_and_an_inspector_no_other(hall, five):
    anna, ben, *_ = five
    for office in ("treasurer", "secretary"):
        hall.elected(office, ben, five)
    third = hall.elect("gardener", anna)
    with pytest.raises(TooManyOfficesError):
        hall.do(stand, hall.council_id, third.ballot_id, by=ben)
    inspection = hall.elect("Inspector", anna)
    with pytest.raises(InspectorAloneError):
        hall.do(stand, hall.council_id, inspection.ballot_id, by=ben)


def test_two_terms_in_a_row_and_no_third(hall, five):
    ben = five[1]
    first = hall.elected("treasurer", ben, five)
    ballot = hall.elected_again(first, ben, five)
    coming = hall.one(Successor)
    assert coming.starts_at == first.ends_at
    assert "Mandate of Ben: 6 Sep 2026 to" in hall.card(ballot.ballot_id).text
    hall.pass_time(days=11)
    second = hall.holder("Ben")
    assert second.mandate_id == coming.mandate_id
    assert second.started_at == first.ends_at
    assert second.terms_in_a_row == 2
    third = hall.next_term(second)
    with pytest.raises(TermsInARowError):
        hall.do(stand, hall.council_id, third.ballot_id, by=ben)


def test_a_recalled_holder_may_not_stand_in_the_replacement_which_serves_the_rest(hall, five):
    anna, ben, cleo, *_ = five
    mandate = hall.elected("treasurer", ben, five)
    hall.pass_time(days=30)
    hall.do(end_mandate, mandate, EndReason.RECALLED)
    ballot = hall.newest()
    assert ballot.state is BallotState.NOMINATING
    assert "Replacement election: treasurer" in hall.card(ballot.ballot_id).text
    with pytest.raises(NomineeBarredError):
        hall.do(stand, hall.council_id, ballot.ballot_id, by=ben)
    with pytest.raises(NomineeBarredError):
        hall.do(nominate_for, hall.council_id, ballot.ballot_id, ben.person_id, by=anna)
    hall.stand(ballot, cleo)
    hall.pass_time(hours=25)
    for voter in (anna, cleo, ben):
        hall.vote(ballot, voter, cleo)
    hall.pass_time(days=3)
    assert hall.holder("Cleo").ends_at == mandate.ends_at


def test_whoever_resigns_may_stand_again(hall, five):
    ben = five[1]
    mandate = hall.elected("treasurer", ben, five)
    hall.pass_time(days=10)
    hall.do(end_mandate, mandate, EndReason.RESIGNED)
    hall.stand(hall.newest(), ben)
    assert "Ben stands" in hall.card(hall.newest().ballot_id).text


def test_a_vote_on_somebody_recalled_meanwhile_is_void_and_begins_anew(hall, five):
    ben = five[1]
    mandate = hall.elected("treasurer", ben, five)
    ballot = hall.next_term(mandate)
    hall.wake(five)
    assert ballot.state is BallotState.NOMINATING
    hall.stand(ballot, ben)
    hall.pass_time(hours=25)
    hall.do(mark_paper, hall.council_id, ballot.ballot_id, "+0", by=ben)
    hall.do(end_mandate, mandate, EndReason.RECALLED)
    assert hall.fresh(ballot).outcome is Outcome.VOID
    assert not hall.find(Slot)
    again = hall.newest()
    assert again.state is BallotState.NOMINATING
    with pytest.raises(NomineeBarredError):
        hall.do(stand, hall.council_id, again.ballot_id, by=ben)


def test_a_void_vote_on_several_seats_begins_anew_for_all_of_them(hall, five):
    anna, ben, cleo, dan, _ = five
    ballot = hall.elect("2 delegates", anna)
    hall.stand(ballot, ben, cleo)
    hall.pass_time(hours=25)
    for voter, choice in ((anna, ben), (ben, ben), (cleo, cleo), (dan, cleo)):
        hall.vote(ballot, voter, choice)
    hall.pass_time(days=3)
    again = hall.next_term(hall.holder("Ben"))
    hall.wake(five)
    hall.stand(again, ben, cleo)
    hall.pass_time(hours=25)
    hall.do(end_mandate, hall.holder("Cleo"), EndReason.RECALLED)
    assert hall.fresh(again).outcome is Outcome.VOID
    (anew,) = hall.find(Ballot, state=BallotState.NOMINATING)
    assert race_of(anew).seats == (1, 2)
    with pytest.raises(NomineeBarredError):
        hall.do(stand, hall.council_id, anew.ballot_id, by=cleo)


def test_where_the_acting_alternate_is_recalled_from_an_open_replacement_it_begins_anew(hall, five):
    anna, ben, cleo, dan, _ = five
    ballot = hall.elect("treasurer", anna)
    hall.stand(ballot, ben, cleo)
    hall.pass_time(hours=25)
    for voter in five:
        hall.vote(ballot, voter, ben, cleo) if voter is anna else hall.vote(ballot, voter, ben)
    hall.pass_time(days=3)
    mandate = hall.holder("Ben")
    hall.do(end_mandate, mandate, EndReason.RESIGNED)
    replacement = hall.newest()
    hall.stand(replacement, cleo, dan)
    hall.pass_time(hours=25)
    hall.do(end_mandate, hall.holder("Cleo"), EndReason.RECALLED)
    assert hall.fresh(replacement).outcome is Outcome.VOID
    (anew,) = hall.find(Ballot, state=BallotState.NOMINATING)
    assert race_of(anew).replaces_id == mandate.mandate_id
    assert race_of(anew).barred == (cleo.person_id,)


def test_whoever_resigns_after_being_elected_again_does_not_begin_the_next_term_at_once(hall, five):
    ben = five[1]
    first = hall.elected("treasurer", ben, five)
    hall.elected_again(first, ben, five)
    assert hall.find(Successor)
    hall.do(end_mandate, hall.holder("Ben"), EndReason.RESIGNED)
    assert hall.seated() == []
    assert not hall.find(Successor)
    assert hall.newest().state is BallotState.NOMINATING


def test_a_forged_choice_cannot_reach_the_box(hall, five):
    anna, ben, *_ = five
    ballot = hall.elect("treasurer", anna)
    hall.stand(ballot, ben)
    hall.pass_time(hours=25)
    for forged in ("none", "7", "yes", "-1", ""):
        with pytest.raises(ChoiceUnknownError):
            hall.do(cast_vote, hall.council_id, ballot.ballot_id, forged, by=anna)


def test_practice_elections_bind_nobody(hall):
    anna, ben = hall.founded("Anna", "Ben")
    ballot = hall.elect("treasurer", anna)
    hall.stand(ballot, ben)
    hall.pass_time(hours=25)
    for voter in (anna, ben):
        hall.vote(ballot, voter, ben)
    hall.pass_time(days=4)
    assert "Practice" in hall.card(ballot.ballot_id).text
    assert not hall.find(Mandate)


def test_the_name_of_an_office_can_be_answered_in_private(hall, five):
    anna = five[0]
    hall.do(elect, "", by=anna, chat_id=anna.telegram_id)
    hall.do(answer_dialog, Answer("2 delegates"), is_group=False, by=anna, chat_id=anna.telegram_id)
    assert "2 seats are to be filled." in hall.show(hall.screens("confirm_elect")[-1]).text


def test_seats_of_one_term_are_renewed_by_one_count(hall, five):
    anna, ben, cleo, *_ = five
    ballot = hall.elect("2 delegates", anna)
    hall.stand(ballot, ben, cleo)
    hall.pass_time(hours=25)
    for voter, choice in ((anna, ben), (ben, ben), (cleo, cleo), (five[3], cleo)):
        hall.vote(ballot, voter, choice)
    hall.pass_time(days=3)
    first, second = hall.find(Mandate)
    hall.next_term(first)
    hall.pass_time(hours=1)
    (again,) = hall.find(Ballot, state=BallotState.NOMINATING)
    assert race_of(again).seats == (1, 2)
    hall.do(end_mandate, second, EndReason.RESIGNED)
    assert len(hall.find(Ballot, state=BallotState.NOMINATING)) == 1, "the running election fills that seat too"


def test_one_fallen_delegate_is_replaced_for_that_seat_alone(hall, five):
    anna, ben, cleo, dan, _ = five
    ballot = hall.elect("2 delegates", anna)
    hall.stand(ballot, ben, cleo)
    hall.pass_time(hours=25)
    for voter, choice in ((anna, ben), (ben, ben), (cleo, cleo), (dan, cleo)):
        hall.vote(ballot, voter, choice)
    hall.pass_time(days=3)
    mandate = hall.holder("Cleo")
    hall.do(end_mandate, mandate, EndReason.RESIGNED)
    replacement = hall.newest()
    assert race_of(replacement).seats == (mandate.seat,)
    assert race_of(replacement).is_replacement
    hall.stand(replacement, dan)
    hall.pass_time(hours=25)
    assert hall.fresh(replacement).method is Method.APPROVAL
    for voter in (anna, ben, dan):
        hall.vote(replacement, voter, dan)
    hall.pass_time(days=3)
    assert hall.seated() == ["Ben", "Dan"]
    assert hall.holder("Dan").ends_at == mandate.ends_at


def test_a_replacement_that_nobody_took_is_offered_again_with_the_same_bar(hall, five):
    ben = five[1]
    mandate = hall.elected("treasurer", ben, five)
    hall.pass_time(days=1)
    hall.do(end_mandate, mandate, EndReason.RECALLED)
    hall.pass_time(days=4)
    assert hall.newest().outcome is Outcome.VACANT
    hall.pass_time(days=14)
    again = hall.newest()
    assert again.state is BallotState.NOMINATING
    assert race_of(again).ends_at == mandate.ends_at
    with pytest.raises(NomineeBarredError):
        hall.do(stand, hall.council_id, again.ballot_id, by=ben)


def test_the_bar_of_a_recall_ends_with_the_term_that_it_cut_short(hall, five):
    ben = five[1]
    mandate = hall.elected("treasurer", ben, five)
    hall.pass_time(days=150)
    hall.wake(five)
    hall.do(end_mandate, mandate, EndReason.RECALLED)
    while hall.now < mandate.ends_at or hall.newest().state is not BallotState.NOMINATING:
        hall.pass_time(days=1)
    hall.pass_time(days=0 if hall.newest().created_at > mandate.ends_at else 20)
    again = hall.newest()
    assert again.created_at > mandate.ends_at
    assert "Replacement" not in hall.card(again.ballot_id).text
    hall.stand(again, ben)
    assert "Ben stands" in hall.card(again.ballot_id).text


def test_an_election_waits_while_ten_cards_are_open_and_a_replacement_does_not(hall, five):
    anna, ben, cleo, dan, _ = five
    mandate = hall.elected("treasurer", ben, five)
    for proposer in (anna, cleo, dan, ben):
        for number in range(3 if proposer is not ben else 1):
            hall.do(propose, hall.council_id, f"Proposal {number}", None, by=proposer)
    ballot = hall.elect("secretary", anna)
    assert ballot.state is BallotState.QUEUED
    assert "It waits" in hall.card(ballot.ballot_id).text
    with pytest.raises(ElectionRunningError):
        hall.do(elect, "Secretary", by=cleo)
    hall.do(end_mandate, mandate, EndReason.RESIGNED)
    assert hall.newest().state is BallotState.NOMINATING
    hall.pass_time(days=4)
    assert hall.fresh(ballot).state is not BallotState.QUEUED
    assert hall.until(ballot) is not None


def test_a_winner_who_left_is_passed_over_for_the_next_in_the_count(hall, five):
    anna, ben, cleo, dan, _ = five
    ballot = hall.elect("treasurer", anna)
    hall.stand(ballot, ben, cleo)
    hall.pass_time(hours=25)
    for voter, *choices in ((anna, ben), (ben, ben), (cleo, cleo), (dan, ben, cleo)):
        hall.vote(ballot, voter, *choices)
    hall.do(lambda uow: uow.change(uow.get(Member, hall.council_id, ben.person_id), state=MemberState.LEFT))
    hall.pass_time(days=3)
    assert hall.seated() == ["Cleo"]
    assert not hall.find(Alternate)
    card = bare(hall.card(ballot.ballot_id).text)
    assert "Elected: Cleo. Ben won, but cannot take the office any more." in card
    assert "Next in the count" not in card
    assert "Elected: Cleo." in bare(hall.show(hall.screens("election_result")[-1]).text)


def test_who_leaves_the_roll_stands_nowhere_any_more(hall, five):
    """Nominations that would end early because of them run their time again."""
    anna, ben, cleo, *_ = five
    ballot = hall.elect("treasurer", anna)
    full = hall.until(ballot)
    hall.stand(ballot, ben)
    assert hall.until(ballot) < full
    hall.do(ask_to_leave, by=ben)
    hall.do(answer_confirm, ben.person_id, is_yes=True, by=ben)
    assert hall.until(ballot) == full
    assert "Ben" not in hall.card(ballot.ballot_id).text
    hall.pass_time(hours=30)
    assert hall.fresh(ballot).state is BallotState.NOMINATING
    hall.stand(ballot, cleo)
    assert "Cleo stands" in hall.card(ballot.ballot_id).text


def test_where_the_only_winner_left_nobody_is_called_elected(hall, five):
    anna, ben, cleo, *_ = five
    ballot = hall.elect("treasurer", anna)
    hall.stand(ballot, ben)
    hall.pass_time(hours=25)
    for voter in (anna, ben, cleo):
        hall.vote(ballot, voter, ben)
    hall.do(lambda uow: uow.change(uow.get(Member, hall.council_id, ben.person_id), state=MemberState.LEFT))
    hall.pass_time(days=4)
    card = bare(hall.card(ballot.ballot_id).text)
    assert "Ben won, but cannot take the office any more. The office will be offered again." in card
    assert "Elected" not in card


def test_the_card_of_an_election_says_why_it_closes_when_it_does(hall, five):
    anna, ben, cleo, *_ = five
    ballot = hall.elect("treasurer", anna)
    hall.stand(ballot, ben)
    hall.pass_time(days=3)
    for voter in (anna, ben, cleo):
        hall.vote(ballot, voter, ben)
    assert "Extended once" in hall.card(ballot.ballot_id).text
    for voter in five:
        hall.vote(ballot, voter, ben)
    assert "Everybody has voted" in hall.card(ballot.ballot_id).text


def test_a_recount_of_a_closed_election_is_the_same(hall, five):
    anna, ben, cleo, *_ = five
    for text, people in (("treasurer", (ben,)), ("2 delegates", (ben, cleo))):
        ballot = hall.elect(text, anna)
        hall.stand(ballot, *people)
        hall.pass_time(hours=25)
        for voter in five:
            hall.vote(ballot, voter, *people[:1])
        hall.pass_time(days=4)
        closed = hall.fresh(ballot)
        again = hall.read(DECIDERS[closed.method], closed)
        assert again.outcome is closed.outcome
        assert again.result == closed.result.as_counted()


def test_thirty_nominees_with_long_names_fit_on_every_screen(hall):
    people = [hall.person("\U0001f469\u200d\U0001f469\u200d\U0001f467" * 30 + str(number)) for number in range(30)]
    hall.join(*people)
    hall.pass_time(hours=73)
    ballot = hall.elect("3 delegates", people[0])
    for person in people[1:3]:
        hall.do(second, hall.council_id, ballot.ballot_id, by=person)
    for person in people[1:]:
        hall.do(nominate_for, hall.council_id, ballot.ballot_id, person.person_id, by=people[0])
    assert_fits(hall, ballot)
    hall.stand(ballot, *people)
    hall.pass_time(hours=25)
    assert_fits(hall, ballot)
    for number, person in enumerate(people):
        hall.vote(ballot, person, str(number), str((number + 7) % 30))
    hall.pass_time(days=3)
    assert_fits(hall, ballot)


def assert_fits(hall: Hall, ballot: Ballot) -> None:
    """Telegram takes 4,096 UTF-16 units; every message about the election stays below."""
    hall.do(tell_council, hall.council_id, f"count:{hall.now}", "count_rounds", ballot_id=ballot.ballot_id, page=0)
    shown = [hall.show(row) for row in hall.screens() if row.params.get("ballot_id") == ballot.ballot_id]
    for screen in (hall.card(ballot.ballot_id), *shown):
        assert utf16_len(bare(screen.text)) <= 4096


def test_whoever_holds_a_seat_stands_for_no_other_of_that_office_and_keeps_it_when_elected_again(hall, five):
    anna, ben, cleo, *_ = five
    ballot = hall.elect("2 delegates", anna)
    hall.stand(ballot, ben, cleo)
    hall.pass_time(hours=25)
    for voter, choice in ((anna, ben), (ben, ben), (cleo, cleo), (five[3], ben)):
        hall.vote(ballot, voter, choice)
    hall.pass_time(days=3)
    seats = {mandate.person_id: mandate.seat for mandate in hall.find(Mandate)}
    assert seats == {ben.person_id: 1, cleo.person_id: 2}
    again = hall.next_term(hall.holder("Ben"))
    hall.wake(five)
    hall.stand(again, ben, cleo)
    hall.pass_time(hours=25)
    for voter, choice in ((anna, cleo), (ben, ben), (cleo, cleo), (five[3], cleo)):
        hall.vote(again, voter, choice)
    hall.pass_time(days=3)
    assert {row.person_id: row.seat for row in hall.find(Successor)} == seats
    hall.pass_time(days=12)
    hall.do(end_mandate, hall.holder("Cleo"), EndReason.RESIGNED)
    replacement = hall.newest()
    with pytest.raises(HoldsSeatError):
        hall.do(stand, hall.council_id, replacement.ballot_id, by=ben)


def test_nominate_on_the_card_picks_a_member_from_the_roll(hall, five):
    anna, ben, *_ = five
    ballot = hall.elect("treasurer", anna)
    hall.do(nominate_on_card, hall.council_id, ballot.ballot_id, by=anna)
    names = [row[0].label for row in hall.show(hall.screens("pick_person")[-1]).keyboard]
    assert names[:5] == list(NAMES)
    hall.do(answer_pick, anna.person_id, ben.person_id, by=anna)
    assert "Ben: nominated" in hall.card(ballot.ballot_id).text


def test_a_seat_that_falls_vacant_in_the_last_days_is_filled_for_a_full_term(hall, five):
    anna, ben, cleo, *_ = five
    mandate = hall.elected("treasurer", ben, five)
    hall.next_term(mandate)
    hall.wake(five)
    hall.pass_time(days=5)
    assert hall.newest().outcome is Outcome.VACANT, "nobody stands for the next term"
    hall.do(end_mandate, mandate, EndReason.RESIGNED)
    ballot = hall.newest()
    assert ballot.state is BallotState.NOMINATING
    assert "The term is 6 months." in hall.card(ballot.ballot_id).text
    hall.stand(ballot, cleo)
    hall.pass_time(hours=25)
    for voter in (anna, ben, cleo):
        hall.vote(ballot, voter, cleo)
    hall.pass_time(days=3)
    holder = hall.holder("Cleo")
    assert holder.ends_at - holder.started_at > timedelta(days=180)


def test_an_office_that_nobody_wants_is_offered_again_after_the_term_has_ended(hall, five):
    mandate = hall.elected("treasurer", five[1], five)
    hall.next_term(mandate)
    hall.pass_time(days=5)
    assert hall.newest().outcome is Outcome.VACANT
    hall.pass_time(days=10)
    assert hall.fresh_mandate(mandate).end_reason is EndReason.TERM
    assert hall.newest().state is BallotState.NOMINATING
