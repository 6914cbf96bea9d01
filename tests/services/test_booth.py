import pytest

from bot.domain.ballots.answers import Emptying
from bot.domain.ballots.ballot import (
    BallotAmendedError,
    BallotClosedError,
    ChoiceUnknownError,
    NotInElectorateError,
)
from bot.domain.ballots.papers import Pile, Slot
from bot.domain.ground.entry import Entry
from bot.domain.ground.outgoing import Outgoing
from bot.domain.ground.person import Person
from bot.services.ballots.amending import amend, withdraw
from bot.services.ballots.booth import (
    ensure_same_text,
    enter_booth,
    lead_to_booth,
    mark_paper,
    open_paper_here,
    rank_here,
    submit_paper,
    turn_page,
)
from bot.services.ballots.names import load_names
from bot.services.ballots.proposals import propose
from bot.services.ballots.voting import cast_vote
from handlers.views.ballots.booth import recorded_paper
from handlers.views.ground.screen import Screen
from tests.support.council import words

MANY = tuple(f"Nominee {number:02}" for number in range(1, 21))


def labels(screen: Screen) -> list[str]:
    return [button.label for row in screen.keyboard for button in row]


def test_nothing_counts_before_submit_and_then_the_whole_paper_as_one_value(booths, voters):
    anna, ben, cleo, dan, _ = voters
    ballot = booths.open("2 delegates", voters, ben, cleo, dan)
    booths.mark(anna, booths.mark_of(ballot, dan), booths.mark_of(ballot, ben))
    paper = booths.paper(anna)
    assert "On your paper:</b> 1. Dan 2. Ben" in paper.text
    assert "Not recorded yet" in paper.text
    assert not booths.papers(ballot.ballot_id)
    assert booths.submit(anna) == (booths.key(ballot, dan), booths.key(ballot, ben))
    assert "Recorded now:</b> 1. Dan 2. Ben" in booths.paper(anna).text
    assert [paper.sequence for paper in booths.papers(ballot.ballot_id).values()] == [1]
    booths.mark(anna, "k1", booths.mark_of(ballot, cleo))
    assert booths.recorded(anna) == (booths.key(ballot, dan), booths.key(ballot, ben))
    booths.submit(anna)
    assert booths.recorded(anna) == (booths.key(ballot, dan), booths.key(ballot, cleo))
    assert [paper.sequence for paper in booths.papers(ballot.ballot_id).values()] == [2]


def test_buttons_set_and_never_toggle(booths, voters):
    anna, ben, cleo, *_ = voters
    ballot = booths.open("2 delegates", voters, ben, cleo)
    booths.mark(anna, booths.mark_of(ballot, ben), booths.mark_of(ballot, ben), booths.mark_of(ballot, cleo))
    assert "1. Ben 2. Cleo" in booths.paper(anna).text
    booths.mark(anna, "k1", "k1")
    assert "1. Ben" in booths.paper(anna).text
    assert {"1. Ben", "Cleo"} < set(labels(booths.paper(anna)))


def test_no_button_moves_when_a_name_is_pressed(booths, voters):
    """A second tap would meet another name, or [Clear] where [Submit] stood."""
    anna, ben, cleo, dan, _ = voters
    ballot = booths.open("2 delegates", voters, ben, cleo, dan)
    before = [len(row) for row in booths.paper(anna).keyboard]
    place = labels(booths.paper(anna)).index("Cleo")
    booths.mark(anna, booths.mark_of(ballot, cleo))
    after = booths.paper(anna)
    assert labels(after)[place] == "1. Cleo"
    assert [len(row) for row in after.keyboard] == before
    booths.mark(anna, booths.mark_of(ballot, cleo).replace("+", "-"))
    assert labels(booths.paper(anna))[place] == "Cleo"
    rows = [[button.label for button in row] for row in booths.paper(anna).keyboard]
    assert abs(rows.index(["Submit"]) - rows.index(["Abstain"])) > 1


def test_abstaining_in_place_of_what_is_marked_or_submitted_asks_first(booths, voters):
    anna, ben, *_ = voters
    ballot = booths.open("treasurer", voters, ben)
    booths.mark(anna, booths.mark_of(ballot, ben))
    first = booths.press(submit_paper, anna, is_abstention=True)
    assert first.emptying is Emptying.ASKED
    assert not booths.papers(ballot.ballot_id)
    assert "press [Submit] for that" in recorded_paper(booths.read(load_names, first.ballot), first, words())
    booths.submit(anna)
    booths.pass_time(minutes=2)
    again = booths.press(submit_paper, anna, is_abstention=True)
    assert booths.recorded(anna) == (booths.key(ballot, ben),)
    assert "Ben stands" in recorded_paper(booths.read(load_names, again.ballot), again, words())
    booths.press(submit_paper, anna, is_abstention=True)
    assert booths.recorded(anna) == (booths.key(ballot, ben),), "the same finger twice means nothing"
    booths.pass_time(seconds=10)
    booths.press(submit_paper, anna, is_abstention=True)
    assert booths.recorded(anna) == ("abstain",)


def test_an_emptied_paper_in_place_of_a_submitted_one_asks_too(booths, voters):
    anna, ben, *_ = voters
    ballot = booths.open("treasurer", voters, ben)
    booths.mark(anna, booths.mark_of(ballot, ben))
    booths.submit(anna)
    booths.mark(anna, "k0")
    assert booths.submit(anna) == (booths.key(ballot, ben),)
    booths.pass_time(minutes=2)
    booths.submit(anna)
    assert booths.recorded(anna) == (booths.key(ballot, ben),), "asked long ago, it is asked again"


def test_an_empty_paper_is_an_abstention(booths, voters):
    anna, ben, cleo, *_ = voters
    booths.open("2 delegates", voters, ben, cleo)
    assert booths.submit(anna) == ("abstain",)
    assert "Recorded now:</b> Abstain" in booths.paper(anna).text
    booths.mark(anna, "+0")
    booths.press(submit_paper, anna, is_abstention=True)
    booths.pass_time(seconds=10)
    assert booths.press(submit_paper, anna, is_abstention=True).picks == ("abstain",)
    assert not booths.drafts(booths.ballot_id)


def test_approval_in_the_booth_and_reopen_takes_the_place_of_names(booths, voters):
    anna, ben, cleo, *_ = voters
    ballot = booths.open("treasurer", voters, ben, cleo)
    booths.mark(anna, booths.mark_of(ballot, ben), booths.mark_of(ballot, cleo))
    assert {"☑ Ben", "☑ Cleo", "☐ Reopen nominations"} <= set(labels(booths.paper(anna)))
    booths.mark(anna, "+reopen")
    assert "On your paper:</b> Reopen nominations" in booths.paper(anna).text
    booths.mark(anna, booths.mark_of(ballot, ben))
    booths.mark(anna, booths.mark_of(ballot, ben).replace("+", "-"))
    assert "Your paper is empty" in booths.paper(anna).text
    booths.mark(anna, booths.mark_of(ballot, cleo))
    assert booths.submit(anna) == (booths.key(ballot, cleo),)


def test_names_on_the_card_add_approvals_and_clear_empties(booths, voters):
    anna, ben, cleo, *_ = voters
    ballot = booths.open("treasurer", voters, ben, cleo)
    shown = labels(booths.card(ballot.ballot_id))
    assert {"Ben", "Cleo", "Reopen nominations", "Clear my ballot", "Vote"} <= set(shown)
    for choice in (booths.key(ballot, ben), booths.key(ballot, cleo)):
        cast = booths.do(cast_vote, booths.council_id, ballot.ballot_id, choice, by=anna)
    assert set(cast.picks) == {"0", "1"}
    assert booths.do(cast_vote, booths.council_id, ballot.ballot_id, "reopen", by=anna).picks == ("reopen",)
    booths.do(cast_vote, booths.council_id, ballot.ballot_id, "clear", by=anna)
    booths.pass_time(seconds=10)
    assert booths.do(cast_vote, booths.council_id, ballot.ballot_id, "clear", by=anna).picks == ("abstain",)
    assert "Recorded now:</b> Abstain" in booths.paper(anna).text


def test_twenty_names_are_turned_by_page_and_have_no_place_on_the_card(booths):
    people = booths.founded(*MANY)
    ballot = booths.open("treasurer", people, *people)
    assert labels(booths.card(ballot.ballot_id))[:2] == ["Vote", "How it is counted"]
    anna = people[0]
    first = booths.paper(anna)
    assert len([label for label in labels(first) if label.startswith("☐")]) == 8
    booths.press(turn_page, anna, 2)
    last = labels(booths.paper(anna))
    assert "☐ Reopen nominations" in last
    assert len([label for label in last if label.startswith("☐")]) == 5
    booths.mark(anna, "+19")
    assert len([label for label in labels(booths.paper(anna)) if label.startswith("☑")]) == 1
    booths.press(turn_page, anna, 99)
    assert "☐ Reopen nominations" in labels(booths.paper(anna))


def test_a_paper_in_the_group_for_those_without_a_private_chat(booths, voters):
    anna, ben, cleo, dan, _ = voters
    ballot = booths.open("2 delegates", voters, ben, cleo, dan)
    booths.do(open_paper_here, booths.council_id, ballot.ballot_id, by=anna)
    booths.do(open_paper_here, booths.council_id, ballot.ballot_id, by=ben)
    (row,) = booths.screens("paper_here")
    assert {"Ben", "Cleo", "Dan", "Reopen nominations", "Clear my ballot"} == set(labels(booths.show(row)))
    keys = [booths.key(ballot, dan), booths.key(ballot, ben)]
    for key in keys:
        cast = booths.do(rank_here, booths.council_id, ballot.ballot_id, key, by=anna)
    assert cast.picks == tuple(keys)
    assert booths.do(rank_here, booths.council_id, ballot.ballot_id, "clear", by=anna).picks == tuple(keys)
    booths.pass_time(seconds=10)
    assert booths.do(rank_here, booths.council_id, ballot.ballot_id, "clear", by=anna).picks == ("abstain",)
    assert not booths.do(rank_here, booths.council_id, ballot.ballot_id, "clear", by=ben).picks
    assert ben.person_id not in booths.papers(ballot.ballot_id), "who had handed in nothing has still not voted"
    assert booths.do(rank_here, booths.council_id, ballot.ballot_id, keys[1], by=anna).picks == (keys[1],)


def test_one_vote_on_the_card_and_a_paper_in_the_group_for_who_is_led_to_private_in_vain(booths, voters):
    anna, ben, cleo, dan, _ = voters
    ballot = booths.open("2 delegates", voters, ben, cleo, dan)
    assert [label for label in labels(booths.card(ballot.ballot_id)) if label.startswith("Vote")] == ["Vote"]
    eve = booths.person("Eve", is_reachable=False)
    booths.do(lambda uow: uow.change(uow.get(Person, dan.person_id), is_reachable=False))

    def press(person):
        return booths.do(lead_to_booth, booths.council_id, ballot.ballot_id, by=person)

    with pytest.raises(NotInElectorateError):
        press(eve)
    for seconds in (1, 1, 1):
        assert press(dan) is not None, "a double tap is no second try"
        booths.pass_time(seconds=seconds)
    booths.pass_time(seconds=10)
    assert not booths.screens("paper_here")
    assert press(dan) is None
    assert len(booths.screens("paper_here")) == 1
    assert press(dan) is not None, "the way to private stays open"
    for _ in range(3):
        booths.pass_time(seconds=10)
        assert press(anna) is not None, "who has the private chat open is led there, however often"


def test_clearing_the_paper_in_the_group_begins_anew_as_it_says(booths, voters):
    anna, ben, cleo, dan, _ = voters
    ballot = booths.open("2 delegates", voters, ben, cleo, dan)
    booths.do(open_paper_here, booths.council_id, ballot.ballot_id, by=anna)
    assert "To start again press [Clear my ballot] twice" in booths.show(booths.screens("paper_here")[0]).text
    keys = [booths.key(ballot, dan), booths.key(ballot, ben)]
    booths.do(rank_here, booths.council_id, ballot.ballot_id, keys[0], by=anna)
    for _ in range(2):
        booths.do(rank_here, booths.council_id, ballot.ballot_id, "clear", by=anna)
        booths.pass_time(seconds=10)
    assert booths.do(rank_here, booths.council_id, ballot.ballot_id, keys[1], by=anna).picks == (keys[1],)


def test_ranked_options_of_a_proposal_are_voted_in_the_booth(booths, voters):
    anna = voters[0]
    ballot = booths.do(propose, booths.council_id, "rank: What first?\n- Barrel\n- Bench\n- Tree", None, by=anna)
    booths.ballot_id = ballot.ballot_id
    booths.mark(anna, "+2", "+none")
    paper = booths.paper(anna)
    assert "What first?" in paper.text
    assert "1. Tree 2. None of these" in paper.text
    assert booths.submit(anna) == ("2", "none")
    with pytest.raises(ChoiceUnknownError):
        booths.mark(anna, "+reopen")


def test_a_paper_of_the_old_text_is_not_handed_in_for_the_new_one(booths, voters):
    """Submitted from a message that still shows the old text, it would count as an abstention."""
    anna, ben, *_ = voters
    ballot = booths.do(propose, booths.council_id, "rank: What first?\n- Barrel\n- Bench\n- Tree", None, by=anna)
    booths.ballot_id = ballot.ballot_id
    booths.mark(ben, "+2")
    booths.do(amend, booths.council_id, ballot.ballot_id, "rank: What last?\n- Barrel\n- Bench", by=anna)
    assert not booths.drafts(booths.ballot_id)
    with pytest.raises(BallotAmendedError):
        booths.do(ensure_same_text, booths.council_id, ballot.ballot_id, 0, by=ben)
    booths.do(ensure_same_text, booths.council_id, ballot.ballot_id, 1, by=ben)
    booths.do(open_paper_here, booths.council_id, ballot.ballot_id, by=ben)


@pytest.mark.parametrize("amended", ["rank: What last?\n- Barrel\n- Bench", "Buy a barrel"])
def test_a_booth_of_the_old_text_turns_into_the_ballot_as_it_is_now_and_shows_no_mark(booths, voters, amended):
    anna, ben, cleo, *_ = voters
    ballot = booths.do(propose, booths.council_id, "rank: What first?\n- Barrel\n- Bench\n- Tree", None, by=anna)
    booths.ballot_id = ballot.ballot_id
    booths.mark(ben, "+2")
    booths.mark(cleo, "+1")
    booths.submit(cleo)
    booths.do(amend, booths.council_id, ballot.ballot_id, amended, by=anna)
    turned = [row for row in booths.screens("ballot_private") if row.message_id]
    assert sorted(row.person_id for row in turned) == sorted([ben.person_id, cleo.person_id])
    assert {row.chat_id for row in turned} == {ben.telegram_id, cleo.telegram_id}
    for row in turned:
        text = booths.show(row).text
        assert amended.removeprefix("rank: ").split("\n")[0] in text
        assert "On your paper" not in text


def test_nothing_is_left_in_the_booth_of_a_proposal_that_was_withdrawn(booths, voters):
    anna, ben, *_ = voters
    ballot = booths.do(propose, booths.council_id, "rank: What first?\n- Barrel\n- Bench\n- Tree", None, by=anna)
    booths.ballot_id = ballot.ballot_id
    booths.mark(ben, "+2")
    booths.do(withdraw, booths.council_id, ballot.ballot_id, by=anna)
    assert not booths.find(Slot)


@pytest.mark.parametrize("mark", ["", "+", "+9", "k", "kk", "+abstain", "+yes", "*1", "+1 ", "k-1", "+\u0661"])
def test_a_forged_mark_changes_nothing(booths, voters, mark):
    booths.open("2 delegates", voters, voters[1], voters[2])
    with pytest.raises(ChoiceUnknownError):
        booths.mark(voters[0], mark)
    assert not booths.drafts(booths.ballot_id)


def test_outsiders_and_late_presses_are_told_why(booths, voters):
    ballot = booths.open("2 delegates", voters, voters[1], voters[2])
    zed = booths.person("Zed")
    for use_case, *rest in ((enter_booth,), (mark_paper, "+0"), (rank_here, "0")):
        with pytest.raises(NotInElectorateError) as refused:
            booths.press(use_case, zed, *rest)
        assert refused.value.fields["why"] == "not_on_roll"
    booths.mark(voters[0], "+0")
    booths.pass_time(days=4)
    with pytest.raises(BallotClosedError):
        booths.submit(voters[0])
    assert not booths.find(Slot), "what was not handed in is thrown away"
    assert booths.one(Pile, ballot_id=ballot.ballot_id).voters == 0


def test_the_paper_of_one_person_is_drawn_for_nobody_else(booths, voters):
    anna, ben, cleo, *_ = voters
    booths.open("2 delegates", voters, ben, cleo)
    booths.mark(anna, "+1")
    assert "Your paper is empty" in booths.paper(ben).text
    assert not booths.find(Outgoing, screen="booth"), "a row would name her beside her slot"
    for row in booths.screens("booth"):
        assert set(row.params) == {"ballot_id"}


def test_no_choice_reaches_the_record(booths, voters):
    anna, ben, cleo, *_ = voters
    ballot = booths.open("2 delegates", voters, ben, cleo)
    booths.mark(anna, "+1", "+0")
    booths.submit(anna)
    assert not booths.find(Entry, kind="voted", subject_id=ballot.ballot_id)
    assert "Reopen nominations" in booths.more(ballot, anna).text
    assert "1 of 5 voted" in booths.card(ballot.ballot_id).text
