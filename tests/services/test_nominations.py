"""Who stands: nominated, accepted, declined, nobody at all."""

from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import Ballot, BallotNotFoundError, BallotState, ChoiceUnknownError, Outcome
from bot.domain.ballots.papers import Slot
from bot.domain.elections.election import race_of
from bot.domain.elections.messages import CountRounds
from bot.domain.elections.nominee import (
    AlreadyNominatedError,
    NominationsClosedError,
    Nominee,
    NomineeNotOnRollError,
    NoNominationsError,
    NotNominatedError,
    TooManyNomineesError,
    TooManyUnansweredError,
)
from bot.domain.ground.text import utf16_len
from bot.services.ballots.booth import mark_paper, submit_paper
from bot.services.ballots.closing import recount
from bot.services.ballots.proposals import propose
from bot.services.ballots.seconds import second
from bot.services.council.delivery import mark_sent
from bot.services.elections.nominations import accept, decline, nominate, nominate_for, nominate_on_card, stand
from bot.services.ground.budget import MEMBER, TooManyPostsError, spend_post
from bot.services.ground.dialogs import answer_confirm, answer_pick
from bot.services.ground.naming import Who
from bot.services.ground.outbox import tell_council
from bot.services.record.doctor import examine
from bot.services.removals.leaving import ask_to_leave
from handlers.views.ground.errors import words_for
from handlers.views.ground.words import bare
from tests.support.council import GROUP, words
from tests.support.hall import FIVE, Hall

T = words("en")


def test_an_office_alone_is_no_name_and_asks_for_one(hall, five):
    anna, ben, *_ = five
    ballot, _ = hall.elect("treasurer", anna), hall.elect("secretary", anna)
    hall.do(nominate, Who(words="Treasurer"), by=anna)
    asked = hall.show(hall.screens("pick_person")[-1])
    assert asked.text == "Whom do you nominate for treasurer?"
    hall.do(answer_pick, anna.person_id, ben.person_id, by=anna)
    assert [row.ballot_id for row in hall.find(Nominee)] == [ballot.ballot_id]


def test_who_picks_reads_for_which_office(hall, five):
    anna, *_ = five
    hall.join(hall.person("Anna"))
    ballot = hall.elect("Clerk", anna)
    hall.do(nominate, Who(words="Anna"), by=anna)
    assert bare(hall.show(hall.screens("pick_person")[-1]).text) == "Whom do you nominate for Clerk?"
    hall.do(nominate_on_card, hall.council_id, ballot.ballot_id, by=anna)
    assert bare(hall.show(hall.screens("pick_person")[-1]).text) == "Whom do you nominate for Clerk?"
    hall.elect("Chair", anna)
    hall.do(nominate, Who(words="Anna"), by=anna)
    assert bare(hall.show(hall.screens("pick_person")[-1]).text) == "Whom do you nominate?"


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


def test_accept_goes_from_the_private_question_once_nominations_end(hall, five):
    anna, ben, cleo, *_ = five
    ballot = hall.elect("treasurer", anna)
    hall.do(nominate_for, hall.council_id, ballot.ballot_id, ben.person_id, by=anna)
    (asked,) = hall.screens("nominated")
    assert hall.show(asked).keyboard
    hall.do(mark_sent, asked.outgoing_id, ben.telegram_id, 70)
    hall.stand(ballot, cleo)
    hall.pass_time(hours=49)
    turned = hall.screens("nominated")[-1]
    assert (turned.message_id, turned.person_id) == (70, ben.person_id)
    assert "Nominations have ended." in hall.show(turned).text
    assert not hall.show(turned).keyboard


def test_a_late_nominee_finds_nominations_closed(hall, five):
    anna, ben, cleo, *_ = five
    ballot = hall.elect("treasurer", anna)
    hall.stand(ballot, ben)
    hall.pass_time(hours=25)
    with pytest.raises(NominationsClosedError):
        hall.do(stand, hall.council_id, ballot.ballot_id, by=cleo)


def test_the_first_to_stand_in_an_extension_does_not_end_it_at_once(hall, five):
    anna, ben, cleo, *_ = five
    ballot = hall.elect("treasurer", anna)
    hall.pass_time(days=2, minutes=1)
    assert race_of(hall.fresh(ballot)).was_extended
    extended_at = hall.now
    hall.pass_time(hours=2)
    hall.stand(ballot, ben)
    hall.pass_time(hours=21)
    assert hall.fresh(ballot).state is BallotState.NOMINATING
    hall.stand(ballot, cleo)
    hall.pass_time(hours=1, minutes=30)
    opened = hall.fresh(ballot)
    assert (opened.state, set(opened.options)) == (BallotState.OPEN, {"Ben", "Cleo"})
    assert opened.opened_at - extended_at >= timedelta(hours=23, minutes=59)


def goes(hall, person):
    hall.do(ask_to_leave, by=person)
    hall.do(answer_confirm, person.person_id, is_yes=True, by=person)


@pytest.mark.parametrize("office", ["treasurer", "2 delegates"])
def test_who_leaves_during_the_vote_is_struck_from_the_paper_and_all_are_told(hall, five, office):
    anna, ben, cleo, dan, eve = five
    ballot = hall.elect(office, anna)
    hall.stand(ballot, ben, cleo)
    hall.pass_time(hours=25)
    for voter, *picks in ((anna, ben, cleo), (ben, ben), (dan, ben), (eve, ben)):
        hall.vote(ballot, voter, *picks)
    key = hall.key(ballot, ben)
    goes(hall, ben)
    (told,) = [row for row in hall.screens("nominee_noted") if row.params["state"] == "left"]
    assert "Ben left the roll and no longer stands" in hall.show(told).text
    card = hall.card(ballot.ballot_id)
    assert "Ben</s> left" in card.text
    assert not any(button.label == "Ben" for row in card.keyboard for button in row)
    with pytest.raises(ChoiceUnknownError):
        hall.do(mark_paper, hall.council_id, ballot.ballot_id, f"+{key}", by=dan)
    hall.do(mark_paper, hall.council_id, ballot.ballot_id, f"+{hall.key(ballot, cleo)}", by=dan)
    hall.do(submit_paper, hall.council_id, ballot.ballot_id, is_abstention=False, by=dan)
    hall.pass_time(days=4)
    closed = hall.fresh(ballot)
    assert (closed.outcome, hall.seated()) == (Outcome.ELECTED, ["Cleo"])
    assert key not in closed.result.counts
    assert closed.result.agrees_with(hall.read(recount, closed).result)
    assert not hall.read(examine)


def test_where_only_reopen_is_left_on_the_paper_nominations_reopen(hall, five):
    anna, ben, *_ = five
    ballot = hall.elect("treasurer", anna)
    hall.stand(ballot, ben)
    hall.pass_time(hours=25)
    hall.vote(ballot, anna, ben)
    goes(hall, ben)
    assert hall.fresh(ballot).outcome is Outcome.VOID
    assert "nobody is left on the paper. Nominations are open again" in hall.card(ballot.ballot_id).text
    again = hall.newest()
    assert (again.state, race_of(again).seats) == (BallotState.NOMINATING, (1,))
    assert not hall.find(Slot)


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
    for number, person in enumerate(people):
        hall.do(nominate_for, hall.council_id, ballot.ballot_id, people[number - 1].person_id, by=person)
    assert_fits(hall, ballot)
    hall.stand(ballot, *people)
    hall.pass_time(hours=25)
    assert_fits(hall, ballot)
    for number, person in enumerate(people):
        hall.vote(ballot, person, str(number), str((number + 7) % 30))
    hall.pass_time(days=3)
    assert_fits(hall, ballot)


def test_only_who_accepted_fills_the_paper(hall):
    people = hall.founded(*(f"Member {number}" for number in range(40)))
    ballot = hall.elect("3 delegates", people[0])
    for person in people[1:3]:
        hall.do(second, hall.council_id, ballot.ballot_id, by=person)
    for number, person in enumerate(people[:36]):
        hall.do(nominate_for, hall.council_id, ballot.ballot_id, people[number + 4].person_id, by=person)
    shown = hall.card(ballot.ballot_id).text
    assert "Member 4: nominated" in shown
    assert "and 6 more" in shown
    hall.stand(ballot, *people[:30])
    shown = hall.card(ballot.ballot_id).text
    assert "Member 29 stands" in shown
    assert "Member 39" not in shown
    with pytest.raises(TooManyNomineesError):
        hall.do(accept, hall.council_id, ballot.ballot_id, by=people[35])
    hall.do(decline, hall.council_id, ballot.ballot_id, by=people[3])
    hall.do(accept, hall.council_id, ballot.ballot_id, by=people[35])
    with pytest.raises(TooManyNomineesError):
        hall.do(accept, hall.council_id, ballot.ballot_id, by=people[3])


def test_a_member_has_three_unanswered_nominations_in_one_election(hall, five):
    """Whoever is nominated is written to: one member cannot have everybody written to."""
    anna, ben, cleo, dan, eve = five
    ballot = hall.elect("treasurer", anna)
    here = hall.council_id, ballot.ballot_id
    for person in (ben, cleo, dan):
        hall.do(nominate_for, *here, person.person_id, by=anna, chat_id=anna.telegram_id)
    with pytest.raises(TooManyUnansweredError) as refused:
        hall.do(nominate_for, *here, eve.person_id, by=anna)
    assert "Whoever wants to stand can press [Stand]" in words_for(refused.value, T)
    hall.do(nominate_for, *here, anna.person_id, by=anna)
    hall.do(decline, *here, by=ben)
    hall.do(nominate_for, *here, eve.person_id, by=anna)
    assert "Eve: nominated" in hall.card(ballot.ballot_id).text


def test_nominations_in_private_count_in_the_budget(hall, five):
    anna, ben, *_ = five
    ballot = hall.elect("treasurer", anna)
    hall.pass_time(hours=2)
    for _ in range(MEMBER.in_an_hour):
        hall.do(spend_post, GROUP, by=anna)
    with pytest.raises(TooManyPostsError):
        hall.do(nominate_for, hall.council_id, ballot.ballot_id, ben.person_id, by=anna, chat_id=anna.telegram_id)
    assert not hall.screens("nominated")
    hall.pass_time(minutes=61)
    hall.do(nominate_for, hall.council_id, ballot.ballot_id, ben.person_id, by=anna, chat_id=anna.telegram_id)
    assert len(hall.screens("nominated")) == 1


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


def test_a_ballot_that_fills_no_seat_takes_no_nominations(hall, five):
    anna, ben, *_ = five
    ballot = hall.do(propose, hall.council_id, "We plant a hedge", None, by=anna)
    for act in (accept, decline, stand):
        with pytest.raises(BallotNotFoundError):
            hall.do(act, hall.council_id, ballot.ballot_id, by=ben)


def test_the_card_offers_to_accept_only_while_somebody_nominated_has_not_answered():
    hall = Hall()
    anna, ben, cleo = hall.founded("Anna", "Ben", "Cleo")
    ballot = hall.elect("treasurer", anna)

    def answers():
        buttons = [button for row in hall.card(ballot.ballot_id).keyboard for button in row]
        return [button.label for button in buttons if button.label in {"Accept", "Decline"}]

    assert answers() == []
    hall.do(stand, hall.council_id, ballot.ballot_id, by=cleo)
    assert answers() == ["Decline"]
    hall.do(nominate_for, hall.council_id, ballot.ballot_id, ben.person_id, by=anna)
    assert answers() == ["Accept", "Decline"]
    assert not any(button.style for row in hall.card(ballot.ballot_id).keyboard for button in row)
    for person in (ben, cleo):
        hall.do(decline, hall.council_id, ballot.ballot_id, by=person)
    assert answers() == []
