from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ballots.ballot import Method
from bot.domain.ballots.drafts import (
    DuplicateOptionError,
    ElectionDraft,
    OptionsMissingError,
    ProposalDraft,
    ReservedOptionError,
    SeatsOutOfRangeError,
    parse_election,
    parse_proposal,
    whole_text,
)
from bot.domain.ground.errors import DomainError
from bot.domain.ground.spans import DurationOutOfRangeError, DurationUnreadableError
from bot.domain.ground.text import (
    EmptyTextError,
    OfficeEmptyError,
    OfficeTooLongError,
    OptionTooLongError,
    TextTooLongError,
    TooManyOptionsError,
    utf16_len,
)

DAY = timedelta(days=1)
AB = "\n- a\n- b"
MISTYPED = [
    *("-3d: Paint", "- 3 d: Paint", "−3d: Paint", "+3d: Paint", "~2 days: Paint", "1.5h: Paint", "1,5 h: Paint"),  # noqa: RUF001
    *("½ d: Paint", "1/2 week: Paint", "3d-5d: Paint", "-3d: Which?\n- a\n- b", "1.5h: Which?\n- a\n- b"),
    *("-3д: Покрасить", "Paint\n1.5h", "Which?\n- a\n- b\n1.5h"),
]
TEXTS = ["1.5 people: who?", "-3: Paint", "12.30: we meet", "Beams\n- 1.5 m", "(3 d): Paint", "Paint\n-3d"]

typed = st.text(st.sampled_from("-–•:： \n3d1wmanyrank#аb٣\u202e👍") | st.characters(), max_size=80)  # noqa: RUF001


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        ("Paint the hall", ProposalDraft("Paint the hall")),
        ("3d: Paint the hall", ProposalDraft("Paint the hall", duration=3 * DAY)),
        ("2 Weeks:Paint", ProposalDraft("Paint", duration=14 * DAY)),
        ("12h:\nPaint", ProposalDraft("Paint", duration=DAY / 2)),
        ("Paint\n3d\nthe hall", ProposalDraft("Paint\nthe hall", duration=3 * DAY)),
        ("Paint\n1d 12h:", ProposalDraft("Paint", duration=1.5 * DAY)),
        ("1d: Paint\n2d", ProposalDraft("Paint\n2d", duration=DAY)),
        ("10:30 we meet", ProposalDraft("10:30 we meet")),
        ("5 people: enough", ProposalDraft("5 people: enough")),
        ("Paint #House and #hall", ProposalDraft("Paint #House and #hall", topics=("house", "hall"))),
        ("Only one\n- line", ProposalDraft("Only one\n- line")),
        ("Rule\n---\n--\n- \n- x", ProposalDraft("Rule\n---\n--\n-\n- x")),
        ("many\nof us", ProposalDraft("many\nof us")),
        ("Blue?\n- \u2800\n- yes", ProposalDraft("Blue?\n- \u2800\n- yes")),
    ],
)
def test_proposals_of_a_text(text, draft):
    assert parse_proposal(text) == draft


@pytest.mark.parametrize(
    ("text", "question", "method", "duration"),
    [
        ("Which?" + AB, "Which?", Method.ONE, None),
        ("Which?\n-a\n – b\n• c", "Which?", Method.ONE, None),  # noqa: RUF001
        ("Which?" + AB + "\nmany", "Which?", Method.MANY, None),
        ("Which?\nRank:" + AB, "Which?", Method.RANK, None),
        ("many Which?" + AB, "Which?", Method.MANY, None),
        ("Rank: which?" + AB, "which?", Method.RANK, None),
        ("3d: rank which?" + AB, "which?", Method.RANK, 3 * DAY),
        ("many 3d: which?" + AB, "which?", Method.MANY, 3 * DAY),
        ("many\n3d\nwhich?" + AB, "which?", Method.MANY, 3 * DAY),
        ("Many of us wonder" + AB, "Many of us wonder", Method.ONE, None),
        ("Which?" + AB + "\nThink well.", "Which?\nThink well.", Method.ONE, None),
    ],
)
def test_proposals_with_options(text, question, method, duration):
    draft = parse_proposal(text)
    assert (draft.text, draft.method, draft.duration) == (question, method, duration)
    assert draft.options[:2] == ("a", "b")


def test_hashtags_in_options_are_topics_too():
    assert parse_proposal("Where #a\n- b #b\n- c").topics == ("a", "b")


@pytest.mark.parametrize("text", ["", " \n ", "\u200b", "3d:", "3d", "- a\n- b", "many\n- a\n- b"])
def test_nothing_to_propose(text):
    with pytest.raises(EmptyTextError):
        parse_proposal(text)


@pytest.mark.parametrize(
    "text",
    ["rank", " rank:", "many", "3d: rank", "rank: Which?", "Many: which?", "rank:\nWhich?", "rank\n- a"],
)
def test_a_method_without_options_is_no_text(text):
    with pytest.raises(OptionsMissingError) as refused:
        parse_proposal(text)
    assert refused.value.fields == {"method": "many" if "any" in text else "rank"}


def test_limits_of_a_proposal():
    assert len(parse_proposal("x" * 3000).text) == 3000
    with pytest.raises(TextTooLongError) as refused:
        parse_proposal("x" * 3001)
    assert refused.value.fields == {"got": 3001, "limit": 3000}
    with pytest.raises(TextTooLongError) as refused:
        parse_proposal("x" * 2999 + AB)
    assert refused.value.fields == {"got": 3001, "limit": 3000}


def test_limits_of_options():
    with pytest.raises(OptionTooLongError) as long:
        parse_proposal("Which?\n- b\n- " + "x" * 101)
    assert long.value.fields == {"got": 101, "limit": 100}
    with pytest.raises(TooManyOptionsError) as many:
        parse_proposal("Which?\n" + "\n".join(f"- {number}" for number in range(21)))
    assert many.value.fields == {"got": 21, "limit": 20}
    assert len(parse_proposal("Which?\n" + "\n".join(f"- {number}" for number in range(20))).options) == 20


@pytest.mark.parametrize("again", ["Red", "RED", "ｒｅｄ", "red\u200b", " red "])  # noqa: RUF001
def test_an_option_stands_once(again):
    with pytest.raises(DuplicateOptionError) as refused:
        parse_proposal(f"Which?\n- blue\n- red\n- {again}")
    assert refused.value.fields["place"] == 2


def test_a_duration_no_ballot_can_have():
    """Whether a ballot may last so long is the charter's to say: the refusal then names its range."""
    assert parse_proposal("90w: Paint").duration == timedelta(weeks=90)
    assert parse_proposal("0d: Paint").duration == timedelta(0)
    with pytest.raises(DurationOutOfRangeError):
        parse_proposal("999999999w: Paint")


@pytest.mark.parametrize("text", ["3x: Paint", "10y: Paint", "3dd : Paint", "5foo: Paint", *MISTYPED])
def test_a_mistyped_duration_is_refused(text):
    with pytest.raises(DurationUnreadableError):
        parse_proposal(text)


@pytest.mark.parametrize("text", ["2nd: Paint", "10am: Paint", "2 people: who?", "3: Paint", "7-8: Paint", *TEXTS])
def test_what_only_begins_with_a_number_is_text(text):
    assert parse_proposal(text).text == text


def test_back_to_the_whole_text():
    draft = parse_proposal("2d: Which #x?\n- a\n- b\nrank")
    assert whole_text(draft) == ProposalDraft("Which #x?\n- a\n- b", duration=2 * DAY, topics=("x",))


@given(typed)
def test_a_proposal_is_read_or_refused(text):
    with suppress(DomainError):
        draft = parse_proposal(text)
        assert draft.text.strip()
        assert (draft.method is Method.YES_NO) == (not draft.options)
        assert len(draft.options) != 1
        assert utf16_len("".join((draft.text, *draft.options))) <= 3000


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        ("treasurer", ElectionDraft("treasurer")),
        ("3 delegates", ElectionDraft("delegates", 3)),
        ("1d: treasurer", ElectionDraft("treasurer", duration=DAY)),
        ("2 2d: seat", ElectionDraft("seat", 2, 2 * DAY)),
        ("2d: 2 seat", ElectionDraft("seat", 2, 2 * DAY)),
        ("٣ water\nkeepers", ElectionDraft("water keepers", 3)),
        ("keeper\n1w", ElectionDraft("keeper", duration=7 * DAY)),
        ("2nd seat", ElectionDraft("2nd seat")),
        ("1. chair", ElectionDraft("1. chair")),
        ("24/7 helper", ElectionDraft("24/7 helper")),
    ],
)
def test_elections(text, draft):
    assert parse_election(text) == draft


@pytest.mark.parametrize("text", ["", "3", "1d:", "2 2d: "])
def test_no_office_to_elect(text):
    with pytest.raises(EmptyTextError):
        parse_election(text)


@pytest.mark.parametrize("seats", [0, 21, 999999999])
def test_seats_have_a_range(seats):
    with pytest.raises(SeatsOutOfRangeError) as refused:
        parse_election(f"{seats} delegates")
    assert refused.value.fields == {"got": seats, "lowest": 1, "highest": 20}


@pytest.mark.parametrize("text", ["-1 Clerk", "−1 Clerk", "1.5 Clerk", "+2 Clerk", "2d: -1 Clerk"])  # noqa: RUF001
def test_a_number_of_seats_that_cannot_be_is_no_part_of_the_name(text):
    with pytest.raises(SeatsOutOfRangeError):
        parse_election(text)


@pytest.mark.parametrize("text", ["-1d: Clerk", "1.5d: Clerk", "Clerk\n1.5d"])
def test_a_duration_that_cannot_be_is_no_part_of_the_name(text):
    with pytest.raises(DurationUnreadableError):
        parse_election(text)


def test_an_office_has_a_limit():
    with pytest.raises(OfficeTooLongError):
        parse_election("x" * 61)


@given(typed)
def test_an_election_is_read_or_refused(text):
    with suppress(DomainError):
        draft = parse_election(text)
        assert draft.office
        assert utf16_len(draft.office) <= 60
        assert 1 <= draft.seats <= 20


@pytest.mark.parametrize("text", ["3", "2d:", ""])
def test_an_election_without_an_office_says_what_is_missing(text):
    with pytest.raises(OfficeEmptyError):
        parse_election(text)


@pytest.mark.parametrize("option", ["Abstain", "None of these", "\u0410bstain!", "(none of these)"])
def test_an_option_that_every_paper_has_anyway_is_refused(option):
    with pytest.raises(ReservedOptionError) as refused:
        parse_proposal(f"Which colour?\n- Red\n- {option}")
    assert refused.value.fields["option"] == option


@pytest.mark.parametrize("option", ["Vote", "\u00ab Back", "Голосовать"])
def test_what_stands_on_a_paper_that_is_ranked_is_no_option_of_one(option):
    assert parse_proposal(f"Which?\n- Red\n- {option}").options == ("Red", option)
    assert parse_proposal(f"many: Which?\n- Red\n- {option}").options == ("Red", option)
    with pytest.raises(ReservedOptionError):
        parse_proposal(f"rank: Which?\n- Red\n- {option}")


def test_two_options_that_only_look_different_are_one():
    with pytest.raises(DuplicateOptionError):
        parse_proposal("Whom?\n- Ana\n- \u0410na")


@pytest.mark.parametrize(("typed", "seats"), [("1 clerk", 1), ("20 clerk", 20), ("clerk", 1)])
def test_from_one_seat_to_twenty(typed, seats):
    assert parse_election(typed).seats == seats


@pytest.mark.parametrize("typed", ["0 clerk", "21 clerk"])
def test_no_seat_and_one_too_many_are_refused(typed):
    with pytest.raises(SeatsOutOfRangeError):
        parse_election(typed)
