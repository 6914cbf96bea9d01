"""Who stands: nominated, accepted, declined, nobody at all."""

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState, Outcome
from bot.domain.elections.messages import CountRounds
from bot.domain.elections.nominee import (
    AlreadyNominatedError,
    NominationsClosedError,
    NomineeNotOnRollError,
    NoNominationsError,
    NotNominatedError,
)
from bot.domain.ground.text import utf16_len
from bot.services.ballots.seconds import second
from bot.services.elections.nominations import accept, decline, nominate, nominate_for, nominate_on_card, stand
from bot.services.ground.dialogs import answer_confirm, answer_pick
from bot.services.ground.naming import Who
from bot.services.ground.outbox import tell_council
from bot.services.removals.leaving import ask_to_leave
from handlers.views.ground.words import bare
from tests.support.hall import FIVE, Hall


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
    hall.do(tell_council, hall.council_id, CountRounds(ballot.ballot_id, 0), once=f"count:{hall.now}")
    shown = [hall.show(row) for row in hall.screens() if row.params.get("ballot_id") == ballot.ballot_id]
    for screen in (hall.card(ballot.ballot_id), *shown):
        assert utf16_len(bare(screen.text)) <= 4096


def test_nominate_on_the_card_picks_a_member_from_the_roll(hall, five):
    anna, ben, *_ = five
    ballot = hall.elect("treasurer", anna)
    hall.do(nominate_on_card, hall.council_id, ballot.ballot_id, by=anna)
    names = [row[0].label for row in hall.show(hall.screens("pick_person")[-1]).keyboard]
    assert names[:5] == list(FIVE)
    hall.do(answer_pick, anna.person_id, ben.person_id, by=anna)
    assert "Ben: nominated" in hall.card(ballot.ballot_id).text
