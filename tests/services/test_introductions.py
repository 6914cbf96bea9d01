"""What candidates say of themselves: asked in private, optional, shown on their page, gone with the candidacy."""

import pytest

from bot.domain.ballots.ballot import Ballot, BallotState
from bot.domain.ballots.messages import AskProposal
from bot.domain.elections.introduction import IntroductionLikeError, IntroductionTooLongError, NotStandingError
from bot.domain.elections.messages import AskIntroduction
from bot.domain.elections.nominee import NominationsClosedError, Nominee
from bot.domain.ground.dialog import Answer
from bot.domain.ground.entry import EntryText
from bot.domain.ground.ids import NO_COUNCIL
from bot.domain.ground.text import EmptyTextError, utf16_len
from bot.domain.me.messages import Me
from bot.domain.removals.questions import ConfirmLeave
from bot.services.ballots.seconds import second
from bot.services.council.delivery import mark_sent
from bot.services.council.panel import CouncilForeignError, show
from bot.services.elections.introductions import (
    ask_introduction,
    ensure_candidate,
    show_candidates,
    take_back,
    take_introduction,
)
from bot.services.elections.nominations import accept, decline, nominate_for, stand
from bot.services.ground.answering import answer_dialog
from bot.services.ground.dialogs import ask
from bot.services.me.forget import forget
from bot.services.removals.leaving import leave
from handlers.views.ground.words import bare
from tests.support.council import GROUP

BOOKS = "I kept the books of the choir for ten years."
FLAG = "\U0001f1e9\U0001f1ea"


def introduce(hall, ballot, person, text=BOOKS):
    asked = AskIntroduction(ballot.ballot_id)
    hall.do(take_introduction, hall.council_id, asked, Answer(text), by=person, chat_id=person.telegram_id)


def said_by(hall, ballot, person):
    return hall.one(Nominee, ballot_id=ballot.ballot_id, person_id=person.person_id).introduction


def page(hall, ballot, by, number=0):
    hall.do(show_candidates, hall.council_id, ballot.ballot_id, number, in_place=False, by=by)
    return hall.show(hall.screens("candidates")[-1])


def labels(screen):
    return [button.label for row in screen.keyboard for button in row]


def offered_to(hall, person):
    return [hall.show(row) for row in hall.screens("own_introduction") if row.person_id == person.person_id]


@pytest.fixture
def race(hall, five):
    """Names are looked for: Ben and Cleo stand."""
    ballot = hall.elect("treasurer", five[0])
    hall.stand(ballot, five[1], five[2])
    return ballot


def test_who_stands_is_asked_in_private_and_may_leave_it_out(hall, five, race):
    (offer,) = offered_to(hall, five[1])
    assert "You stand for treasurer." in offer.text
    assert "in up to 200 characters" in offer.text
    assert labels(offer) == ["Introduce yourself"]
    hall.pass_time(hours=30)
    assert hall.fresh(race).state is BallotState.OPEN
    assert "About the candidates" not in labels(hall.card(race.ballot_id))


def test_who_has_no_private_chat_is_not_written_to_and_finds_the_button_on_the_card(hall, five):
    zed = hall.person("Zed", is_reachable=False)
    hall.join(zed)
    hall.pass_time(hours=25)
    ballot = hall.elect("treasurer", five[0])
    for person in five[1:3]:
        hall.do(second, hall.council_id, ballot.ballot_id, by=person)
    assert "Introduce yourself" not in labels(hall.card(ballot.ballot_id))
    hall.do(stand, hall.council_id, ballot.ballot_id, by=zed)
    assert offered_to(hall, zed) == []
    assert "Introduce yourself" in labels(hall.card(ballot.ballot_id))


def test_it_is_asked_and_stands_on_the_page_about_the_candidates_in_nominations_and_vote(hall, five, race):
    ben = five[1]
    hall.do(ask_introduction, hall.council_id, race.ballot_id, by=ben, chat_id=ben.telegram_id)
    assert "up to 200 characters" in hall.show(hall.screens("ask_introduction")[-1]).text
    introduce(hall, race, ben)
    assert f"Beside your name stands: “{BOOKS}”" in hall.show(hall.screens("own_introduction")[-1]).text
    assert "About the candidates" in labels(hall.card(race.ballot_id))
    assert BOOKS not in hall.card(race.ballot_id).text
    hall.pass_time(hours=30)
    assert "About the candidates" in labels(hall.card(race.ballot_id))
    shown = page(hall, race, five[3]).text
    assert f"<b>Ben</b>\n“{BOOKS}”" in shown
    assert "<b>Cleo</b>\nSays nothing more." in shown


def test_the_booth_leads_to_the_page(booths, voters):
    anna, ben, cleo, dan, _ = voters
    ballot = booths.elect("2 delegates", anna)
    booths.stand(ballot, ben, cleo, dan)
    introduce(booths, ballot, ben)
    booths.pass_time(hours=30)
    booths.ballot_id = ballot.ballot_id
    assert "About the candidates" in labels(booths.paper(anna))


def test_a_later_text_takes_the_place_of_the_first_and_leaving_it_out_ends_it(hall, five, race):
    ben = five[1]
    introduce(hall, race, ben)
    introduce(hall, race, ben, "I can count.")
    assert said_by(hall, race, ben) == "I can count."
    assert [row.text for row in hall.find(EntryText, name="introduction")] == ["I can count."]
    hall.do(take_back, hall.council_id, race.ballot_id, by=ben)
    assert said_by(hall, race, ben) == ""
    assert hall.find(EntryText, name="introduction") == []
    assert "About the candidates" not in labels(hall.card(race.ballot_id))


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("", EmptyTextError),
        ("a" * 201, IntroductionTooLongError),
        (FLAG * 201, IntroductionTooLongError),
        ("Reopen nominations", IntroductionLikeError),
        ("Cleo", IntroductionLikeError),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_stored(hall, five, race, text, refused):
    introduce(hall, race, five[1])
    with pytest.raises(refused):
        introduce(hall, race, five[1], text)
    assert said_by(hall, race, five[1]) == BOOKS


def test_nobody_says_what_another_said(hall, five, race):
    introduce(hall, race, five[1])
    with pytest.raises(IntroductionLikeError):
        introduce(hall, race, five[2], BOOKS.upper())


def test_only_candidates_have_one_and_only_while_names_are_looked_for(hall, five, race):
    anna, ben, _, dan, _ = five
    hall.do(nominate_for, hall.council_id, race.ballot_id, dan.person_id, by=anna)
    for person in (anna, dan):
        with pytest.raises(NotStandingError):
            introduce(hall, race, person)
    hall.pass_time(hours=30)
    for act in (ensure_candidate, ask_introduction, take_back):
        with pytest.raises(NominationsClosedError):
            hall.do(act, hall.council_id, race.ballot_id, by=ben)


def test_it_goes_with_the_candidacy(hall, five, race):
    ben, cleo = five[1:3]
    introduce(hall, race, ben)
    introduce(hall, race, cleo, "I can count.")
    hall.do(decline, hall.council_id, race.ballot_id, by=ben)
    assert said_by(hall, race, ben) == ""
    hall.stand(race, ben)
    assert said_by(hall, race, ben) == ""
    hall.do(leave, hall.council_id, ConfirmLeave(), by=cleo)
    assert hall.find(EntryText, name="introduction") == []


def test_who_leaves_while_the_vote_runs_takes_it_along(hall, five, race):
    ben, cleo = five[1:3]
    introduce(hall, race, ben)
    introduce(hall, race, cleo, "I can count.")
    hall.pass_time(hours=30)
    hall.do(leave, hall.council_id, ConfirmLeave(), by=ben)
    shown = page(hall, race, five[3]).text
    assert BOOKS not in shown
    assert "Ben" not in shown
    assert "I can count." in shown


def test_a_run_off_keeps_it(hall, five, race):
    ben, cleo = five[1:3]
    introduce(hall, race, ben)
    hall.pass_time(hours=30)
    hall.vote(race, five[3], ben)
    hall.vote(race, five[4], cleo)
    hall.vote(race, five[0], ben, cleo)
    hall.pass_time(days=3)
    again = hall.newest()
    assert again.run_off_of_id == race.ballot_id
    assert BOOKS in page(hall, again, five[3]).text


def test_it_is_shown_to_its_author_by_me_and_erased_by_forget_while_the_vote_runs(hall, five, race):
    ben = five[1]
    introduce(hall, race, ben)
    hall.pass_time(hours=30)
    hall.do(show, NO_COUNCIL, Me(0), in_place=False, by=ben, chat_id=ben.telegram_id)
    assert f"You introduced yourself as a candidate: {BOOKS}" in hall.show(hall.screens("me")[-1]).text
    hall.do(forget, by=ben)
    assert said_by(hall, race, ben) == ""
    assert hall.find(EntryText, name="introduction") == []
    assert BOOKS not in page(hall, race, five[3]).text
    assert b"choir" not in hall.dump()


def test_thirty_long_ones_are_turned_page_by_page_and_each_page_fits(hall):
    people = hall.founded(*(f"Candidate {number}" for number in range(30)))
    ballot = hall.elect("treasurer", people[0])
    for person in people[1:3]:
        hall.do(second, hall.council_id, ballot.ballot_id, by=person)
    hall.stand(ballot, *people)
    for number, person in enumerate(people):
        introduce(hall, ballot, person, FLAG * 190 + str(number))
    hall.pass_time(hours=30)
    seen = set()
    for number in range(30):
        screen = page(hall, ballot, people[0], number)
        assert utf16_len(bare(screen.text)) <= 4096
        seen |= {name for name in (person.name for person in people) if f"<b>{name}</b>" in screen.text}
    assert len(seen) == 30


def test_who_is_elsewhere_reads_nothing(hall, five, race):
    zed = hall.person("Zed")
    introduce(hall, race, five[1])
    with pytest.raises(CouncilForeignError):
        hall.do(show_candidates, hall.council_id, race.ballot_id, 0, in_place=False, by=zed, chat_id=zed.telegram_id)


def test_once_nominations_end_the_offer_has_no_buttons(hall, five, race):
    ben = five[1]
    introduce(hall, race, ben)
    hall.pass_time(hours=30)
    shown = offered_to(hall, ben)[-1]
    assert shown.keyboard == ()
    assert "Your candidacy for treasurer." in shown.text


def write(hall, person, text, *, to=None, in_group=False):
    """What somebody writes, in private unless said otherwise; `to`: a reply to what was told there."""
    chat_id, reply_to = GROUP if in_group else person.telegram_id, None
    if to is not None:
        reply_to = 700
        hall.do(mark_sent, to.outgoing_id, chat_id, reply_to)
    return hall.do(answer_dialog, Answer(text, (), reply_to), is_group=in_group, by=person, chat_id=chat_id)


def invitation(hall, person):
    return [row for row in hall.screens("own_introduction") if row.person_id == person.person_id][-1]


def test_what_a_candidate_writes_next_in_private_is_it(hall, five, race):
    anna, ben, *_ = five
    assert "Write it here within 15 minutes, or press [Introduce yourself] later" in offered_to(hall, ben)[0].text
    assert write(hall, ben, BOOKS)
    assert said_by(hall, race, ben) == BOOKS
    assert "Beside your name stands" in hall.show(hall.screens("own_introduction")[-1]).text
    assert not write(hall, ben, "And thank you.")
    assert said_by(hall, race, ben) == BOOKS
    dan = five[3]
    hall.do(nominate_for, hall.council_id, race.ballot_id, dan.person_id, by=anna)
    hall.do(accept, hall.council_id, race.ballot_id, by=dan)
    assert write(hall, dan, "I can count.")
    assert said_by(hall, race, dan) == "I can count."


def test_what_is_said_to_people_is_never_taken(hall, five, race):
    ben = five[1]
    assert not write(hall, ben, "Hello everybody", in_group=True)
    assert said_by(hall, race, ben) == ""


def test_after_the_15_minutes_a_text_is_none_but_a_reply_is(hall, five, race):
    ben = five[1]
    row = invitation(hall, ben)
    hall.pass_time(minutes=16)
    assert not write(hall, ben, BOOKS)
    assert "You took longer than 15 minutes" in hall.show(hall.screens("too_late")[-1]).text
    assert said_by(hall, race, ben) == ""
    assert write(hall, ben, BOOKS, to=row)
    assert said_by(hall, race, ben) == BOOKS


def test_after_a_reply_what_is_written_next_is_no_other_one(hall, five, race):
    ben = five[1]
    write(hall, ben, BOOKS, to=invitation(hall, ben))
    assert not write(hall, ben, "Thank you.")
    assert said_by(hall, race, ben) == BOOKS


def test_another_question_in_private_comes_first(hall, five):
    anna, ben, *_ = five
    ballot = hall.elect("treasurer", anna)
    hall.do(ask, hall.council_id, AskProposal(None), by=ben, chat_id=ben.telegram_id)
    hall.stand(ballot, ben)
    assert "press [Introduce yourself] first" in offered_to(hall, ben)[0].text
    write(hall, ben, "We buy a barrel")
    assert said_by(hall, ballot, ben) == ""
    assert [row.text for row in hall.find(Ballot, kind="proposal")] == ["We buy a barrel"]


def test_a_text_that_is_too_long_may_be_sent_again(hall, five, race):
    ben = five[1]
    with pytest.raises(IntroductionTooLongError):
        write(hall, ben, "a" * 201)
    assert write(hall, ben, BOOKS)
    assert said_by(hall, race, ben) == BOOKS


def test_who_stands_no_more_is_not_asked_any_more(hall, five, race):
    ben = five[1]
    hall.do(decline, hall.council_id, race.ballot_id, by=ben)
    assert not write(hall, ben, "Good evening")
    assert hall.screens("not_asked") != []


def test_of_two_candidacies_the_text_belongs_to_the_latest(hall, five, race):
    anna, ben, *_ = five
    second_race = hall.elect("clerk", anna)
    hall.stand(second_race, ben)
    write(hall, ben, BOOKS)
    assert (said_by(hall, race, ben), said_by(hall, second_race, ben)) == ("", BOOKS)
