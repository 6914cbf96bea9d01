import pytest

from bot.domain.ballots.ballot import Ballot, BallotState, Outcome
from bot.domain.council.council import Council
from bot.domain.ground.names import RESERVED, is_reserved
from bot.domain.ground.text import utf16_len
from bot.services.ballots.ballots import find_ballot
from bot.services.ballots.decisions import show_ballot
from bot.services.ballots.proposals import propose
from bot.services.ballots.voting import cast_picks, cast_vote
from handlers.views.ballots.outcomes import paper_counts
from handlers.views.ballots.voting import recorded
from handlers.views.ground.words import bare
from tests.support.council import House, words

NAMES = ("Anna", "Ben", "Cleo", "Dan", "Eve", "Finn", "Gus", "Hana", "Ivo", "Jan", "Kim", "Lea")
COLOURS = "What colour?\n- Red\n- Green\n- Blue"


def proposed(house, by, text=COLOURS):
    return house.do(propose, house.council_id, text, None, by=by)


def press(house, ballot, choice, voter):
    return house.do(cast_vote, house.council_id, ballot.ballot_id, choice, by=voter)


def rank(house, ballot, picks, voter):
    return house.do(
        lambda uow: cast_picks(uow, find_ballot(uow, house.council_id, ballot.ballot_id), picks), by=voter
    )  # fmt: skip


def now(house, ballot):
    return house.one(Ballot, ballot_id=ballot.ballot_id)


def cast_all(house, ballot, choices, people):
    for choice, voter in zip(choices, people, strict=False):
        press(house, ballot, choice, voter)


@pytest.fixture
def council():
    house = House()
    return house, house.founded(*NAMES)


def test_more_than_half_of_all_choices_adopts(council):
    house, people = council
    ballot = proposed(house, people[0])
    cast_all(house, ballot, ["0", "0", "0", "1", "none", "abstain"], people)
    house.pass_time(days=4)
    closed = now(house, ballot)
    assert (closed.outcome, closed.result.winner, closed.number) == (Outcome.ADOPTED, "0", 1)
    text = bare(house.card(ballot.ballot_id).text)
    for line in ("Adopted: Red", "3 Red", "1 Green", "0 Blue", "1 None of these", "1 Abstain"):
        assert line in text
    assert "6 of 12 voted; 3 were needed." in text


def test_a_result_keeps_the_order_of_the_paper_with_its_numbers_in_a_column(council):
    house, people = council
    options = [f"Day {number}" for number in range(1, 13)]
    ballot = proposed(house, people[0], "Which day?\n" + "\n".join(f"- {option}" for option in options))
    cast_all(house, ballot, ["11"] * 10, people)
    house.pass_time(days=4)
    shown = bare(house.card(ballot.ballot_id).text).split("\n")
    rows = [line for line in shown if line.strip()[:1].isdigit() and "Day" in line]
    assert [line.split(" ", 1)[1] for line in rows] == options
    assert {line.index(" Day") for line in rows} == {2}


def test_yes_stands_before_no_in_the_picture_of_a_result(council):
    house, people = council
    ballot = proposed(house, people[0], "We buy a barrel")
    cast_all(house, ballot, ["yes", "yes", "no", "abstain"], people)
    house.pass_time(days=4)
    assert paper_counts(now(house, ballot)) == [("yes", 2), ("no", 1), ("abstain", 1)]


def test_without_a_majority_the_top_two_go_to_one_run_off(council):
    house, people = council
    ballot = proposed(house, people[0])
    cast_all(house, ballot, ["0", "0", "1", "1", "2"], people)
    house.pass_time(days=3)
    first = now(house, ballot)
    assert (first.outcome, first.number) == (Outcome.RUN_OFF, None)
    (second,) = house.find(Ballot, run_off_of_id=ballot.ballot_id)
    assert (second.state, second.options, second.opened_at) == (BallotState.OPEN, ("Red", "Green"), house.now)
    assert second.duration_s == ballot.duration_s
    assert "Red / Green go to a run-off" in house.card(ballot.ballot_id).text
    assert "Run-off" in house.card(second.ballot_id).text
    assert "Red / Green go to a run-off" in house.card(second.ballot_id).text
    cast_all(house, second, ["0", "1", "1"], people)
    house.pass_time(days=3)
    done = now(house, second)
    assert (done.outcome, done.number) == (Outcome.ADOPTED, 1)
    assert "Adopted: Green" in house.card(second.ballot_id).text


def test_a_tie_in_the_run_off_adopts_nothing_and_leads_to_no_third_round(council):
    house, people = council
    ballot = proposed(house, people[0])
    cast_all(house, ballot, ["0", "0", "1", "1"], people)
    house.pass_time(days=3)
    (second,) = house.find(Ballot, run_off_of_id=ballot.ballot_id)
    cast_all(house, second, ["0", "0", "1", "1"], people)
    house.pass_time(days=3)
    assert now(house, second).outcome is Outcome.NOT_ADOPTED
    assert "A tie adopts nothing." in house.card(second.ballot_id).text
    assert len(house.find(Ballot)) == 2


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        (["none"] * 3 + ["0"], "None of these was chosen."),
        (["0", "0"], "Too few voted."),
        (["abstain"] * 4, "Everybody who voted abstained."),
        ([], ": nobody voted (3 of 12 needed)."),
    ],
)
def test_what_adopts_nothing_says_why(council, choices, words):
    house, people = council
    ballot = proposed(house, people[0])
    cast_all(house, ballot, choices, people)
    house.pass_time(days=4)
    assert now(house, ballot).outcome is Outcome.NOT_ADOPTED
    text = house.card(ballot.ballot_id).text
    assert "Not adopted" in text
    assert words in text


def test_a_single_option_goes_to_a_run_off_against_none_of_these(council):
    house, people = council
    ballot = proposed(house, people[0])
    cast_all(house, ballot, ("0", "0", "none", "none"), people)
    house.pass_time(days=4)
    (second,) = house.find(Ballot, run_off_of_id=ballot.ballot_id)
    assert "Red / None of these go to a run-off" in house.card(second.ballot_id).text
    assert "Red / None of these go to a run-off" in house.card(ballot.ballot_id).text


@pytest.mark.parametrize("method", ["many", "rank"])
def test_a_run_off_says_that_a_tie_adopts_nothing(council, method):
    house, people = council
    ballot = proposed(house, people[0], f"{method}: {COLOURS}")
    assert "a tie adopts nothing" not in house.card(ballot.ballot_id).text
    for key, voter in zip("0101", people, strict=False):
        rank(house, ballot, (key,), voter)
    house.pass_time(days=4)
    run_off = house.find(Ballot, run_off_of_id=ballot.ballot_id)[0]
    assert "a tie adopts nothing" in house.card(run_off.ballot_id).text


def test_an_urgent_choice_needs_two_thirds(council):
    house, people = council
    ballot = proposed(house, people[0], "1h: " + COLOURS)
    assert "needs at least 2/3 of those who do not abstain" in house.card(ballot.ballot_id).text
    cast_all(house, ballot, ["0"] * 4 + ["1"] * 3, people)
    house.pass_time(hours=2)
    assert now(house, ballot).outcome is Outcome.NOT_ADOPTED
    assert "needed 5 of 7, and has 4" in house.card(ballot.ballot_id).text


def test_approvals_add_up_and_are_listed(council):
    house, people = council
    ballot = proposed(house, people[0], "many\n" + COLOURS)
    press(house, ballot, "2", people[0])
    cast = press(house, ballot, "0", people[0])
    assert recorded(cast, words("en")).startswith("Recorded: Red, Blue. You can change it for")
    assert press(house, ballot, "0", people[0]).picks == ("0", "2")
    assert house.counts(ballot.ballot_id) == {"0": 1, "2": 1}
    assert press(house, ballot, "none", people[0]).picks == ("none",)
    assert press(house, ballot, "1", people[0]).picks == ("1",)
    assert house.counts(ballot.ballot_id) == {"1": 1}
    assert now(house, ballot).voted == 1


def test_clearing_ones_ballot(council):
    house, people = council
    ballot = proposed(house, people[0], "many\n" + COLOURS)
    empty = press(house, ballot, "clear", people[0])
    assert recorded(empty, words("en")) == "Your ballot is empty: nothing is recorded."
    assert (now(house, ballot).voted, house.papers(ballot.ballot_id)) == (0, {})
    press(house, ballot, "0", people[0])
    assert recorded(press(house, ballot, "clear", people[0]), words("en")).startswith("Nothing is changed yet: Red")
    assert house.counts(ballot.ballot_id) == {"0": 1}
    house.pass_time(seconds=10)
    cleared = recorded(press(house, ballot, "clear", people[0]), words("en"))
    assert cleared.startswith("Your ballot is empty now. As you had voted already, you abstain")
    assert len(cleared) < 200
    assert (now(house, ballot).voted, house.counts(ballot.ballot_id)) == (1, {"abstain": 1})


def test_abstaining_in_place_of_several_approvals_asks_first(council):
    house, people = council
    ballot = proposed(house, people[0], "many\n" + COLOURS)
    press(house, ballot, "0", people[0])
    press(house, ballot, "1", people[0])
    press(house, ballot, "abstain", people[0])
    other = proposed(house, people[0], "many\n" + COLOURS)
    house.pass_time(seconds=10)
    press(house, other, "0", people[0])
    press(house, other, "abstain", people[0])
    assert house.counts(other.ballot_id) == {"0": 1}, "asked about one ballot, it is asked about another anew"
    house.pass_time(seconds=10)
    press(house, other, "abstain", people[0])
    assert house.counts(ballot.ballot_id) == {"0": 1, "1": 1}
    assert house.counts(other.ballot_id) == {"abstain": 1}


def test_most_approvals_and_more_than_none_adopts(council):
    house, people = council
    ballot = proposed(house, people[0], "many\n" + COLOURS)
    for voter in people[:3]:
        press(house, ballot, "0", voter)
        press(house, ballot, "1", voter)
    press(house, ballot, "1", people[3])
    press(house, ballot, "none", people[4])
    house.pass_time(days=4)
    closed = now(house, ballot)
    assert (closed.outcome, closed.result.winner) == (Outcome.ADOPTED, "1")
    assert closed.result.counts == {"0": 3, "1": 4, "2": 0, "none": 1}


def test_tied_approvals_go_to_a_run_off_of_approvals(council):
    house, people = council
    ballot = proposed(house, people[0], "many\n" + COLOURS)
    cast_all(house, ballot, ["0", "0", "2", "2", "1"], people)
    house.pass_time(days=3)
    (second,) = house.find(Ballot, run_off_of_id=ballot.ballot_id)
    assert (second.method, second.options) == (ballot.method, ("Red", "Blue"))


def test_rankings_are_counted_by_schulze_and_the_pairs_are_shown(council):
    house, people = council
    ballot = proposed(house, people[0], "rank\n" + COLOURS)
    for picks, voter in zip((("0", "1"), ("1", "0"), ("1", "0", "none"), ("abstain",)), people, strict=False):
        rank(house, ballot, picks, voter)
    assert now(house, ballot).counts == {}
    house.pass_time(days=4)
    closed = now(house, ballot)
    assert (closed.outcome, closed.result.winner, closed.voted) == (Outcome.ADOPTED, "1", 4)
    text = house.card(ballot.ballot_id).text
    assert "Adopted: Green" in text
    assert "2 : 1 Green against Red" in bare(text)
    assert "3 : 0 Green against None of these" in bare(text)


def test_a_tied_ranking_goes_to_a_run_off(council):
    house, people = council
    ballot = proposed(house, people[0], "rank\n" + COLOURS)
    for picks, voter in zip((("0",), ("1",), ("abstain",)), people, strict=False):
        rank(house, ballot, picks, voter)
    house.pass_time(days=3)
    (second,) = house.find(Ballot, run_off_of_id=ballot.ballot_id)
    assert second.options == ("Red", "Green")


def test_the_tally_equals_a_recount_of_the_papers(council):
    house, people = council
    ballot = proposed(house, people[0], "many\n" + COLOURS)
    for index, voter in enumerate(people):
        for step in range(3):
            press(house, ballot, ("0", "none", "2", "1", "abstain")[(index * 2 + step) % 5], voter)
    assert len(house.papers(ballot.ballot_id)) == now(house, ballot).voted == 12
    counts = house.counts(ballot.ballot_id)
    house.pass_time(days=4)
    assert now(house, ballot).counts == counts


def test_long_options_are_answered_by_number(council):
    house, people = council
    ballot = proposed(house, people[0], "many\nWhat?\n" + "\n".join(f"- {letter * 90}" for letter in "ABC"))
    press(house, ballot, "0", people[0])
    assert "Recorded: 1, 3." in recorded(press(house, ballot, "2", people[0]), words("en"))


@pytest.mark.parametrize("visibility", ["live", "named"])
@pytest.mark.parametrize("method", ["", "many\n", "rank\n"])
def test_the_largest_ballot_fits_a_message_open_and_closed(method, visibility):
    house = House()
    people = house.founded(*(f"{number} " + "W" * 60 for number in range(24)))
    council = house.one(Council)
    house.do(lambda uow: uow.change(council, charter={"ballot_visibility": visibility, "seconds_medium": "0"}))
    options = "\n".join(f"- {chr(65 + number) * 100}" for number in range(20))
    ballot = proposed(house, people[0], f"{method}{'&' * 999}\n{options}")
    for index, voter in enumerate(people):
        if method == "rank\n":
            rank(house, ballot, tuple(str((index + step) % 20) for step in range(20)), voter)
        else:
            press(house, ballot, str(index % 20), voter)
    if visibility == "named":
        card = house.card(ballot.ballot_id)
        assert "&…" in bare(card.text).split("\n")[0]
        assert any(button.label == "More" for row in card.keyboard for button in row)
        house.do(show_ballot, house.council_id, ballot.ballot_id, by=people[0], chat_id=people[0].telegram_id)
        assert "&" * 999 in bare(house.show(house.screens("ballot_private")[0]).text)
    for days in (0, 4):
        house.pass_time(days=days)
        text = bare(house.card(ballot.ballot_id).text)
        assert 1000 < utf16_len(text) <= 4096
    assert house.drawn(ballot.ballot_id).picture is None, "so many words stand below no picture"


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("own", [name for name in RESERVED if name.isascii() and name not in {"Abstention", "None"}])
def test_what_the_bot_itself_puts_on_papers_is_reserved_in_every_language(own, language):
    assert is_reserved(words(language).plain(own))
