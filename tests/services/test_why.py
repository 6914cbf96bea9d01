import pytest

from bot.domain.ballots.ballot import Ballot, BallotState, NotInElectorateError
from bot.domain.ballots.tally import Tally
from bot.domain.ground.outgoing import Card
from bot.domain.recalls.recall import Recall
from bot.domain.record.messages import WhyBallot
from bot.reads.ground.audience import Audience
from bot.reads.record.why import load_ballot_why, recount_ballot
from bot.services.ballots.proposals import propose
from bot.services.ballots.voting import cast_vote
from bot.services.charter.charter import change_charter
from bot.services.council.delivery import mark_drawn, mark_sent
from bot.services.ground.naming import Who
from bot.services.recalls.confidence import give_signal
from bot.services.record.refusals import keep_refusal, refuse
from bot.services.record.why import (
    NothingToExplainError,
    NoThresholdError,
    why_decision,
    why_message,
    why_person,
    why_refused,
)
from bot.services.reports.reports import Written, post_report, rate
from handlers.views.ground.words import bare
from handlers.views.record.why import render_ballot_why
from tests.support.council import GROUP, House, words
from tests.support.hall import Hall
from tests.support.offices import seat


@pytest.fixture
def house():
    return House()


def decided(house, people, votes, text="Buy a barrel"):
    ballot = house.do(propose, house.council_id, text, None, by=people[0])
    for person, choice in zip(people, votes.split(), strict=False):
        house.do(cast_vote, house.council_id, ballot.ballot_id, choice, by=person)
    house.pass_time(days=4)
    return house.one(Ballot, ballot_id=ballot.ballot_id)


def is_same(house, ballot):
    recount = house.read(recount_ballot, ballot)
    assert recount is not None
    return recount.is_same


def explained(house, screen="why_ballot", language="en"):
    return house.show(house.screens(screen)[-1], language).text


def test_a_result_is_counted_again_with_every_check(house):
    people = house.founded(*(f"P{n}" for n in range(8)))
    decided(house, people, "yes yes no")
    house.do(why_decision, 1, by=people[5])
    text = explained(house)
    assert "may vote in it: 8" in text
    assert "✓ Yes among the 3 Yes and No: 2 needed, 2 counted." in text
    assert "✓ Turnout: 2 of 8 needed, 3 took part." in text
    assert "the result is the same" in text


def test_old_answers_stay_when_the_charter_changes(house):
    people = house.founded(*(f"P{n}" for n in range(8)))
    decided(house, people, "yes yes no")
    house.do(why_decision, 1, by=people[5])
    before = explained(house)
    change = house.do(change_charter, house.council_id, "adoption_turnout", "1/2", by=people[0])
    for person in people:
        house.do(cast_vote, house.council_id, change.ballot_id, "yes", by=person)
    house.pass_time(days=4)
    house.do(why_decision, 1, by=people[5])
    assert explained(house) == before
    newer = decided(house, people, "yes yes no")
    assert is_same(house, newer)
    house.do(why_message, card_message(house, newer.ballot_id), by=people[5])
    assert "✗ Turnout: 4 of 8 needed, 3 took part." in explained(house)


def card_message(house, subject_id):
    card = house.one(Card, subject_id=subject_id)
    house.do(mark_drawn, house.council_id, card.card_id, card.version, GROUP, 555)
    return 555


def test_a_reply_to_a_running_card_tells_the_rule_and_no_counts(house):
    people = house.founded(*(f"P{n}" for n in range(8)))
    ballot = house.do(propose, house.council_id, "Buy a barrel", None, by=people[0])
    house.do(cast_vote, house.council_id, ballot.ballot_id, "no", by=people[1])
    house.do(why_message, card_message(house, ballot.ballot_id), by=people[5])
    text = explained(house)
    assert "Until now 1 of 8 voted" in text
    assert "Yes 0" not in text
    assert "No 1" not in text


def test_a_tampered_tally_is_noticed(house):
    people = house.founded("Anna", "Ben", "Cleo")
    ballot = decided(house, people, "yes yes no")
    changed = house.do(lambda uow: uow.change(ballot, counts=Tally.from_kept({"yes": 3})))
    assert not is_same(house, changed)


def test_a_refusal_is_explained_with_how_it_stands_now(house):
    house.founded("Anna", "Ben", "Cleo")
    zed = house.person("Zed")
    house.do(keep_refusal, GROUP, NotInElectorateError(why="not_on_roll", from_at=None), by=zed)
    house.do(why_refused, by=zed)
    text = explained(house, "why_refusal")
    assert "was refused" in text
    assert "not on the roll of this council" in text
    house.join(zed)
    house.do(why_refused, by=zed)
    house.pass_time(minutes=1)
    house.do(why_refused, by=zed)
    assert "may vote in ballots that open after" in explained(house, "why_refusal")


def test_a_refusal_is_told_to_nobody_but_who_was_refused(house):
    house.founded("Anna", "Ben", "Cleo")
    zed, eve = house.people("Zed", "Eve")
    away = house.person("Away", is_reachable=False)
    for person in (zed, away):
        house.do(keep_refusal, GROUP, NotInElectorateError(why="not_on_roll", from_at=None), by=person)
        house.do(why_refused, by=person)
    assert [row.person_id for row in house.screens("why_refusal")] == [zed.person_id]
    (not_sent,) = house.screens("why_in_private")
    assert not_sent.asker_id == away.person_id
    assert "open the private chat" in house.show(not_sent).text
    house.do(refuse, GROUP, NotInElectorateError(why="not_on_roll", from_at=None), is_press=False, by=zed)
    house.do(mark_sent, house.screens("refusal")[-1].outgoing_id, GROUP, 700)
    with pytest.raises(NothingToExplainError):
        house.do(why_message, 700, by=eve)
    house.do(why_message, 700, by=zed)
    assert [row.person_id for row in house.screens("why_refusal")] == [zed.person_id, zed.person_id]


def test_without_a_refusal_there_is_nothing_to_explain(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    for use_case, arguments in ((why_refused, ()), (why_decision, (7,)), (why_message, (12345,))):
        with pytest.raises(NothingToExplainError):
            house.do(use_case, *arguments, by=anna)


def test_a_threshold_names_its_base_and_never_who_signalled(house):
    people = house.founded(*(f"P{n}" for n in range(8)))
    seat(house, people[0])
    house.do(why_person, Who(words="treasurer"), by=people[1])
    text = explained(house, "why_mandate")
    assert "The threshold is reckoned from 7 members" in text
    assert "threshold 3 of 7: not reached" in text
    with pytest.raises(NoThresholdError):
        house.do(why_person, Who(words="P3"), by=people[1])


def test_a_reminder_names_its_duty(house):
    people = house.founded(*(f"P{n}" for n in range(8)))
    house.do(propose, house.council_id, "Buy a barrel", None, by=people[0])
    house.pass_time(days=2)
    told = house.screens("ballot_half_time")[-1]
    house.do(mark_sent, told.outgoing_id, GROUP, 777)
    house.do(why_message, 777, by=people[1])
    assert "This ballot needs 3 of 8 to take part" in explained(house, "why_reminder")


def test_why_speaks_through_the_catalogs(house):
    people = house.founded("Anna", "Ben", "Cleo")
    decided(house, people, "yes yes no")
    house.do(why_decision, 1, by=people[0])
    lines = [line for line in explained(house, language="qps").split("\n") if line]
    assert all("⟦" in line for line in lines if "Buy a barrel" not in line)


def test_a_lowered_threshold_says_why(house):
    people = house.founded(*(f"P{n}" for n in range(30)))
    seat(house, people[0], has_report_backs=True)
    house.pass_time(days=31)
    house.do(why_person, Who(words="treasurer"), by=people[1])
    text = explained(house, "why_mandate")
    assert "While a report-back is overdue or a breach stands, at least 1/10" in text
    assert "lowered from 6: a report-back is overdue" in text
    assert "threshold 3 of 29" in text


def test_a_recall_that_opened_tells_the_integers_of_its_threshold(house):
    people = house.founded(*(f"P{n}" for n in range(8)))
    (mandate,) = seat(house, people[0])
    for member in people[1:4]:
        house.do(give_signal, house.council_id, mandate.mandate_id, has_confidence=False, by=member)
    house.pass_time(hours=1)
    recall = house.one(Recall)
    told = [row for row in house.screens() if row.params.get("recall_id") == recall.recall_id][-1]
    house.do(mark_sent, told.outgoing_id, GROUP, 888)
    house.do(why_message, 888, by=people[5])
    text = explained(house, "why_recall")
    assert "3 of the 7 members who counted" in text
    assert "usual threshold" in text
    assert not any(f"P{number}" in text for number in range(1, 8))


def test_the_verdict_on_a_report_tells_its_integers(house):
    people = house.founded(*(f"P{n}" for n in range(8)))
    (mandate,) = seat(house, people[0], has_report_backs=True)
    report = house.do(post_report, mandate, Written("All is well"), by=people[0]).report
    for member in people[1:4]:
        house.do(rate, house.council_id, report.report_id, is_accepted=False, by=member)
    house.do(why_message, card_message(house, report.report_id), by=people[1])
    assert "Members can press until" in explained(house, "why_report")
    house.pass_time(days=4)
    house.do(why_message, 555, by=people[1])
    assert "Rejected: 3 is more than 0, and at least 2 of 7 members pressed it" in explained(house, "why_report")


def test_elections_and_options_are_counted_again_too():
    hall = Hall()
    people = hall.founded("Anna", "Ben", "Cleo", "Dan", "Eve")
    one = hall.elected("treasurer", people[0], people)
    several = hall.elect("2 delegates", people[0])
    hall.stand(several, *people[1:4])
    hall.pass_time(hours=49)
    for voter in people:
        hall.vote(several, voter, people[1], people[2])
    options = hall.do(propose, hall.council_id, "Which tree?\n- oak\n- elm\n- ash\nrank", None, by=people[0])
    for voter in people:
        hall.vote(options, voter, "1", "0", "2")
    hall.pass_time(days=6)
    assert one
    closed = hall.find(Ballot, council_id=hall.council_id, state=BallotState.CLOSED)
    assert len(closed) == 3
    for ballot in closed:
        assert is_same(hall, ballot), ballot.method
        hall.do(why_decision, ballot.number, by=people[4])
        text = explained(hall)
        assert "the result is the same" in text
        assert "may vote in it: 5" in text


def why_of(hall, ballot):
    view = hall.read(load_ballot_why, Audience(hall.council_id, None, "mandate_bot"), WhyBallot(ballot.ballot_id))
    return bare(render_ballot_why(view, words("en")).text)


def test_an_election_nobody_stood_in_is_explained_without_a_count():
    hall = Hall()
    people = hall.founded("Anna", "Ben", "Cleo")
    ballot = hall.elect("treasurer", people[0])
    hall.pass_time(days=5)
    assert why_of(hall, ballot).endswith("Nobody stands. The office is vacant; it will be offered again.")


def test_an_election_of_several_in_which_too_few_voted_says_so():
    hall = Hall()
    people = hall.founded("Anna", "Ben", "Cleo", "Dan")
    ballot = hall.elect("2 delegates", people[0])
    hall.stand(ballot, *people[:3])
    hall.pass_time(hours=49)
    hall.vote(ballot, people[0], people[1])
    assert "single transferable vote" in why_of(hall, ballot)
    hall.pass_time(days=4)
    told = why_of(hall, ballot)
    assert "too few voted" in told
    assert "Void" not in told
    assert "the result is the same" in told


def test_a_lot_that_decided_is_told_in_one_sentence():
    hall = Hall()
    people = hall.founded("Anna", "Ben", "Cleo", "Dan")
    ballot = hall.elect("treasurer", people[0])
    hall.stand(ballot, *people[:2])
    for _ in range(2):
        hall.pass_time(hours=49)
        for voter, choice in zip(people, people[:2] * 2, strict=True):
            hall.vote(ballot, voter, choice)
        hall.pass_time(hours=2)
        ballot = hall.newest()
    told = bare(hall.card(ballot.ballot_id).text)
    assert "were tied in the run-off too, so the lot decided." in told
    assert "a tie is decided by lot" in why_of(hall, ballot)


def test_why_alone_is_about_a_refusal_of_the_last_hour_and_never_about_its_own(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    house.do(refuse, GROUP, NotInElectorateError(why="not_on_roll", from_at=None), is_press=False, by=anna)
    house.do(refuse, GROUP, NothingToExplainError(), is_press=False, by=anna)
    house.do(why_refused, by=anna)
    assert house.screens("why_refusal")[-1].params["code"] == NotInElectorateError.code
    house.pass_time(hours=1, minutes=1)
    with pytest.raises(NothingToExplainError):
        house.do(why_refused, by=anna)
